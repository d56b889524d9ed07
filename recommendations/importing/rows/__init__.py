"""The rows of documents and of editors: built from what was read, grouped, and written."""
