"""From documents to records: reading, parsers, building, batches."""
