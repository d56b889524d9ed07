"""What does not work now is answered with 503 and when to come back, at every address."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from recommendations.history.locks import write_lock
from recommendations.index.provider import _provider
from recommendations.models import Theme
from recommendations.pages.page_cache import PageCache
from smuggling_kb.database.outages import is_outage
from smuggling_kb.errors import RETRY_AFTER
from tests.builders import make_account
from tests.outages import OF_FOLDERS, ON_POSTGRESQL, ON_SQLITE, Outage, database_with
from tests.prepared import prepared_file
from tests.routes import ANY_VALUES, address, routes

#: What the variable parts of routes stand for in the real data.
VALUES: dict[str, object] = ANY_VALUES | {
    "code": "2012/5",
    "year": 2012,
    "slug": "protection",
    "symbol": "CTOC/COP/WG.7/2022/2",
    "instrument": "som-protocol",
    "part": "16",
    "content_type_id": "1",
    "object_id": "1",
    "row": 1,
    "entry": 1,
    "id": "1",
}
PARTS = {"index/": {"slug": "children"}, "explore/": {"slug": "matrix"}}
#: Addresses that need no database, whatever happens to it.
NEED_NOTHING = {"healthz", "robots.txt", "favicon.ico"}


def addresses() -> Iterator[str]:
    """Yield an address of every route, of downloads in each kind of format, and without prefix."""
    for route in routes():
        values = VALUES | next((own for at, own in PARTS.items() if route.startswith(at)), {})
        values["extension"] = "csv" if "<format:" in route else "ris"
        yield address(route, values)
    yield from (f"/en/recommendations.{each}" for each in ("xlsx", "json", "docx", "bib"))
    yield from ("/", "/recommendations/2012/5/", "/en/nothing/", "/zh-hans/recommendations/")


NOW = datetime(2026, 1, 1, tzinfo=UTC)
#: A token by which a form proves that it is of this site.
TOKEN = "t" * 32


class Visitor:
    """Asks the application as a WSGI server does; whoever it is logged in as."""

    def __init__(self, cookies: str = "") -> None:
        self.cookies = f"{cookies}; csrftoken={TOKEN}" if cookies else ""
        self.application = PageCache(get_wsgi_application())

    def ask(self, method: str, path: str, **sent: Any) -> tuple[int, dict[str, str]]:
        """Return status and headers, once the body has begun."""
        begun: list[Any] = []
        environment = RequestFactory().generic(method, path, **sent).environ
        environment |= {"HTTP_COOKIE": self.cookies, "HTTP_X_CSRFTOKEN": TOKEN}
        body = self.application(environment, lambda *given: begun.append(given))
        next(iter(body), b"")
        if hasattr(body, "close"):
            body.close()
        status, headers, *_rest = begun[-1]
        return int(status.split()[0]), dict(headers)

    def post(self, path: str, form: dict[str, Any]) -> tuple[int, dict[str, str]]:
        """Send a form in parts."""
        request = RequestFactory().post(path, form)
        return self.ask("POST", path, data=request.read(), content_type=request.content_type)


@pytest.fixture
def base(
    real_data: None, db: None, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of the real data that the test's connections reach, and that may be damaged."""
    signals = (request_started, request_finished)
    with django_db_blocker.unblock():
        place: dict[str, Any] = {}
        if connection.vendor == "sqlite":
            place["NAME"] = str(shutil.copy(prepared_file(), tmp_path))
        for signal in signals:  # As Django's own test client does.
            signal.disconnect(close_old_connections)
        index = _provider.index
        try:
            with database_with(**place):
                yield
        finally:
            _provider.index = index
            for signal in signals:
                signal.connect(close_old_connections)


@pytest.fixture
def chief_cookies(base: None) -> Iterator[str]:
    """The cookies of somebody who may do everything, and of whom no event is recorded."""
    account = make_account("chief", is_superuser=True)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    session.delete()
    account.delete()


DATABASES = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL
OUTAGES = {**DATABASES, **OF_FOLDERS}


def write_and_read() -> None:
    """Use the database as a form does that saves."""
    with write_lock():
        Session.objects.create(session_key="x" * 32, session_data="x", expire_date=NOW)
        list(Theme.objects.all())


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("outage", DATABASES.values(), ids=DATABASES)
def test_what_the_database_says_then_is_an_outage(outage: Outage) -> None:
    with outage(), pytest.raises((DatabaseError, OSError)) as caught:
        write_and_read()
    assert is_outage(caught.value)


#: Statements that are wrong, whatever the database does.
MISTAKES = (
    "SELECT nothing FROM recommendations_theme",
    "SELECT * FROM no_table_of_ours",
    "SELEC 1",
    "INSERT INTO smuggling_kb_revision (id, number, changed) VALUES (7, 1, '2000-01-01')",
)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", MISTAKES)
def test_a_mistake_of_the_program_is_no_outage(statement: str) -> None:
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert not is_outage(caught.value)


@pytest.mark.parametrize(
    ("number", "folder", "expected"),
    [
        (errno.ENOSPC, "/somewhere", True),
        (errno.EROFS, "/somewhere", True),
        (errno.EMFILE, "/somewhere", True),
        (errno.EACCES, settings.VAR_DIR, True),
        (errno.ENOENT, tempfile.gettempdir(), True),
        (errno.ENOENT, "/somewhere", False),
        (errno.EPIPE, "/somewhere", False),
    ],
)
def test_a_file_is_missed_where_the_site_keeps_files(
    number: int, folder: str, expected: bool
) -> None:
    error = OSError(number, os.strerror(number), f"{folder}/file")
    assert is_outage(error) is expected


@pytest.mark.usefixtures("base")
def test_a_session_that_cannot_be_saved_is_an_outage_only_where_nothing_can() -> None:
    """Django tells both alike, as a session that was deleted meanwhile."""
    session = SessionStore()
    session.create()

    def error_of_save() -> Exception:
        try:
            try:
                session.save()
            except UpdateError:
                raise SessionInterrupted("deleted")  # noqa: B904 - as Django's middleware does
        except SessionInterrupted as error:
            return error
        raise AssertionError("It was saved.")

    with DATABASES["read-only"]():
        assert is_outage(error_of_save())
    session.delete(session.session_key)
    assert not is_outage(error_of_save())


def ask_everywhere(visitor: Visitor, paths: list[str]) -> dict[tuple[str, str], int]:
    """Return what was answered neither rightly nor as an outage; nobody is logged out."""
    wrong = {}
    for path in paths:
        for method in ("GET",) if path.endswith("/logout/") else ("GET", "POST"):
            status, headers = visitor.ask(method, path)
            if status >= 500 and (status != 503 or "Retry-After" not in headers):
                wrong[method, path] = status
    return wrong


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("step", [13, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
def test_every_address_is_answered_in_an_outage(
    outage: Outage, chief_cookies: str, step: int
) -> None:
    """Of all addresses, or of some of them, for anybody and for staff."""
    paths = list(addresses())[::step]
    with outage():
        assert ask_everywhere(Visitor(), paths) == {}
        assert ask_everywhere(Visitor(chief_cookies), paths) == {}


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES)
def test_the_site_is_alive_and_not_ready_in_an_outage(outage: Outage) -> None:
    visitor = Visitor()
    assert visitor.ask("GET", "/readyz")[0] == 200
    with outage():
        assert visitor.ask("GET", "/healthz")[0] == 200
        status, headers = visitor.ask("GET", "/readyz")
    assert (status, headers["Retry-After"]) == (503, RETRY_AFTER)
    assert visitor.ask("GET", "/readyz")[0] == 200


#: What saves, with the kinds of outages that hinder it.
SAVES: dict[str, tuple[str, dict[str, Any], dict[str, Outage]]] = {
    "login": ("/admin/login/", {"username": "chief", "password": "right"}, DATABASES),
    "form": ("/admin/auth/group/add/", {"name": "new", "permissions": []}, DATABASES),
    "upload": (
        "/admin/recommendations/recommendation/table/",
        {"file": SimpleUploadedFile("table.csv", b"x" * 3_000_000)},
        OF_FOLDERS,
    ),
}


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("name", "outage"),
    [(name, outage) for name, (_path, _form, hindering) in SAVES.items() for outage in hindering],
)
def test_what_cannot_be_saved_is_not_told_as_a_mistake(
    chief_cookies: str, name: str, outage: str
) -> None:
    path, form, _hindering = SAVES[name]
    with OUTAGES[outage]():
        status, headers = Visitor(chief_cookies).post(path, form)
    assert status < 500 or (status, headers["Retry-After"]) == (503, RETRY_AFTER)
