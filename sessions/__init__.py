"""What the Working Group published: meetings, documents, passages."""
