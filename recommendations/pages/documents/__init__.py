"""The documents and the reader of a whole document."""
