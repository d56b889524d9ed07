"""The reading of documents: passages, numbers, meetings, covers."""
