"""What was published of documents is never a draft again, but by undoing its batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from recommendations.importing.batches.reversal import undo_batch
from sessions.models import Document, Publication
from tests.batches import SYMBOL, corrected_report, next_report, publish_report
from tests.builders import make_batch, make_document

pytestmark = pytest.mark.django_db


def raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wg_sessions_document SET publication = 'draft'")


def save() -> None:
    for document in Document.objects.all():
        document.publication = Publication.DRAFT
        document.save()


WAYS: dict[str, Callable[[], object]] = {
    "SQL": raw,
    "the document itself": save,
    "a queryset": lambda: Document.objects.update(publication=Publication.DRAFT),
}


def refuse_to_hide(way: str) -> None:
    with pytest.raises(IntegrityError, match="never a draft again"), transaction.atomic():
        WAYS[way]()
    assert not Document.objects.drafts().exists()


@pytest.mark.parametrize("way", WAYS)
def test_the_database_makes_no_draft_of_a_published_document(way: str) -> None:
    make_document()
    refuse_to_hide(way)


@pytest.mark.parametrize("stage", ["review", "published", "discarded"])
def test_a_batch_that_is_not_undone_changes_nothing(stage: str) -> None:
    document, now = make_document(), timezone.now()
    times: dict[str, Any] = {
        "published_at": now if stage == "published" else None,
        "closed_at": now if stage == "discarded" else None,
    }
    make_batch(document.symbol, stage=stage, **times)
    refuse_to_hide("SQL")


def test_the_batch_of_another_document_changes_nothing() -> None:
    make_document()
    now = timezone.now()
    other: dict[str, Any] = {"published_at": now, "closed_at": now, "closing_reason": "Too early."}
    make_batch("CTOC/COP/WG.7/2026/9", stage="undone", **other)
    refuse_to_hide("SQL")


def test_what_is_published_again_is_kept_again(knowledge_base: None) -> None:
    document = Document.objects.filter(symbol=SYMBOL)
    undo_batch(publish_report(next_report()), by=None, reason="Too early.")
    assert document.get().is_draft
    publish_report(next_report())
    with pytest.raises(IntegrityError, match="never a draft again"), transaction.atomic():
        document.update(publication=Publication.DRAFT)
    assert not document.get().is_draft


def test_undoing_a_correction_leaves_the_document_public(knowledge_base: None) -> None:
    first = publish_report(next_report())
    undo_batch(publish_report(corrected_report()), by=None, reason="Wrong.")
    document = Document.objects.get(symbol=SYMBOL)
    assert not document.is_draft
    undo_batch(first, by=None, reason="Too early.")
    document.refresh_from_db()
    assert document.is_draft


def test_a_draft_is_published_and_what_is_a_draft_stays_one() -> None:
    make_document(publication=Publication.DRAFT)
    Document.objects.update(publication=Publication.DRAFT)
    Document.objects.update(publication=Publication.PUBLISHED)
