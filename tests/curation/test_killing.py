"""What is killed while it changes many records is complete, or absent: see ``tests.killing``."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.early

#: Of each kind; ``python -m tests.killing`` does a hundred.
ROUNDS = [2, pytest.param(20, marks=pytest.mark.long)]


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("change", ["table", "bulk"])
def test_what_is_killed_is_complete_or_absent(own_database: str, change: str, rounds: int) -> None:
    command = [sys.executable, "-m", "tests.killing", "--change", change, "--rounds", str(rounds)]
    run = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": own_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{rounds} rounds, ")
