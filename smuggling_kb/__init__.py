"""The ground of the site: settings, languages, middleware, triggers, admin bases."""
