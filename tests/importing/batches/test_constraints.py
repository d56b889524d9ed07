"""The invariants of batches that the database keeps by itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from recommendations.importing.models import (
    BatchQuestion,
    BatchRecord,
    DocumentAnswer,
    ImportBatch,
    ImportFile,
)
from tests.builders import make_batch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, tzinfo=UTC)


def refused(write: Any) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": "begun"},
        {"language": ""},
        {"genre": ""},
        {"stage": "published"},
        {"published_at": NOW},
        {"stage": "discarded"},
        {"closed_at": NOW},
        {"stage": "undone", "published_at": NOW, "closed_at": NOW},
    ],
)
def test_a_batch_fits_its_stage(fields: dict[str, Any]) -> None:
    batch = make_batch()
    assert refused(lambda: ImportBatch.objects.filter(pk=batch.pk).update(**fields))


def test_a_document_has_one_open_batch_in_a_language() -> None:
    make_batch(stage="discarded", closed_at=NOW)
    make_batch()
    assert refused(lambda: make_batch(content=b"Corrected."))
    assert not refused(lambda: make_batch(content=b"In English.", language="en"))


def test_a_file_is_kept_once_and_is_neither_empty_nor_nameless() -> None:
    file = make_batch().file
    same = {"sha256": file.sha256, "content": b"x", "size": 1, "file_name": "x.txt"}
    assert refused(lambda: ImportFile.objects.create(**same))
    assert refused(lambda: ImportFile.objects.filter(pk=file.pk).update(size=0))
    assert refused(lambda: ImportFile.objects.filter(pk=file.pk).update(file_name=""))


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "accepted"},
        {"decided_at": NOW},
        {"decision": "perhaps", "decided_at": NOW},
        {"change": "renamed"},
        {"printed": ""},
    ],
)
def test_a_record_is_open_or_decided(fields: dict[str, Any]) -> None:
    batch = make_batch()
    given = {"position": 1, "code": "2015/1", "anchor": "r1", "change": "added", "printed": "应"}
    record = BatchRecord.objects.create(batch=batch, **given)
    assert refused(lambda: BatchRecord.objects.create(batch=batch, **given))
    assert refused(lambda: BatchRecord.objects.filter(pk=record.pk).update(**fields))


def test_a_question_is_asked_once_and_open_or_answered() -> None:
    batch = make_batch()
    given = {"position": 1, "key": "k", "kind": "line", "line": 1, "template": "What is it?"}
    question = BatchQuestion.objects.create(batch=batch, **given)
    assert refused(lambda: BatchQuestion.objects.create(batch=batch, **given))
    found = BatchQuestion.objects.filter(pk=question.pk)
    assert refused(lambda: found.update(choice="text"))
    assert refused(lambda: found.update(answered_at=NOW))


def test_an_answer_is_kept_once_with_its_document() -> None:
    given = {"symbol": "A/1", "language": "en", "key": "k", "kind": "line", "choice": "text"}
    answer = DocumentAnswer.objects.create(**given)
    assert refused(lambda: DocumentAnswer.objects.create(**given))
    for field in ("symbol", "choice"):
        assert refused(
            lambda field=field: DocumentAnswer.objects.filter(pk=answer.pk).update(**{field: ""})
        )
