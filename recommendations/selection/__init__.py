"""From a query string to validated filters to one selection of records."""
