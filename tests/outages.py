"""Outages made by real means: the database of a test, and its folders, as they fail in earnest."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connections

#: Makes the outage of a database that is in a file, or at a server; until the block ends.
Outage = Callable[[], AbstractContextManager[None]]


def file_of(database: Any) -> Path:
    return Path(database.settings_dict["NAME"])


@contextmanager
def database_with(options: dict[str, Any] | None = None, **settings: Any) -> Iterator[Any]:
    """The same database by another connection, in place of the one that there is."""
    before: Any = connections["default"]
    changed = before.settings_dict | settings
    changed["OPTIONS"] = before.settings_dict["OPTIONS"] | (options or {})
    connections["default"] = type(before)(changed, "default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = before


@contextmanager
def read_only_file() -> Iterator[None]:
    """The connection takes no writes; the file's mode would not hinder who runs the tests."""
    begin = connections["default"].settings_dict["OPTIONS"]["init_command"]
    with database_with({"init_command": f"{begin} PRAGMA query_only = ON;"}):
        yield


@contextmanager
def locked_file() -> Iterator[None]:
    with closing(sqlite3.connect(file_of(connections["default"]))) as other:
        other.execute("BEGIN IMMEDIATE")
        with database_with({"timeout": 0.01}):
            yield


@contextmanager
def damaged_file() -> Iterator[None]:
    """All but the first page, which says how long the others are, is overwritten."""
    file = file_of(connections["default"])
    content = file.read_bytes()
    damaged = file.with_suffix(".damaged")
    damaged.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    with database_with(NAME=str(damaged)):
        yield


@contextmanager
def other_file() -> Iterator[None]:
    """The file is no database at all."""
    other = file_of(connections["default"]).with_suffix(".other")
    other.write_bytes(b"something else " * 1000)
    with database_with(NAME=str(other)):
        yield


@contextmanager
def vanished_file() -> Iterator[None]:
    with database_with(NAME=str(file_of(connections["default"]).parent / "gone" / "db.sqlite3")):
        yield


@contextmanager
def emptied_file() -> Iterator[None]:
    """The file is made anew, without a table, as SQLite does where there is none."""
    with database_with(NAME=str(file_of(connections["default"]).with_suffix(".new"))):
        yield


@contextmanager
def full_file() -> Iterator[None]:
    """The database must not grow, as on a full disk."""
    with database_with() as database, database.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute("PRAGMA freelist_count")
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        fill_pages(database)
        yield


def fill_pages(database: Any) -> None:
    """Use the room that is left on the pages that there are, up to the last row that fits."""
    for size in (4000, 100, 1):
        for number in range(100_000):
            try:
                with database.cursor() as cursor:
                    cursor.execute(
                        "INSERT INTO django_session VALUES (%s, %s, '2000-01-01')",
                        [f"full-{size}-{number}", "x" * size],
                    )
            except Exception:
                break


@contextmanager
def turn_not_writable() -> Iterator[None]:
    """The file in which writers queue cannot be opened."""
    turn = Path(f"{file_of(connections['default'])}-turn")
    turn.unlink(missing_ok=True)
    turn.mkdir()
    try:
        yield
    finally:
        turn.rmdir()


@contextmanager
def missing_temporary_folder() -> Iterator[None]:
    with mock.patch.object(tempfile, "tempdir", str(Path(tempfile.gettempdir()) / "gone")):
        yield


@contextmanager
def full_temporary_folder() -> Iterator[None]:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with (
        mock.patch.object(TemporaryUploadedFile, "__init__", side_effect=full),
        mock.patch.object(tempfile, "TemporaryFile", side_effect=full),
    ):
        yield


@contextmanager
def server_away() -> Iterator[None]:
    with database_with(HOST="/nothing", PORT="1"):
        yield


@contextmanager
def read_only_server() -> Iterator[None]:
    with database_with({"options": "-c default_transaction_read_only=on"}):
        yield


@contextmanager
def impatient_server() -> Iterator[None]:
    """Every query takes longer than it may."""
    with database_with({"options": "-c statement_timeout=1"}) as database:
        patience = database.execute_wrapper(
            lambda execute, *rest: execute("SELECT pg_sleep(1)", None, *rest[2:])
        )
        with patience:
            yield


ON_SQLITE: dict[str, Outage] = {
    "read-only": read_only_file,
    "locked": locked_file,
    "damaged": damaged_file,
    "no database": other_file,
    "vanished": vanished_file,
    "emptied": emptied_file,
    "full": full_file,
    "turn not writable": turn_not_writable,
}
ON_POSTGRESQL: dict[str, Outage] = {
    "away": server_away,
    "read-only": read_only_server,
    "given up": impatient_server,
}
OF_FOLDERS: dict[str, Outage] = {
    "temporary folder missing": missing_temporary_folder,
    "temporary folder full": full_temporary_folder,
}
