"""What is killed while it changes many records is complete, or absent: see ``tests.killing``."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

#: Of each kind; ``python -m tests.killing`` does a hundred.
ROUNDS = 5


@pytest.fixture
def address(db: None, tmp_path: Path) -> Iterator[str]:
    """Of an empty database on the server of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'killing.sqlite3'}"
        return
    name = f"killing_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    server, _slash, _database = os.environ["DATABASE_URL"].rpartition("/")
    yield f"{server}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("change", ["table", "bulk"])
def test_what_is_killed_is_complete_or_absent(address: str, change: str) -> None:
    command = [sys.executable, "-m", "tests.killing", "--change", change, "--rounds", str(ROUNDS)]
    run = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{ROUNDS} rounds, ")
