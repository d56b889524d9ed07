"""What is killed while it changes many records is complete, or absent: see ``tests.killing``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.prepared import prepared_file

pytestmark = pytest.mark.early

#: Of each kind; ``python -m tests.killing`` does a hundred.
ROUNDS = [2, pytest.param(20, marks=pytest.mark.long)]


@pytest.fixture
def address(db: None, real_data: None, tmp_path: Path) -> Iterator[str]:
    """Of a database of its own, on PostgreSQL an empty one on the server of the tests."""
    if connection.vendor == "sqlite":
        file = shutil.copy(prepared_file(), tmp_path)
        yield f"sqlite:///{file}"
        return
    name = f"killing_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    server, _slash, _database = os.environ["DATABASE_URL"].rpartition("/")
    yield f"{server}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("change", ["table", "bulk"])
def test_what_is_killed_is_complete_or_absent(address: str, change: str, rounds: int) -> None:
    command = [sys.executable, "-m", "tests.killing", "--change", change, "--rounds", str(rounds)]
    run = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{rounds} rounds, ")
