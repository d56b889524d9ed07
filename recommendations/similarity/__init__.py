"""Near-duplicates: scoring, computation, presentation."""
