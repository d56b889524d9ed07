"""Databases of a test's own, beside that of the suite: files, or on the suite's server."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def postgresql_database() -> Iterator[str]:
    """The address of an empty database on the server that the suite runs on."""
    name = f"own_{os.getpid()}_{secrets.token_hex(4)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    server, _slash, _database = os.environ["DATABASE_URL"].rpartition("/")
    try:
        yield f"{server}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def empty_database_of_test(folder: Path) -> Iterator[str]:
    """The address of an empty database of the suite's kind; files lie in the folder."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / secrets.token_hex(4)}.sqlite3"
    else:
        with postgresql_database() as address:
            yield address


def run_python(address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project's folder on a database, and return what it printed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )


def run_manage(address: str, *arguments: str) -> str:
    """Run a command on a database; what it printed."""
    done = run_python(address, "manage.py", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
