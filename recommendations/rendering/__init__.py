"""HTML of passages, rows and differences."""
