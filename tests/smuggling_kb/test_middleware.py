"""What happens to every request and response."""

from typing import NoReturn

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from pytest_django import Settings

from smuggling_kb import middleware
from smuggling_kb.middleware import HEADERS
from smuggling_kb.urls import *  # noqa: F403 - a site with two broken pages besides its own
from smuggling_kb.urls import urlpatterns as site

pytestmark = pytest.mark.django_db


def without_database(request: HttpRequest) -> NoReturn:
    raise OperationalError("the server closed the connection")


def with_bug(request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError


urlpatterns = [path("outage", without_database), path("bug", with_bug), *site]

ANSWERS = {
    200: "/healthz",
    302: "/",
    400: "/healthz?%00",
    404: "/en/nothing-here/",
    500: "/bug",
    503: "/outage",
}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("status", "address"), ANSWERS.items())
def test_every_answer_carries_the_security_headers(status: int, address: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert response.headers.items() >= HEADERS.items()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy


@pytest.mark.parametrize("address", ["/healthz", "/en/nothing-here/", "/healthz?%00"])
def test_browsers_keep_to_https(client: Client, settings: Settings, address: str) -> None:
    settings.SECURE_HSTS_SECONDS = 10
    response = client.get(address, secure=True)
    assert response.headers["Strict-Transport-Security"] == "max-age=10"


def test_static_files_carry_the_security_headers(client: Client) -> None:
    response = client.get("/static/site.css")
    response.close()
    assert response.status_code == 200
    assert response.headers.items() >= HEADERS.items()
    assert "Content-Security-Policy" in response.headers
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_admin_needs_no_exception_from_the_policy(admin_client: Client) -> None:
    response = admin_client.get("/admin/")
    assert response.status_code == 200
    assert "unsafe-" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "BREW"])
@pytest.mark.parametrize("address", ["/en/", "/admin/", "/static/site.css", "/healthz", "/x"])
def test_unknown_methods_are_refused_everywhere(client: Client, method: str, address: str) -> None:
    response = client.generic(method, address)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize("method", ["OPTIONS", "GET", "POST"])
@pytest.mark.parametrize("length", ["", "9" * 9])
def test_what_is_no_path_is_refused(client: Client, method: str, length: str) -> None:
    response = client.generic(method, "/", PATH_INFO="*", CONTENT_LENGTH=length)
    assert response.status_code == 405


@pytest.mark.parametrize("address", ["/", "/en/", "/static/site.css", "/healthz", "/admin/"])
def test_another_host_is_refused(client: Client, address: str) -> None:
    assert client.get(address, headers={"host": "evil.example"}).status_code == 400


def largest_body(client: Client, address: str) -> int:
    """The limit of a body in megabytes; one byte more is refused by its length alone."""

    def status(length: int) -> int:
        return client.generic("POST", address, CONTENT_LENGTH=str(length)).status_code

    [limit] = [
        megabytes
        for megabytes in (1, 25)
        if status(megabytes * 10**6) != 413 and status(megabytes * 10**6 + 1) == 413
    ]
    return limit


TABLE = "/admin/recommendations/recommendation/table/"


@pytest.mark.parametrize("address", ["/en/", "/admin/login/", "/admin/x/", TABLE])
def test_large_bodies_of_strangers_are_refused_unread(client: Client, address: str) -> None:
    assert largest_body(client, address) == 1
    client.cookies["sessionid"] = "a session that does not exist"
    assert largest_body(client, address) == 1
    assert not Session.objects.exists()


def test_large_tables_of_staff_are_read(editor_client: Client, editor: User) -> None:
    assert largest_body(editor_client, TABLE) == 25
    assert largest_body(editor_client, "/en/") == 1
    User.objects.filter(pk=editor.pk).update(is_staff=False)
    assert largest_body(editor_client, TABLE) == 1


def test_large_bodies_wait_for_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_request: HttpRequest) -> NoReturn:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(middleware, "get_user", fail)
    client = Client(raise_request_exception=False)
    assert client.generic("POST", TABLE, CONTENT_LENGTH="2000000").status_code == 503


@pytest.mark.parametrize("length", ["", "-5", "many", "9" * 30])
def test_a_strange_content_length_does_no_harm(client: Client, length: str) -> None:
    response = client.generic("POST", "/en/nothing-here/", CONTENT_LENGTH=length)
    assert response.status_code < 500


@pytest.mark.parametrize("address", ["/en/?q=%00", "/en/%00/", "/en/recommendations/?%00=1"])
def test_nul_characters_are_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "query", ["q=%ff%fe", "q=%ed%a0%80", "&".join(["q=1"] * 1500), "q=" + "x" * 60_000]
)
def test_hostile_queries_do_no_harm(client: Client, query: str) -> None:
    assert client.get(f"/en/?{query}").status_code < 500


@pytest.mark.urls(__name__)
def test_an_outage_of_the_database_says_when_to_come_back() -> None:
    response = Client(raise_request_exception=False).get("/outage")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


@pytest.mark.urls(__name__)
def test_a_bug_is_logged_with_its_traceback(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert not settings.DEBUG
    client.raise_request_exception = False
    client.get("/bug")
    assert "ZeroDivisionError" in caplog.text
