"""From an empty database, or an earlier version's, to one that this version serves."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection

from smuggling_kb.database import triggers
from smuggling_kb.database.lost_database import refuse_lost_database, remember_filled_database
from smuggling_kb.database.migration_history import pending_migrations, refuse_newer_database
from smuggling_kb.database.start_faults import damage_of_database

#: A number of this project's own: who prepares a database on PostgreSQL holds the lock of it.
LOCK = 20_261_202

WAITING = "Another process is preparing the database; this one waits for it."


def prepare_database() -> None:
    """Migrate and load, one process after the other; there is mostly nothing to do."""
    with preparation_lock():
        if damage := damage_of_database():
            raise CommandError(damage)
        refuse_lost_database()
        refuse_newer_database()
        # A process that was killed after the last migration has not put back the triggers.
        if pending_migrations() or triggers.missing_triggers():
            call_command("migrate", verbosity=0)
        call_command("keep_changes")
        call_command("load_fixtures")
        call_command("find_similar", quick=True)
        remember_filled_database()


_depth = 0


@contextmanager
def preparation_lock() -> Iterator[None]:
    """Let one process at a time migrate and load; a block may hold another.

    It begins before the connection: two processes that open a new SQLite file at once would fail.
    """
    global _depth
    _depth += 1
    try:
        if _depth > 1:
            yield
        elif connection.vendor == "postgresql":
            with _advisory_lock():
                yield
        else:
            with _file_lock():
                yield
    finally:
        _depth -= 1


@contextmanager
def _advisory_lock() -> Iterator[None]:
    """Hold a lock of PostgreSQL, which ends with the connection if not before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if cursor.fetchone() == (False,):
            _announce_waiting()
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _file_lock() -> Iterator[None]:
    """Hold a lock on a file beside SQLite's; a database in memory has one process."""
    database: Any = connection
    if database.is_in_memory_db():
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}-preparation").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _announce_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _announce_waiting() -> None:
    print(WAITING, file=sys.stderr, flush=True)
