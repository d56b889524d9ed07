"""A server under everything at once for a long time: see ``tests.soak``."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import soak

RESULT = {
    "errors": [],
    "statuses": {"200": 7, "404": 1, "503, later": 1},
    "megabytes": [140, 150, 150, 199],
    "data_version": "0123456789ab",
    "implied_version": "0123456789ab",
}


@pytest.mark.long
@pytest.mark.early
def test_a_server_stays_right_under_everything_at_once(request: pytest.FixtureRequest) -> None:
    minutes = str(request.config.getoption("soak"))
    command = [sys.executable, "-m", "tests.soak", "--minutes", minutes]
    done = subprocess.run(
        [*command, "--database", connection.vendor],
        cwd=settings.BASE_DIR,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)  # With --capture=no: memory, times, numbers.
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_soak_that_went_well_has_no_faults() -> None:
    assert soak.faults(RESULT) == []


@pytest.mark.parametrize(
    "change",
    [
        {"errors": ["ValueError: refused"]},
        {"statuses": {"200": 7, "500 /en/": 1}},
        {"megabytes": [140, 150, 190, 201]},
        {"data_version": "ba9876543210"},
    ],
)
def test_each_fault_of_a_soak_is_told(change: dict[str, object]) -> None:
    assert len(soak.faults({**RESULT, **change})) == 1
