"""The lock under which recommendations are changed, by one writer at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from recommendations.history.models import Touched


@contextmanager
def write_lock() -> Iterator[None]:
    """A transaction in which nobody else changes recommendations.

    On PostgreSQL the triggers that mark what is touched wait for its end too, so no other way of
    writing comes in between. ``OperationalError`` if the lock is not free in time.
    """
    with sqlite_write_lock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                table = connection.ops.quote_name(Touched._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield


@contextmanager
def sqlite_write_lock() -> Iterator[None]:
    """On SQLite, queue for a lock on a file: who polls for the database's own lock may starve."""
    database: Any = connection
    if connection.vendor != "sqlite" or connection.in_atomic_block or database.is_in_memory_db():
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}-turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # Released when the file is closed.
        yield
