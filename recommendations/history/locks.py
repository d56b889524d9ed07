"""The lock under which recommendations are changed, by one writer at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from recommendations.history.models import Touched
from smuggling_kb.database.turn_file import needs_turn_file, open_turn_file


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
    if connection.in_atomic_block or not needs_turn_file():
        yield
        return
    with open_turn_file() as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # Released when the file is closed.
        yield
