"""Every public page, and every download, begins at once with 50,000 records, whoever asks first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import postgresql
from tests.bench import cold, databases

pytestmark = pytest.mark.long

RECORDS = 50_000


@pytest.mark.parametrize("kind", databases.KINDS)
def test_every_address_answers_within_a_second(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "FOLDER", tmp_path)
    with addresses(kind, tmp_path) as beginning:
        database, _loaded = databases.made(kind, beginning, RECORDS)
        answers: dict[str, tuple[int, int]] = json.loads(database.run("cold"))
    failed = {address: status for address, (status, _time) in answers.items() if status >= 500}
    assert failed == {}
    slow = {address: time for address, (_status, time) in answers.items() if time > cold.LIMIT}
    assert slow.keys() - {cold.WHOLE} == set(), slow


@contextmanager
def addresses(kind: str, folder: Path) -> Iterator[str]:
    """The beginning of the addresses of databases that are gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/"
        return
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with postgresql.cluster(programs) as url:
        yield url.removesuffix("postgres")
