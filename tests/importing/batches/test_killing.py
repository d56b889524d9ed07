"""A batch that is killed at any step is as it was before, or complete: ``tests.killed_batches``."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.early


@pytest.mark.parametrize("rounds", [3, pytest.param(210, marks=pytest.mark.long)])
def test_what_is_killed_is_complete_or_absent(own_database: str, rounds: int) -> None:
    program = [sys.executable, "-m", "tests.killed_batches", "--rounds", str(rounds)]
    run = subprocess.run(
        program,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": own_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith(f"{rounds} rounds, ")
