"""Batches: from an uploaded file through questions and decisions to publication, and back."""
