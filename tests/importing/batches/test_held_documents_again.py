"""The held documents, each brought in as a batch: what that writes is what the fixtures are."""

from pathlib import Path

import pytest

from recommendations.importing import fixtures
from recommendations.importing.batches.choices import RecordChoices
from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.decisions import (
    accept_record,
)
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.editorial_data import read_editorial_data
from recommendations.importing.pipeline import fixture_rows
from recommendations.importing.rows.groups import Row, group_digest, rows_by_group, rows_in_database
from recommendations.importing.rows.row_writer import write_rows
from smuggling_kb.preference import SOURCE

pytestmark = pytest.mark.django_db

#: Groups that no document brings with it.
GROUND = ("session", "theme", "instrument")


def rows_of_kinds(rows: list[Row], *kinds: str) -> list[Row]:
    groups = rows_by_group(rows)
    return [each for name, group in groups.items() if name.split(" ")[0] in kinds for each in group]


def publish(path: Path) -> None:
    """Bring in a file and publish it as it is proposed."""
    batch = create_batch(path.read_bytes(), file_name=path.name, by=None)
    assert [str(each.question) for each in batch.questions.filter(choice="")] == []
    for record in batch.records.open_records():
        accept_record(record, by=None, version=record.version, choices=RecordChoices([], [], []))
    publish_batch(batch, by=None)


def contents(rows: list[Row]) -> dict[str, str]:
    """The digests of groups, but for where publications are that a later document describes.

    Without what editors translated.
    """
    for each in rows:
        if each["fields"].get("kind") == "publication":
            each["fields"] |= {"resource": None, "unresolved": ""}
    groups = rows_by_group(rows_of_kinds(rows, "document", "recommendation", "words"))
    return {
        name: group_digest(group)
        for name, group in groups.items()
        if not name.startswith("words ") or name.endswith(SOURCE)
    }


def test_batches_of_the_held_documents_write_exactly_the_fixtures() -> None:
    wanted = fixture_rows()
    write_rows(rows_of_kinds(wanted, *GROUND), set())
    listed = read_editorial_data(fixtures.EDITORIAL).listed_documents()
    for facts in sorted(listed, key=lambda each: each.year):
        publish(fixtures.SOURCES / facts.file)
    assert contents(list(rows_in_database())) == contents(wanted)
