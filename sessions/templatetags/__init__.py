"""Template tags and filters for symbols of documents."""
