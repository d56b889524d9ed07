"""The ground of the site: settings, languages, middleware, errors, spreadsheets."""
