"""The reading of documents: passages, numbers, meetings, covers, and what it asks a person."""
