"""Template tags and filters for the languages of the site."""
