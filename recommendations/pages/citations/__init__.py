"""Citations of documents, both ways, and the concordance of numbers."""
