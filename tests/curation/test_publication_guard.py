"""What was published is never deleted nor hidden again, by anyone, by whatever way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from recommendations.models import Recommendation, Theme, WorkflowStage
from sessions.models import Document, LanguageVersion, Paragraph, WorkingGroupSession
from smuggling_kb.database import triggers
from tests.builders import make_recommendation, make_session, set_stage

pytestmark = pytest.mark.django_db

KEPT = (WorkflowStage.PUBLISHED, WorkflowStage.ARCHIVED)


def execute(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def raw() -> None:
    """Past Django altogether, but for what belongs to the record."""
    execute("DELETE FROM recommendations_recommendationtext")
    execute("DELETE FROM recommendations_themeassignment")
    execute("DELETE FROM recommendations_occurrence")
    execute("DELETE FROM recommendations_recommendation")


DELETIONS: dict[str, Callable[[], object]] = {
    "the record itself": lambda: Recommendation.objects.get().delete(),
    "a queryset": lambda: Recommendation.objects.all().delete(),
    "SQL": raw,
    "its theme": lambda: Theme.objects.all().delete(),
    "its meeting": lambda: WorkingGroupSession.objects.all().delete(),
    "its document": lambda: Document.objects.all().delete(),
    "its document's text": lambda: LanguageVersion.objects.all().delete(),
    "its source": lambda: Paragraph.objects.all().delete(),
}


@pytest.mark.parametrize("publication", KEPT)
@pytest.mark.parametrize("way", DELETIONS)
def test_the_database_refuses_to_delete_what_was_published(way: str, publication: str) -> None:
    make_recommendation(publication=publication, session=make_session(1))
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        DELETIONS[way]()
    kept = Recommendation.objects.get()
    assert kept.texts.count() == kept.theme_assignments.count() == kept.occurrences.count() == 1


@pytest.mark.parametrize("publication", sorted(set(WorkflowStage) - set(KEPT)))
def test_what_was_never_public_can_be_deleted(publication: str) -> None:
    make_recommendation(publication=publication)
    Recommendation.objects.all().delete()
    assert not Recommendation.objects.exists()


def test_one_published_among_drafts_keeps_all() -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    make_recommendation("2012/6")
    with suppress(IntegrityError), transaction.atomic():
        Recommendation.objects.all().delete()
    assert Recommendation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_whole_tables_can_be_emptied_and_are_guarded_again() -> None:
    make_recommendation("1991/1")
    call_command("flush", interactive=False, verbosity=0)
    assert not Recommendation.objects.exists()
    assert triggers.missing_triggers() == []
    make_recommendation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.all().delete()


@pytest.mark.parametrize("publication", KEPT)
def test_the_database_hides_no_published_text_again(publication: str) -> None:
    make_recommendation(publication=publication)
    with pytest.raises(IntegrityError, match="not hidden again"), transaction.atomic():
        execute("UPDATE recommendations_recommendationtext SET stage = 'draft'")


@pytest.mark.parametrize("publication", KEPT)
@pytest.mark.parametrize("stage", ["draft", "in-review", "x"])
def test_the_database_makes_no_draft_of_what_was_published(publication: str, stage: str) -> None:
    record = make_recommendation(publication=publication)
    with pytest.raises(IntegrityError, match="never drafts again"), transaction.atomic():
        execute("UPDATE recommendations_recommendation SET publication = %s", stage)
    record.refresh_from_db()
    assert record.publication == publication
    [other] = {"published", "archived"} - {publication}
    execute("UPDATE recommendations_recommendation SET publication = %s", other)


@pytest.mark.parametrize("publication", KEPT)
def test_the_database_gives_no_other_code_to_what_was_published(publication: str) -> None:
    make_recommendation(publication=publication)
    with pytest.raises(IntegrityError, match="keep their codes"), transaction.atomic():
        execute("UPDATE recommendations_recommendation SET code = '2012/6', number = 6")
    set_stage(Recommendation.objects.all(), WorkflowStage.DRAFT)
    execute("UPDATE recommendations_recommendation SET code = '2012/6', number = 6")
