"""Every public page, and every download, begins at once with 50,000 records, whoever asks first."""

from __future__ import annotations

import json

import pytest

from tests import postgresql
from tests.bench import cold, databases

pytestmark = pytest.mark.long

RECORDS = 50_000


@pytest.mark.parametrize("kind", databases.KINDS)
def test_every_address_answers_within_a_second(kind: str) -> None:
    if kind == "postgresql" and postgresql.programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with databases.addresses(kind) as beginning:
        database, _loaded = databases.made(kind, beginning, RECORDS)
        answers: dict[str, tuple[int, int]] = json.loads(database.run("cold"))
    failed = {address: status for address, (status, _time) in answers.items() if status >= 500}
    assert failed == {}
    slow = {address: time for address, (_status, time) in answers.items() if time > cold.LIMIT}
    assert slow.keys() - {cold.WHOLE} == set(), slow
