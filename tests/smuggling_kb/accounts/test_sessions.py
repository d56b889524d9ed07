"""Sessions of the staff: they end after some idle hours, and where a login leads."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from smuggling_kb.accounts import events, middleware
from smuggling_kb.accounts.models import AccountEvent, AccountEventKind
from smuggling_kb.accounts.retention import forget_old_rows
from tests.builders import make_account

pytestmark = pytest.mark.django_db

EIGHT_HOURS = timedelta(hours=8)


def left(session: Session) -> timedelta:
    return session.expire_date - timezone.now()


def test_a_session_ends_eight_hours_after_its_last_request(editor_client: Client) -> None:
    assert EIGHT_HOURS.total_seconds() == settings.SESSION_COOKIE_AGE
    session = editor_client.session
    session["renewed"] -= middleware.RENEWAL + 1
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    answer = editor_client.get("/admin/")
    assert answer.cookies["sessionid"]["max-age"] == EIGHT_HOURS.total_seconds()
    assert left(Session.objects.get()) > timedelta(hours=7, minutes=59)
    # Not with every request: each would write to the database.
    assert "sessionid" not in editor_client.get("/admin/").cookies


def test_an_idle_session_has_ended(editor_client: Client) -> None:
    editor_client.get("/admin/")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert editor_client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_public_pages_write_no_session(editor_client: Client) -> None:
    assert "sessionid" not in editor_client.get("/en/about/search/").cookies


def test_ended_sessions_and_old_events_are_deleted(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=timezone.now() + timedelta(days=1))
    for days in (1, 364, 366):
        moment = timezone.now() - timedelta(days=days)
        AccountEvent.objects.create(kind=AccountEventKind.REFUSAL, username="x", at=moment)
    forget_old_rows()
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert AccountEvent.objects.count() == 2
    monkeypatch.setattr(events, "MOST_EVENTS", 1)
    last = AccountEvent.objects.latest("id").pk
    forget_old_rows()
    assert [event.pk for event in AccountEvent.objects.all()] == [last]


def test_each_login_deletes_what_is_over() -> None:
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    Client().force_login(make_account("ed"))
    assert not Session.objects.filter(session_key="old").exists()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/en/about/", "/en/about/"),
        ("//evil.example/", "/admin/"),
        ("https://evil.example/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_a_login_leads_to_where_it_was_asked_for_or_to_the_admin(
    client: Client, address: str, expected: str
) -> None:
    account = make_account("ed")
    account.set_password("secret")
    account.save()
    words = {"username": "ed", "password": "secret", "next": address}
    assert client.post("/admin/login/", words).headers["Location"] == expected
