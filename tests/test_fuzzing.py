"""Ten thousand hostile requests to the server itself, on either database: see ``tests.fuzzing``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases_of_tests import empty_database_of_test


@pytest.mark.long
@pytest.mark.django_db
def test_nothing_that_is_sent_breaks_the_server(tmp_path: Path) -> None:
    with empty_database_of_test(tmp_path) as address:
        run = subprocess.run(
            [sys.executable, "-m", "tests.fuzzing"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address, "VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.startswith("11998 requests"), run.stdout
