"""The version of the data as an event loop reads it from SQLite's file, which waits for nobody."""

from __future__ import annotations

import os
import sqlite3

from django.db import connection

from smuggling_kb.models import CURRENT


class VersionFile:
    """One connection of its own for one thread: Django's are not for event loops.

    It never waits for another program's lock, and is opened anew when another file has taken the
    place of its own.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def key(self) -> tuple[int, int] | None:
        """Return the key of the version now; None if it cannot be read at once."""
        try:
            status = os.stat(self.path)  # noqa: PTH116 - three times as fast as a Path
            rows = self._connect(status).execute(CURRENT).fetchall()
            [(number, token, _changed)] = rows  # All are read, so that no transaction stays open.
        except (OSError, ValueError, sqlite3.Error):
            self.close()
            return None
        return number, token

    def _connect(self, status: os.stat_result) -> sqlite3.Connection:
        file = status.st_dev, status.st_ino
        if self._connection is None or self._file != file:
            self.close()
            self._connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
            self._connection.execute("PRAGMA query_only = 1")
            self._file = file
        return self._connection

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def default_version_file() -> VersionFile | None:
    """Return that of the site's database; None where it is no file."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and not name.startswith(("file:", ":memory:"))
    return VersionFile(name) if is_file else None
