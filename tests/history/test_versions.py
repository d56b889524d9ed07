"""The history of every record: what is kept of a change, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from recommendations.history.models import Touched, Version
from recommendations.history.versions import (
    ChangeKind,
    ConcurrentChange,
    later_versions,
    record_changes,
    record_outside_changes,
    version_numbers,
)
from recommendations.models import (
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Strength,
    ThemeAssignment,
    WorkflowStage,
)
from smuggling_kb.database import triggers
from tests.builders import make_account, make_recommendation, make_relation, make_theme, set_stage

pytestmark = pytest.mark.django_db

CODE = "2012/5"


@pytest.fixture
def record() -> Recommendation:
    return make_recommendation(CODE)


@pytest.fixture
def curator() -> User:
    return make_account("curator")


def kinds(code: str = CODE) -> list[str]:
    """Of the record's versions, oldest first."""
    found = Version.objects.filter(code=code).order_by("number")
    return list(found.values_list("kind", flat=True))


def test_what_a_block_changes_is_kept_with_who_and_why(
    record: Recommendation, curator: User
) -> None:
    with record_changes([CODE], by=curator, kind=ChangeKind.BULK, reason="misread") as change:
        Recommendation.objects.update(strength=Strength.MAY)
    [version] = change.versions
    assert (version.by_name, version.kind, version.reason) == ("curator", "bulk", "misread")
    assert kinds() == ["baseline", "bulk"]
    assert version.number == 2
    assert version.state is not None
    assert version.state[0]["fields"]["strength"] == "may"


def test_what_a_block_leaves_as_it_is_gets_no_version(record: Recommendation) -> None:
    for _time in range(2):
        with record_changes([CODE], by=None, reason="It was wrong."):
            record.save()
    assert kinds() == ["baseline"]


def test_what_was_changed_by_no_form_is_kept_as_that(record: Recommendation) -> None:
    with record_changes([CODE], by=None, reason="It was wrong."):
        pass
    record.theme_assignments.update(theme=make_theme("protection"))
    with record_changes([CODE], by=None, reason="It was wrong."):
        record.theme_assignments.update(origin="editor")
    assert kinds() == ["baseline", "outside", "edit"]


def test_parts_and_both_ends_of_relations_belong_to_the_state(record: Recommendation) -> None:
    make_recommendation("2012/6")
    with record_changes([CODE], by=None, reason="It was wrong."):
        relation = make_relation(record, Recommendation.objects.get(code="2012/6"))
        relation.notes.create(language="en", text="Word for word.")
    for code in (CODE, "2012/6"):
        assert kinds(code) == ["baseline", "edit"]
        state = Version.objects.get(code=code, number=2).state
        assert state is not None
        assert "recommendations.relationnote" in {row["model"] for row in state}


def test_a_deleted_record_keeps_its_history(record: Recommendation) -> None:
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)
    with record_changes([CODE], by=None, reason="It was wrong.", kind=ChangeKind.DELETE):
        record.delete()
    assert kinds() == ["baseline", "delete"]
    assert Version.objects.get(number=2).state is None


def test_an_exception_leaves_everything_as_it_was(record: Recommendation) -> None:
    set_stage(Recommendation.objects, WorkflowStage.DRAFT)

    def fail() -> None:
        with record_changes([CODE], by=None, reason="It was wrong."):
            record.delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Recommendation.objects.filter(code=CODE).exists()
    assert kinds() == []


def test_a_change_decided_on_an_older_version_does_not_begin(record: Recommendation) -> None:
    with record_changes([CODE], by=None, reason="It was wrong."):
        pass
    seen = version_numbers([CODE])
    assert seen == {CODE: 1}
    assert later_versions(seen) == {}
    with record_changes([CODE], by=None, reason="It was wrong."):
        Recommendation.objects.update(strength=Strength.MAY)
    with (
        pytest.raises(ConcurrentChange) as refusal,
        record_changes([CODE], by=None, reason="It was wrong.", seen=seen),
    ):
        raise AssertionError
    assert [version.number for version in refusal.value.versions[CODE]] == [2]


def test_an_account_stays_with_what_it_did(record: Recommendation, curator: User) -> None:
    with record_changes([CODE], by=curator, reason="It was wrong."):
        Recommendation.objects.update(strength=Strength.MAY)
    with pytest.raises(DatabaseError, match="is closed, not deleted"), transaction.atomic():
        curator.delete()
    assert Version.objects.get(number=2).by == curator


# What no form changed


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


WRITES: dict[str, Callable[[], object]] = {
    "update": lambda: Recommendation.objects.update(strength=Strength.MAY),
    "update of a part": lambda: RecommendationText.objects.update(modal="请"),
    "bulk_create": lambda: RecommendationAddressee.objects.bulk_create(
        [RecommendationAddressee(recommendation=Recommendation.objects.get(), addressee="states")]
    ),
    "delete": lambda: ThemeAssignment.objects.all().delete(),
    "SQL": lambda: execute("UPDATE recommendations_occurrence SET anchor = 's1'"),
    "SQL on a part of a part": lambda: execute(
        "INSERT INTO recommendations_themeassignmentreason (assignment_id, language, text)"
        " SELECT id, 'en', 'It fits.' FROM recommendations_themeassignment"
    ),
    "a table emptied": lambda: execute(
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE recommendations_occurrence"
        if connection.vendor == "postgresql"
        else "DELETE FROM recommendations_occurrence"
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_whoever_writes_and_however_is_noticed(record: Recommendation, write: str) -> None:
    record_outside_changes()
    WRITES[write]()
    [version] = record_outside_changes()
    assert (version.code, version.kind, version.number) == (CODE, ChangeKind.OUTSIDE, 2)
    assert record_outside_changes() == []
    assert kinds() == ["baseline", "outside"]


def test_a_write_that_changes_nothing_is_no_change(record: Recommendation) -> None:
    record_outside_changes()
    record.save()
    assert Touched.objects.exists()
    assert record_outside_changes() == []
    assert not Touched.objects.exists()


def test_looking_for_changes_costs_one_query_if_there_are_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        record_outside_changes()


def test_the_command_says_what_it_found(
    record: Recommendation, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("keep_changes")
    assert capsys.readouterr().out == f"History: 1 records were changed: {CODE}.\n"
    call_command("keep_changes")
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("knowledge_base")
def test_fixtures_are_what_the_history_begins_with() -> None:
    assert kinds() == ["baseline"]
    assert Version.objects.count() == Recommendation.objects.count()


# Not to be changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions_version SET reason = 'another'",
        "DELETE FROM versions_version",
        "TRUNCATE versions_version",
    ],
)
def test_nobody_rewrites_history(record: Recommendation, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    record_outside_changes()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        execute(statement)
    assert kinds() == ["baseline"]


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_is_still_possible() -> None:
    make_recommendation("1999/1")
    record_outside_changes()
    call_command("flush", interactive=False)
    assert not Version.objects.exists()
    assert not triggers.missing_triggers()
