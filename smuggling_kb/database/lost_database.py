"""A database that held data and is empty now was lost: it is not filled anew without a word."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from smuggling_kb.models import Revision

LOST = (
    "The database is empty, but held data on {day}: it seems to be lost. Restore a backup:"
    " ./run manage restore FILE. To begin anew with the documents alone, without what anybody"
    " edited: ./run manage load_fixtures --new-database. Nothing was written."
)


def refuse_lost_database() -> None:
    """Raise ``CommandError`` if the database is empty and is known to have been filled."""
    mark = _mark()
    if mark and mark.exists() and is_empty_database():
        raise CommandError(LOST.format(day=mark.read_text(encoding="ascii").strip()))


def remember_filled_database() -> None:
    """Leave a mark, once, that this database holds data."""
    mark = _mark()
    if mark and not mark.exists():
        mark.write_text(f"{datetime.now(UTC):%Y-%m-%d}\n", encoding="ascii")


def forget_filled_database() -> None:
    """Let the database be filled as if it were the first."""
    if mark := _mark():
        mark.unlink(missing_ok=True)


def is_empty_database() -> bool:
    """Return whether nothing was ever written to the tables, or there are none."""
    tables = connection.introspection.table_names()
    return Revision._meta.db_table not in tables or not Revision.objects.exists()


def _mark() -> Path | None:
    """Return the file that tells of this database: beside SQLite's own, or named for the server's.

    It is beside the database, not in it: whatever loses the one is to leave the other.
    """
    database: Any = connection
    values = database.settings_dict
    if database.vendor == "sqlite":
        return None if database.is_in_memory_db() else Path(f"{values['NAME']}-filled")
    address = "\n".join(str(values[name]) for name in ("HOST", "PORT", "NAME"))
    name = hashlib.sha256(address.encode()).hexdigest()[:12]
    return Path(settings.VAR_DIR, f"postgresql-{name}-filled")
