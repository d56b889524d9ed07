"""The file in which writers of SQLite queue, beside the database's own."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

from django.db import connection


def needs_turn_file() -> bool:
    """Return whether the database is SQLite's, in a file; elsewhere writers need not queue."""
    database: Any = connection
    return database.vendor == "sqlite" and not database.is_in_memory_db()


def open_turn_file() -> IO[str]:
    """Open the file for a lock on it; raises ``OSError`` where nothing can be written."""
    return Path(f"{connection.settings_dict['NAME']}-turn").open("w")
