"""The history of every model that the admin has: a new model fails here until it has one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from recommendations.curation.roles import EDITOR
from recommendations.history.models import Version
from recommendations.history.states import PARTS, instance_codes
from recommendations.history.versions import record_outside_changes
from recommendations.models import Citation, SubjectSuggestion, Theme, ThemeName
from sessions.models import Document
from smuggling_kb.admin.reasons import ReasonedAdmin
from smuggling_kb.audit.models import AuditEntry
from smuggling_kb.audit.registry import audited_models
from tests.admin.test_admin import address, errors, make_everything, name_of, save, sole
from tests.builders import make_account, make_document, make_theme
from tests.reading import Page

pytestmark = pytest.mark.django_db

#: Models of which nothing is kept, since no page shows them and nobody writes them, and records
#: of what happened, which are never changed.
BOOKKEEPING = {
    *("importing.loadedgroup", SubjectSuggestion._meta.label_lower),
    *("audit.auditentry", "accounts.accountevent"),
}
REGISTERED = [model for model in admin.site._registry if model._meta.label_lower not in BOOKKEEPING]
AUDITED = {audited.model: audited for audited in audited_models()}

#: Reasons that the tests give.
WHY = "Compared with the document."


@pytest.fixture
def everything() -> None:
    make_everything()
    make_account("somebody", EDITOR)


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_every_model_of_the_admin_has_a_history(model: type[models.Model]) -> None:
    assert model in PARTS or model in AUDITED


def changeable_text(model: type[models.Model], without: Collection[str] = ()) -> Any:
    """Return a field of words that can be changed by itself, the longest first."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and field.name not in without
    ]
    return max(fields, key=lambda field: field.max_length or 10_000, default=None)


def altered(field: Any) -> str:
    """Return another value, which the field takes."""
    is_address = isinstance(field, models.URLField)
    return "https://treaties.un.org/altered" if is_address else "Altered words"


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_a_change_by_any_way_is_kept_with_the_old_value(model: type[models.Model]) -> None:
    row = sole(model)
    field = changeable_text(model)
    if field is None:  # Only what it leads to can be changed.
        pytest.skip("It has no words of its own.")
    old = getattr(row, field.attname)
    with connection.cursor() as cursor:
        table, column = model._meta.db_table, field.column
        cursor.execute(
            f'UPDATE {table} SET "{column}" = %s WHERE id = %s',  # noqa: S608
            [altered(field), row.pk],
        )
    if codes := instance_codes(row):
        before = Version.objects.filter(code__in=codes).count()
        record_outside_changes()
        assert Version.objects.filter(code__in=codes).count() > before
    else:
        entry = AuditEntry.objects.latest("id")
        assert (entry.model, entry.row) == (model._meta.label_lower, row.pk)
        assert entry.before is not None
        assert entry.after is not None
        assert (entry.before[field.name], entry.after[field.name]) == (old, altered(field))


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_the_history_page_opens_and_tells_the_change(
    chief_client: Client, model: type[models.Model]
) -> None:
    row = sole(model)
    response = chief_client.get(address(row, "history"), follow=True)
    assert response.status_code == 200
    assert "history" in response.content.decode().casefold()


SAVED: list[tuple[type[models.Model], str, str]] = [
    (model, field.name, altered(field))
    for model in REGISTERED
    if model in AUDITED and model not in (User, Group, Citation)
    for shown in [admin.site._registry[model].readonly_fields]
    for field in [changeable_text(model, shown) or changeable_text(model)]
    if field is not None
]


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(("model", "name", "value"), SAVED, ids=str)
def test_a_form_keeps_who_when_why_and_what(
    chief_client: Client, chief: User, model: type[models.Model], name: str, value: str
) -> None:
    row = sole(model)
    if not admin.site._registry[model].has_change_permission(request_of(chief)):
        assert chief_client.post(address(row, "change"), {name: value}).status_code in (403, 405)
        return
    old = getattr(row, name)
    response = save(chief_client, address(row, "change"), {name: value})
    if response.status_code == 200 and "Select" not in errors(response):
        pytest.skip(f"The form of this model refuses such words: {errors(response)}")
    entry = AuditEntry.objects.filter(model=model._meta.label_lower, row=row.pk).latest("id")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before[name], entry.after[name]) == (old, value)
    # The answer to a report is its reason.
    why = WHY if isinstance(admin.site._registry[model], ReasonedAdmin) else ""
    assert (entry.by, entry.reason, entry.kind) == (chief, why, "edit")
    page = Page(chief_client.get(address(row, "history")))
    assert value in page.text
    assert why in page.text
    assert "chief" in page.text


def request_of(user: User) -> Any:
    """Return what permissions are asked of."""
    return type("Request", (), {"user": user, "GET": {}})()


def test_a_part_that_a_page_changes_is_in_its_history(chief_client: Client) -> None:
    theme = make_theme("health")
    name = ThemeName.objects.filter(theme=theme, language="en")[0]
    number = list(ThemeName.objects.filter(theme=theme)).index(name)
    save(chief_client, address(theme, "change"), {f"names-{number}-name": "Health care"})
    page = Page(chief_client.get(address(theme, "history")))
    assert "Health care" in page.text
    assert str(name.name) in page.text


@pytest.mark.parametrize("role", ["Editor", "Reviewer"])
def test_nothing_public_is_changed_or_deleted_without_a_reason(client: Client, role: str) -> None:
    client.force_login(make_account("somebody", role))
    name = ThemeName.objects.filter(theme=make_theme("health"))[0]
    response = save(client, address(name, "change"), {"why": " "})
    assert "This field is required" in errors(response)
    answer = client.post(address(name, "delete"), {"post": "yes"})
    assert "This field is required" in Page(answer).text
    listed = reverse("admin:recommendations_themename_changelist")
    selection = {"action": "delete_selected", "_selected_action": name.pk, "post": "yes"}
    answer = client.post(listed, selection)
    assert "This field is required" in Page(answer).text
    assert ThemeName.objects.filter(pk=name.pk).exists()
    client.post(listed, selection | {"why": "Double."})
    assert not ThemeName.objects.filter(pk=name.pk).exists()
    entry = AuditEntry.objects.latest("id")
    assert (entry.operation, entry.by_name, entry.reason) == ("delete", "somebody", "Double.")


def test_the_history_outlives_the_row_and_brings_it_back(chief_client: Client) -> None:
    document = make_document()
    title = document.titles.get()
    words = title.title
    chief_client.post(address(title, "delete"), {"post": "yes", "why": "Wrong."})
    page = Page(chief_client.get(address(title, "history")))
    assert words in page.text
    entry = AuditEntry.objects.latest("id")
    restore = reverse("admin:wg_sessions_documenttitle_row_restore", args=(title.pk, entry.pk))
    assert "This field is required" in Page(chief_client.post(restore, {"why": ""})).text
    assert chief_client.post(restore, {"why": "Right after all."}).status_code == 302
    assert document.titles.get().title == words
    entry = AuditEntry.objects.latest("id")
    assert (entry.kind, entry.operation, entry.reason) == ("restore", "add", "Right after all.")


def test_a_change_can_be_taken_back(chief_client: Client) -> None:
    document = make_document()
    save(chief_client, address(document, "change"), {"job_number": "V.1"})
    entry = AuditEntry.objects.latest("id")
    restore = reverse("admin:wg_sessions_document_row_restore", args=(document.pk, entry.pk))
    assert "V.1" in Page(chief_client.get(restore)).text
    chief_client.post(restore, {"why": "Wrong document."})
    assert Document.objects.get().job_number == ""


def test_who_may_not_change_restores_nothing(visitor_client: Client) -> None:
    theme = make_theme("health")
    Theme.objects.update(slug="care")
    entry = AuditEntry.objects.latest("id")
    restore = reverse("admin:recommendations_theme_row_restore", args=(theme.pk, entry.pk))
    assert visitor_client.post(restore, {"why": "x"}).status_code == 403
    assert visitor_client.get(address(theme, "history")).status_code == 403


def test_roles_of_an_account_are_in_its_history(chief_client: Client, chief: User) -> None:
    account = make_account("somebody", "Editor")
    page = chief_client.get(address(account, "change"))
    assert page.status_code == 200
    save(chief_client, address(account, "change"), {"is_superuser": "on"})
    entry = AuditEntry.objects.latest("id")
    assert (entry.model, entry.by, entry.reason) == ("auth.user", chief, WHY)
    text = Page(chief_client.get(address(account, "history"))).text
    assert "superuser status" in text
    assert "Editor" in text


def test_an_action_on_accounts_is_its_authors(chief_client: Client, chief: User) -> None:
    account = make_account("somebody", "Editor")
    selection = {"action": "close_selected", "_selected_action": account.pk}
    chief_client.post(reverse("admin:auth_user_changelist"), selection)
    entry = AuditEntry.objects.latest("id")
    assert (entry.model, entry.row, entry.by) == ("auth.user", account.pk, chief)
