"""Names in one language: labels, session ranges, collation."""
