"""Word files: their styles, a writer of paragraphs and tables, records, whole lists."""
