"""Inquiries: what the reading of a document asks a person, is answered, or refuses."""
