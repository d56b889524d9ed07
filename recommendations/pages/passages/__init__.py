"""The search in the documents: passages, filters, downloads."""
