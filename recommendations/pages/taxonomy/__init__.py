"""Themes, the subject index, and the cross-walk between them."""
