"""The history of every record: what is kept of a change, and who is told of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from recommendations.history import Changed, Kind, changed_since, numbers, recording
from recommendations.models import (
    Publication,
    Recommendation,
    Relation,
    RelationOrigin,
    RelationType,
    Strength,
)
from recommendations.versions.models import Version
from tests.builders import make_recommendation, make_theme

pytestmark = pytest.mark.django_db

CODE = "2012/5"


@pytest.fixture
def record() -> Recommendation:
    return make_recommendation(CODE)


@pytest.fixture
def curator() -> User:
    return User.objects.create(username="curator", is_staff=True)


def kinds(code: str = CODE) -> list[str]:
    """Of the record's versions, oldest first."""
    found = Version.objects.filter(code=code).order_by("number")
    return list(found.values_list("kind", flat=True))


def test_what_a_block_changes_is_kept_with_who_and_why(
    record: Recommendation, curator: User
) -> None:
    with recording([CODE], by=curator, kind=Kind.BULK, reason="misread") as change:
        Recommendation.objects.update(strength=Strength.MAY)
    [version] = change.written
    assert (version.by_name, version.kind, version.reason) == ("curator", "bulk", "misread")
    assert kinds() == ["baseline", "bulk"]
    assert version.number == 2
    assert version.state is not None
    assert version.state[0]["fields"]["strength"] == "may"


def test_what_a_block_leaves_as_it_is_gets_no_version(record: Recommendation) -> None:
    for _time in range(2):
        with recording([CODE], by=None):
            record.save()
    assert kinds() == ["baseline"]


def test_what_was_changed_by_no_form_is_kept_as_that(record: Recommendation) -> None:
    with recording([CODE], by=None):
        pass
    record.theme_assignments.update(theme=make_theme("protection"))
    with recording([CODE], by=None):
        record.theme_assignments.update(origin="editor")
    assert kinds() == ["baseline", "outside", "edit"]


def test_parts_and_both_ends_of_relations_belong_to_the_state(record: Recommendation) -> None:
    make_recommendation("2012/6")
    with recording([CODE, "2012/6"], by=None):
        relation = Relation.objects.create(
            recommendation=record,
            type=RelationType.RESTATES,
            target=Recommendation.objects.get(code="2012/6"),
            origin=RelationOrigin.CURATOR,
        )
        relation.notes.create(language="en", text="Word for word.")
    for code in (CODE, "2012/6"):
        assert kinds(code) == ["baseline", "edit"]
        state = Version.objects.get(code=code, number=2).state
        assert state is not None
        assert "recommendations.relationnote" in {row["model"] for row in state}


def test_a_deleted_record_keeps_its_history(record: Recommendation) -> None:
    Recommendation.objects.update(publication=Publication.DRAFT)
    with recording([CODE], by=None, kind=Kind.DELETE):
        record.delete()
    assert kinds() == ["baseline", "delete"]
    assert Version.objects.get(number=2).state is None


def test_an_exception_leaves_everything_as_it_was(record: Recommendation) -> None:
    Recommendation.objects.update(publication=Publication.DRAFT)

    def fail() -> None:
        with recording([CODE], by=None):
            record.delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Recommendation.objects.filter(code=CODE).exists()
    assert kinds() == []


def test_a_change_decided_on_an_older_version_does_not_begin(record: Recommendation) -> None:
    with recording([CODE], by=None):
        pass
    seen = numbers([CODE])
    assert seen == {CODE: 1}
    assert changed_since(seen) == {}
    with recording([CODE], by=None):
        Recommendation.objects.update(strength=Strength.MAY)
    with pytest.raises(Changed) as refusal, recording([CODE], by=None, seen=seen):
        raise AssertionError
    assert [version.number for version in refusal.value.versions[CODE]] == [2]


def test_an_account_may_go_and_what_it_did_stays(record: Recommendation, curator: User) -> None:
    with recording([CODE], by=curator):
        Recommendation.objects.update(strength=Strength.MAY)
    curator.delete()
    assert Version.objects.get(number=2).by_name == "curator"
