"""Accounts that did something are closed, by no way deleted; and what happened is recorded."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client

from recommendations.history.versions import record_changes
from smuggling_kb.accounts.closure import has_acted
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from tests.builders import client_of, make_account, make_recommendation

pytestmark = pytest.mark.django_db

ACCOUNTS = "/admin/auth/user/"


def act(client: Client, action: str, *accounts: User) -> Any:
    words = {"action": action, "_selected_action": [account.pk for account in accounts]}
    return client.post(ACCOUNTS, words, follow=True)


def test_an_account_that_acted_cannot_be_deleted(chief_client: Client, editor: User) -> None:
    client_of(editor)
    address = f"{ACCOUNTS}{editor.pk}/delete/"
    assert chief_client.get(address).status_code == 403
    assert chief_client.post(address, {"post": "yes"}).status_code == 403
    act(chief_client, "delete_selected", editor)
    assert User.objects.filter(pk=editor.pk).exists()
    html = chief_client.get(f"{ACCOUNTS}{editor.pk}/change/").content.decode()
    assert "deletelink" not in html
    assert "is closed, not deleted" in html
    assert "delete_selected" not in chief_client.get(ACCOUNTS).content.decode()


def test_an_account_made_by_mistake_can_be_deleted(chief_client: Client) -> None:
    account = make_account("mistake")
    assert not has_acted(account)
    address = f"{ACCOUNTS}{account.pk}/delete/"
    assert chief_client.get(address).status_code == 200
    assert chief_client.post(address, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=account.pk).exists()


def test_the_database_refuses_to_delete_who_logged_in(editor: User) -> None:
    client_of(editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        editor.delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_user WHERE id = %s", [editor.pk])


def test_the_database_refuses_to_delete_who_is_named_in_a_history(editor: User) -> None:
    with record_changes(["2012/5"], by=editor, reason="It was wrong."):
        make_recommendation("2012/5")
    assert editor.last_login is None
    assert has_acted(editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        editor.delete()


def test_closing_ends_sessions_and_is_recorded(chief_client: Client, editor: User) -> None:
    client = client_of(editor)
    chief = User.objects.get(username="chief")
    answer = act(chief_client, "close_selected", editor, chief)
    assert "1 account is closed." in answer.content.decode()
    editor.refresh_from_db()
    chief.refresh_from_db()
    assert (editor.is_active, chief.is_active) == (False, True)
    assert client.get("/admin/").status_code == 302
    event = AccountEvent.objects.latest("id")
    assert (event.kind, event.account, event.by_name) == ("closed", editor, "chief")
    assert LogEntry.objects.filter(object_id=str(editor.pk)).exists()


def test_logins_and_logouts_are_recorded(client: Client) -> None:
    account = make_account("ed")
    account.set_password("secret")
    account.save()
    client.post("/admin/login/", {"username": "ed", "password": "wrong"})
    client.post("/admin/login/", {"username": "ed", "password": "secret"})
    client.post("/admin/logout/")
    events = AccountEvent.objects.order_by("id")
    assert [(event.kind, event.account) for event in events] == [
        (AccountEventKind.REFUSAL, None),
        (AccountEventKind.LOGIN, account),
        (AccountEventKind.LOGOUT, account),
    ]
    assert {event.address for event in events} == {"127.0.0.1"}


def test_superusers_see_events_and_nobody_changes_them(
    chief_client: Client, editor: User, editor_client: Client
) -> None:
    event = AccountEvent.objects.get(username="editor")
    address = f"/admin/accounts/accountevent/{event.pk}/"
    assert "editor" in chief_client.get("/admin/accounts/accountevent/").content.decode()
    assert chief_client.get("/admin/accounts/accountevent/?q=edit").status_code == 200
    assert chief_client.get(f"{address}change/").status_code == 200
    assert chief_client.post(f"{address}change/").status_code == 403
    assert chief_client.post(f"{address}delete/").status_code == 403
    assert editor_client.get("/admin/accounts/accountevent/").status_code == 403


def test_a_password_that_a_superuser_changes_is_recorded(
    chief_client: Client, editor: User
) -> None:
    words = {"password1": "an0ther-pass", "password2": "an0ther-pass", "usable_password": "true"}
    answer = chief_client.post(f"{ACCOUNTS}{editor.pk}/password/", words)
    assert answer.status_code == 302
    event = AccountEvent.objects.latest("id")
    assert (event.kind, event.username, event.by_name) == ("password", "editor", "chief")


def test_a_superuser_lets_somebody_try_again(chief_client: Client, editor: User) -> None:
    editor.set_password("secret")
    editor.save()
    words = {"username": "editor", "password": "wrong"}
    stranger = Client()
    for _ in range(6):
        answer = stranger.post("/admin/login/", words)
    assert answer.status_code == 429
    act(chief_client, "unlock_selected", editor)
    assert stranger.post("/admin/login/", words | {"password": "secret"}).status_code == 302
