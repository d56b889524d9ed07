"""The pages that say why there is no page."""

from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.test import Client, RequestFactory

from recommendations.pages.site import home
from smuggling_kb import errors
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.models import Revision
from tests import markup
from tests.reading import Page

Handler = Callable[[HttpRequest], HttpResponse]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "lang"), [(f"/{each.code}/nothing/", each.tag) for each in LANGUAGES]
)
def test_a_page_that_does_not_exist_says_so_in_the_language_of_its_address(
    client: Client, path: str, lang: str
) -> None:
    answer = client.get(path)
    page = Page(answer)
    assert answer.status_code == 404
    assert page.one("html").lang == lang
    assert page.one("code").text == path


@pytest.mark.django_db
def test_an_address_outside_every_language_is_answered_in_the_visitors(client: Client) -> None:
    page = Page(client.get("/nothing", headers={"accept-language": "zh-CN"}))
    assert page.one("html").lang == "zh-Hans"


def test_error_pages_need_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(Revision.objects, "key", gone)
    assert client.get("/en/nothing/").status_code == 404  # A query would fail this test.


@pytest.mark.django_db
def test_error_pages_have_no_canonical_address_and_are_not_for_robots(client: Client) -> None:
    html = Page(client.get("/en/nothing/")).html
    assert "canonical" not in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    ("error", "status"), [(BadRequest("?"), 400), (PermissionDenied("?"), 403)]
)
@pytest.mark.parametrize(("language", "lang"), [(each.code, each.tag) for each in LANGUAGES])
def test_refusals_have_a_page_in_the_visitor_language(
    rf: RequestFactory, error: Exception, status: int, language: str, lang: str
) -> None:
    handlers = {400: errors.bad_request, 403: errors.permission_denied}
    answer = handlers[status](rf.get(f"/{language}/"), error)
    assert answer.status_code == status
    assert Page(answer).one("html").lang == lang
    assert not markup.problems(answer.content.decode())


@pytest.mark.parametrize(("tongue", "lang"), [("en", "en"), ("zh-CN", "zh-Hans")])
def test_a_form_from_elsewhere_is_refused_in_the_visitor_language(tongue: str, lang: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/admin/login/", headers={"accept-language": tongue})
    assert answer.status_code == 403
    assert Page(answer).one("html").lang == lang
    assert "403" in Page(answer).one("title").text


@pytest.mark.parametrize(
    ("handler", "status"), [(errors.server_error, 500), (errors.service_unavailable, 503)]
)
@pytest.mark.parametrize(("language", "lang"), [(each.code, each.tag) for each in LANGUAGES])
def test_outages_have_a_page_that_needs_nothing(
    rf: RequestFactory, handler: Handler, status: int, language: str, lang: str
) -> None:
    answer = handler(rf.get(f"/{language}/recommendations/"))
    page = Page(answer)
    assert answer.status_code == status
    assert page.one("html").lang == lang
    assert str(status) in page.one("title").text
    assert not markup.problems(page.html)


def test_a_name_that_is_not_this_sites_gets_a_page_not_a_failure(client: Client) -> None:
    assert client.get("/en/", headers={"host": "example.org"}).status_code == 400


@pytest.mark.django_db
def test_a_form_that_broke_off_is_no_failure_of_the_site(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise UnreadablePostError("the client went away")

    monkeypatch.setattr(home, "theme_matrix", fail)
    client.raise_request_exception = False
    assert client.get("/en/").status_code == 400


@pytest.mark.django_db
def test_a_broken_view_and_a_lost_database_are_told_apart(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(error: Exception) -> None:
        def theme_matrix() -> None:
            raise error

        monkeypatch.setattr(home, "theme_matrix", theme_matrix)

    client.raise_request_exception = False
    fail(ValueError("broken"))
    assert client.get("/en/").status_code == 500
    fail(OperationalError("gone"))
    assert client.get("/en/").status_code == 503
