"""The publications of the Working Group: sessions, documents, passages."""
