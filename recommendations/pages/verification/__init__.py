"""Verification: whether a data version or a file is what the site gives now, and what changed."""
