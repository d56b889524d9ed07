"""Who may do what: the groups that every ``migrate`` leaves behind."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from recommendations.curation.roles import (
    ADDRESSED,
    APPS,
    CORRECTED,
    EDITABLE,
    EDITOR,
    PERMISSIONS,
    PREPARED,
    READ_ONLY,
    REPORTED,
    REVIEWED,
    REVIEWER,
)
from recommendations.models import SimilarityReview
from smuggling_kb.database.triggers import missing_triggers
from smuggling_kb.models import Revision
from tests.builders import make_recommendation

pytestmark = pytest.mark.django_db


def migrate() -> None:
    call_command("migrate", verbosity=0, stdout=io.StringIO())


def codenames(group: str) -> list[str]:
    permissions = Group.objects.get(name=group).permissions
    return sorted(permissions.values_list("codename", flat=True))


def test_each_model_is_read_or_edited() -> None:
    """A new model fails here until somebody decides; of what is derived there is nothing to do."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    assert sorted(
        model._meta.model_name or "" for model in models if model._meta.default_permissions
    ) == sorted(READ_ONLY + ADDRESSED + EDITABLE + REVIEWED + CORRECTED + REPORTED + PREPARED)


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_migrating_makes_the_groups(group: str) -> None:
    assert codenames(group) == sorted(PERMISSIONS[group])


def test_migrating_again_adds_nothing_twice_and_takes_nothing_away() -> None:
    given = Permission.objects.get(codename="view_user")
    Group.objects.get(name=EDITOR).permissions.add(given)
    Group.objects.create(name="Guest")
    migrate()
    migrate()
    assert codenames(EDITOR) == sorted([*PERMISSIONS[EDITOR], "view_user"])
    assert codenames(REVIEWER) == sorted(PERMISSIONS[REVIEWER])
    assert Group.objects.count() == 3


def test_what_a_group_lost_comes_back_with_the_next_version() -> None:
    Group.objects.get(name=EDITOR).delete()
    Group.objects.get(name=REVIEWER).permissions.clear()
    migrate()
    assert codenames(EDITOR) == sorted(PERMISSIONS[EDITOR])
    assert codenames(REVIEWER) == sorted(PERMISSIONS[REVIEWER])


def test_editors_prepare_and_reviewers_publish() -> None:
    assert set(PERMISSIONS[REVIEWER]) - set(PERMISSIONS[EDITOR]) == {
        "publish_recommendation",
        "archive_recommendation",
        "add_passagecorrection",
        *(f"delete_{model}" for model in (*ADDRESSED, *REPORTED)),
    }


def test_there_is_no_account_at_first() -> None:
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_renamed_model_leaves_accounts_what_they_may_do_and_one_trigger() -> None:
    call_command("migrate", "recommendations", "0008", verbosity=0)
    try:
        guest = Group.objects.create(name="Guest")
        guest.permissions.add(Permission.objects.get(codename="add_judgement"))
        before = Permission.objects.count()
    finally:
        call_command("migrate", verbosity=0)
    assert codenames("Guest") == ["add_similarityreview"]
    assert Permission.objects.count() == before
    assert missing_triggers() == []
    first, second = (make_recommendation(code) for code in ("1998/5", "1999/28"))
    number = Revision.objects.current().number
    SimilarityReview.objects.create(first=first, second=second, decision="rejected")
    assert Revision.objects.current().number == number + 1
