"""Backups: the whole database as one file, the same from SQLite and PostgreSQL, and back."""
