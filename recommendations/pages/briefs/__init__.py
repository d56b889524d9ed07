"""Briefs: one page on any filtered list, with its documents, relations and gaps."""
