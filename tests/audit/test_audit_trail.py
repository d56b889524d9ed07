"""The audit trail: entries of every write, by whatever way, that nobody changes or deletes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, models, transaction

from recommendations.models import Theme, ThemeName
from sessions.models import Document
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import AuditEntry, ChangeKind, CurrentChange
from smuggling_kb.audit.registry import audited_models
from tests.builders import make_account, make_document, make_paragraph, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> User:
    return make_account("curator")


def entries_of(row: models.Model) -> list[AuditEntry]:
    """Return the entries of a row, oldest first."""
    label = row._meta.label_lower
    return list(AuditEntry.objects.filter(model=label, row=row.pk).order_by("id"))


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("id")


def test_a_change_is_kept_with_old_and_new_values_and_who_and_why(curator: User) -> None:
    document = make_document("CTOC/OLD")
    with attribute_changes(curator, reason="misprint"):
        document.symbol = "CTOC/NEW"
        document.save()
    entry = entries_of(document)[-1]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["symbol"], entry.after["symbol"]) == ("CTOC/OLD", "CTOC/NEW")
    assert (entry.by, entry.by_name, entry.reason) == (curator, "curator", "misprint")
    assert (entry.kind, entry.operation, entry.key) == ("edit", "change", "CTOC/NEW")


def test_rows_that_are_added_and_deleted_are_kept_whole(curator: User) -> None:
    theme = make_theme("health")
    pk = theme.pk
    with attribute_changes(curator, kind=ChangeKind.DELETE):
        theme.delete()
    added, *_others, deleted = AuditEntry.objects.filter(
        model="recommendations.theme", row=pk
    ).order_by("id")
    assert added.after is not None
    assert deleted.before is not None
    assert (added.operation, added.before, added.after["slug"]) == ("add", None, "health")
    assert (deleted.operation, deleted.before["slug"], deleted.after) == ("delete", "health", None)
    assert deleted.key == "health"


@pytest.mark.parametrize("way", ["update", "bulk_update", "bulk_create", "sql"])
def test_every_way_to_write_is_noticed(way: str) -> None:
    theme = make_theme("health")
    if way == "update":
        Theme.objects.filter(pk=theme.pk).update(slug="care")
    elif way == "bulk_update":
        theme.slug = "care"
        Theme.objects.bulk_update([theme], ["slug"])
    elif way == "bulk_create":
        theme = Theme(slug="care", scheme="chapters", position=99)
        Theme.objects.bulk_create([theme])
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE recommendations_theme SET slug = 'care'")
    entry = last_entry()
    assert entry.after is not None
    assert (entry.model, entry.row, entry.after["slug"]) == (
        "recommendations.theme",
        theme.pk,
        "care",
    )
    assert (entry.kind, entry.by, entry.by_name, entry.reason) == ("outside", None, "", "")


def test_a_write_that_changes_nothing_is_no_entry() -> None:
    paragraph = make_paragraph()
    count = len(entries_of(paragraph))
    paragraph.save()
    assert len(entries_of(paragraph)) == count


def test_what_is_undone_is_no_entry_and_is_attributed_to_nobody(curator: User) -> None:
    theme = make_theme("health")
    count = AuditEntry.objects.count()
    with transaction.atomic(), attribute_changes(curator):
        Theme.objects.update(slug="care")
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == count
    Theme.objects.update(slug="care")
    assert entries_of(theme)[-1].by is None
    assert not CurrentChange.objects.exists()


def test_a_block_within_another_counts_for_itself(curator: User) -> None:
    theme = make_theme("health")
    with attribute_changes(curator, reason="outer"):
        with attribute_changes(None, ChangeKind.FILES, "inner"):
            Theme.objects.update(slug="a")
        Theme.objects.update(slug="b")
    assert [(each.by_name, each.reason) for each in entries_of(theme)[-2:]] == [
        ("", "inner"),
        ("curator", "outer"),
    ]


@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET key = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_an_entry(statement: str) -> None:
    make_theme("health")
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(statement.format("audit_auditentry"))


def test_an_account_that_is_in_the_trail_is_not_deleted(curator: User) -> None:
    with attribute_changes(curator):
        make_theme("health")
    with pytest.raises(IntegrityError), transaction.atomic():
        curator.delete()


def test_roles_of_accounts_are_kept_but_neither_passwords_nor_logins(curator: User) -> None:
    group = Group.objects.create(name="Guests")
    curator.groups.add(group)
    entry = last_entry()
    assert (entry.operation, entry.key) == ("add", "curator Guests")
    count = AuditEntry.objects.count()
    User.objects.update(password="x", last_login=None)  # noqa: S106
    assert AuditEntry.objects.count() == count
    User.objects.update(is_superuser=True)
    assert AuditEntry.objects.count() > count
    assert "password" not in str(list(AuditEntry.objects.values_list("after", flat=True)))


def test_names_follow_natural_keys() -> None:
    theme = make_theme("health")
    name = ThemeName.objects.filter(theme=theme)[0]
    assert entries_of(name)[0].key == f"health {name.language}"


def test_every_audited_model_can_be_read_back() -> None:
    """Its name's look-ups lead somewhere, and its columns can be written as JSON."""
    for audited in audited_models():
        assert audited.name_paths
        list(audited.model._default_manager.values_list(*audited.name_paths)[:1])
    assert Document in {audited.model for audited in audited_models()}
