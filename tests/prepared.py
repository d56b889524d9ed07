"""The real data, loaded once for all that test with the same fixtures and the same code."""

from __future__ import annotations

import fcntl
import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

FIXTURES = sorted(Path(settings.BASE_DIR, "fixtures").glob("*.json"))
APPS = ("smuggling_kb", "sessions", "recommendations")


def load_real_data() -> None:
    """Fill the empty database; on SQLite by a copy of what was loaded before."""
    assert FIXTURES, "./run manage build_fixtures makes the fixtures"
    if connection.vendor != "sqlite":
        load_fixtures()
        return
    file = prepared_file()
    file.parent.mkdir(exist_ok=True)
    with (file.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Another worker may be loading just now.
        if file.exists():
            copy_from(file)
        else:
            load_fixtures()
            for older in file.parent.glob("*.sqlite3"):
                older.unlink()
            copy_to(file)


def prepared_file() -> Path:
    """Return where an SQLite database with the real data is, once a test asked for it."""
    return Path(settings.VAR_DIR, "tests", f"{fingerprint()}.sqlite3")


def load_fixtures() -> None:
    """Load the fixtures as anybody would."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    call_command("load_fixtures", stdout=io.StringIO())


@cache
def fingerprint() -> str:
    """Return what differs as soon as the fixtures, or any code that loads them, do."""
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def inputs() -> Iterator[Path]:
    yield Path(__file__)
    yield Path(settings.BASE_DIR, "requirements.txt")
    yield from FIXTURES
    for app in APPS:
        yield from sorted(Path(settings.BASE_DIR, app).rglob("*.py"))


def copy_from(file: Path) -> None:
    with closing(sqlite3.connect(file)) as prepared:
        prepared.backup(own_database())


def copy_to(file: Path) -> None:
    unfinished = file.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as prepared:
        own_database().backup(prepared)
    unfinished.rename(file)


def own_database() -> sqlite3.Connection:
    connection.ensure_connection()
    database = connection.connection
    assert isinstance(database, sqlite3.Connection)
    return database
