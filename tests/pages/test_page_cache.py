"""What is answered again without being made again, and what never is."""

import gzip
import logging
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from recommendations.models import RecommendationText, Theme
from recommendations.pages.page_cache import CAPACITY, ENTRIES, PageCache
from tests.builders import make_recommendation, make_session
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST = "/en/recommendations/"


class Visitor:
    """Asks the application as a WSGI server does."""

    def __init__(self, capacity: int = CAPACITY, entries: int = ENTRIES) -> None:
        self.made = 0
        django = get_wsgi_application()

        def counted(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            self.made += 1
            return django(environment, start)

        self.application = PageCache(counted, capacity, entries)

    def get(self, path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        """Status, headers and content."""
        answer: list[Any] = []
        headers = {"host": "testserver"} | headers
        environment = RequestFactory().get(path, headers=headers).environ
        # As Django's own test client: the test's connection is not the request's to close.
        signals = (request_started, request_finished)
        for signal in signals:
            signal.disconnect(close_old_connections)
        try:
            body = self.application(environment, lambda *begun: answer.extend(begun))
            content = b"".join(body)
            getattr(body, "close", int)()
        finally:
            for signal in signals:
                # Connected weakly, each time would leave a finalizer behind.
                signal.connect(close_old_connections, weak=False)
        return answer[0], dict(answer[1]), content


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def test_a_page_is_made_once_and_answered_again_with_every_header(
    visitor: Visitor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_recommendation()
    first = visitor.get(LIST)
    with django_assert_num_queries(1):
        assert visitor.get(LIST) == first
    assert visitor.made == 1
    assert first[0] == "200 OK"
    assert "Content-Security-Policy" in first[1]
    assert first[1]["Cache-Control"] == "public, no-cache"
    assert first[1]["Vary"] == "Accept-Encoding"


def test_a_change_by_whomever_shows_at_once(visitor: Visitor) -> None:
    record = make_recommendation(text="缔约国应当采取行动。")
    before = visitor.get(LIST)
    RecommendationText.objects.filter(recommendation=record).update(text="缔约国应当合作。")
    after = visitor.get(LIST)
    assert visitor.made == 2
    assert '缔约国<strong class="modal">应当</strong>合作。' in after[2].decode()
    assert before[1]["ETag"] != after[1]["ETag"]


def test_who_has_the_page_is_told_that_nothing_changed(visitor: Visitor) -> None:
    make_recommendation()
    etag = visitor.get(LIST)[1]["ETag"]
    for ask in (visitor, Visitor()):  # Whether this process made it or another.
        status, headers, body = ask.get(LIST, **{"if-none-match": etag})
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == etag
        assert "Content-Security-Policy" in headers
    Theme.objects.update(position=9)
    assert visitor.get(LIST, **{"if-none-match": etag})[0] == "200 OK"


def test_a_page_is_kept_as_it_was_compressed_once(visitor: Visitor) -> None:
    make_recommendation()
    answers = {}
    for _again in range(2):
        for header in ("", "gzip, deflate", "gzip, deflate, br", "br", "gzip"):
            answers[header] = visitor.get(LIST, **{"accept-encoding": header})
    assert visitor.made == 3
    assert answers["gzip, deflate"] == answers["gzip"]
    assert gzip.decompress(answers["gzip"][2]) == answers[""][2]
    etags = {answer[1]["ETag"] for answer in answers.values()}
    assert len(etags) == 3
    for coding in ("gzip", "br"):
        headers = {"accept-encoding": coding, "if-none-match": answers[coding][1]["ETag"]}
        assert visitor.get(LIST, **headers)[0] == "304 Not Modified"


def test_no_time_says_that_a_page_is_unchanged(client: Client) -> None:
    """Two changes can fall into one second, and clocks differ."""
    make_recommendation()
    assert "Last-Modified" not in client.get(LIST).headers
    late = "Wed, 01 Jan 2200 00:00:00 GMT"
    assert client.get(LIST, headers={"if-modified-since": late}).status_code == 200


def test_a_page_that_somebody_with_a_session_is_shown_is_theirs(client: Client) -> None:
    make_recommendation("2012/5")
    for name in ("sessionid", "csrftoken"):
        client.cookies[name] = "1"
        for path in (
            *("/en/", LIST, "/en/recommendations.csv", "/sitemap.xml", "/en/nothing/"),
            *("/recommendations/2012/5/", "/en/recommendations/2012/5/"),
        ):
            headers = client.get(path).headers
            assert "private" in headers["Cache-Control"], path
            assert "Cookie" in headers["Vary"], path
            assert "ETag" not in headers, path
        client.cookies.clear()


def test_the_sitemap_is_kept_and_the_same_for_all(visitor: Visitor) -> None:
    make_recommendation()
    first = visitor.get("/sitemap.xml", **{"accept-language": "zh-hans"})
    assert visitor.get("/sitemap.xml", **{"accept-language": "en"}) == first
    assert visitor.made == 1
    assert first[1]["Vary"] == "Accept-Encoding"
    assert "Content-Language" not in first[1]
    etag = first[1]["ETag"]
    assert visitor.get("/sitemap.xml", **{"if-none-match": etag})[0] == "304 Not Modified"


@pytest.mark.parametrize("extension", ["csv", "json", "ris", "bib", "xlsx"])
def test_a_whole_file_is_named_by_data_address_and_format(visitor: Visitor, extension: str) -> None:
    make_recommendation()
    path = f"/en/recommendations.{extension}"
    status, headers, _body = visitor.get(path)
    assert (status, headers["X-Record-Count"]) == ("200 OK", "1")
    etags = {
        visitor.get(address)[1]["ETag"]
        for address in (path, f"{path}?theme=prevention", "/en/passages.json")
    }
    assert len(etags) == 3
    assert visitor.get(path, **{"if-none-match": headers["ETag"]})[0] == "304 Not Modified"
    Theme.objects.update(position=9)
    assert visitor.get(path)[1]["ETag"] not in etags


def test_a_file_that_is_made_while_it_goes_out_has_no_name(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smuggling_kb.file_responses.SMALL", 10)
    make_recommendation()
    for _again in range(2):
        _status, headers, _body = visitor.get("/en/recommendations.csv")
        assert "ETag" not in headers
        assert headers["Cache-Control"] == "no-store"
    assert visitor.made == 2


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "sessionid=1"}, {"cookie": "csrftoken=1"}, {"host": "127.0.0.1"}],
    ids=["a session", "a form's cookie", "another host"],
)
def test_other_visitors_get_a_page_of_their_own(visitor: Visitor, headers: dict[str, str]) -> None:
    make_recommendation()
    visitor.get(LIST)
    assert visitor.get(LIST, **headers)[0] == "200 OK"
    assert visitor.made == 2


def test_nothing_is_kept_for_those_with_a_session(visitor: Visitor) -> None:
    for _again in range(2):
        assert "ETag" not in visitor.get(LIST, cookie="sessionid=1")[1]
    assert visitor.made == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/nothing/", "404 Not Found"),
        (f"{LIST}?sesion=1", "400 Bad Request"),
        (f"{LIST}?page=9", "302 Found"),
        ("/", "302 Found"),
        ("/admin/login/", "200 OK"),
        ("/readyz", "200 OK"),
    ],
)
def test_what_is_no_public_page_is_made_each_time(visitor: Visitor, path: str, status: str) -> None:
    make_recommendation()
    for _again in range(2):
        assert visitor.get(path)[0] == status
    assert visitor.made == 2


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/admin/login/"])
def test_what_needs_no_data_asks_the_database_for_no_version(
    visitor: Visitor, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    with django_assert_num_queries(0):
        assert visitor.get(path)[0] == "200 OK"


def test_a_name_that_is_not_this_sites_is_refused_each_time(visitor: Visitor) -> None:
    make_recommendation()
    visitor.get(LIST)
    assert visitor.get(LIST, host="evil.example")[0] == "400 Bad Request"


def test_the_least_recently_asked_for_are_forgotten(visitor: Visitor) -> None:
    make_recommendation()
    visitor.get(LIST)
    size = int(visitor.application._responses.currsize)
    visitor = Visitor(3 * size)
    visitor.get(LIST)
    others = list(product(("newest", "code", "session", "theme"), ("theme", "session", "strength")))
    for sort, group in others[:10]:
        visitor.get(f"{LIST}?sort={sort}&group={group}")
    visitor.get(LIST)
    assert visitor.made == 12
    assert visitor.application._responses.currsize <= 3 * size


def test_what_is_too_large_is_not_kept(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommendations.pages.page_cache.LARGEST", 10)
    for _again in range(2):
        visitor.get("/en/about/data/")
    assert visitor.made == 2


def test_keys_and_headers_count_as_bodies_do(visitor: Visitor) -> None:
    make_recommendation()
    _status, headers, body = visitor.get(LIST)
    words = [LIST, "testserver", *headers, *headers.values()]
    size = visitor.application._responses.currsize
    assert size == len(body) + sum(map(len, words))
    visitor.get(f"{LIST}?q={'%20' * 200}")
    assert visitor.application._responses.currsize >= 2 * size + 600


def test_no_more_than_some_thousand_are_kept() -> None:
    visitor = Visitor(1_000_000_000, entries=3)
    visitor.application._smallest = 1_000_000_000 // 3
    for address in ("/en/about/", "/en/", "/en/themes/", "/en/sessions/"):
        visitor.get(address)
    assert len(visitor.application._responses) == 3


#: What finds nothing, and what no page knows: there is no end to either.
WORTHLESS = (
    *(f"{LIST}?q=xyzzy{{}}", "/en/passages/?q=xyzzy{}", "/en/go/?ref=xyzzy{}"),
    *("/en/recommendations/suggest/?q=xyzzy{}", "/en/recommendations/suggest/?form=grouped&q=zz{}"),
    *("/en/opensearch.xml?x={}", "/en/about/?x={}", "/sitemap.xml?x={}", "/robots.txt?x={}"),
    *("/en/about/?&{}", f"{LIST}?&&q=&{{}}", "/en/recommendations/2012/5.json?x={}"),
    *("/en/themes/?utm_source={}", "/language/?next={}", "/healthz?x={}", "/en/nothing/{}/"),
    *("/en/index/?x={}", "/en/explore/?x={}", "/en/compare/?code=2012/{}", "/?x={}"),
)


@pytest.mark.parametrize("address", WORTHLESS)
def test_what_finds_nothing_is_not_kept(visitor: Visitor, address: str) -> None:
    make_recommendation("2012/5")
    for number in range(3):
        path = address.format("&" * number if "&{}" in address else number)
        visitor.get(path)
    assert not visitor.application._responses


#: Different addresses that are asked for, and how often memory is looked at meanwhile.
ADDRESSES, SAMPLES = 100_000, 5


@pytest.mark.long
def test_memory_stays_flat_over_100_000_different_addresses(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tenth of them of 6,000 characters; the first part fills everything that is kept."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # Tests keep entries.
    make_recommendation("2012/5")
    addresses = (*WORTHLESS, f"{LIST}?q={{}}", "/en/recommendations/suggest/?q={}")
    kilobytes = []
    for number in range(ADDRESSES):
        words = f"{number:07}" * (900 if number % 10 == 0 else 1)
        visitor.get(addresses[number % len(addresses)].format(words))
        if number % (ADDRESSES // SAMPLES) == ADDRESSES // SAMPLES - 1:
            status = Path("/proc/self/status").read_text()
            kilobytes.append(int(status.split("VmRSS:")[1].split()[0]))
    assert kilobytes[-1] - kilobytes[0] < 30_000, kilobytes


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver.", "testserver:1", "testserver:"])
def test_another_spelling_of_the_host_has_no_page_of_its_own(visitor: Visitor, host: str) -> None:
    for _again in range(2):
        visitor.get("/en/about/", host=host)
    assert visitor.made == 2
    assert not visitor.application._responses


def test_the_sites_own_address_is_the_only_one_with_pages(settings: Settings) -> None:
    settings.SITE_URL = "http://testserver:8443"
    visitor = Visitor()
    for host in ("testserver:8443", "testserver:8443", "testserver"):
        visitor.get("/en/about/", host=host)
    assert visitor.made == 2


def test_the_port_that_is_served_belongs_to_the_host(visitor: Visitor) -> None:
    for _again in range(2):
        visitor.get("/en/about/", host="testserver:80")
    assert visitor.made == 1


#: Pages of many kinds, and addresses in all but the right form, which nobody is led to.
NEIGHBOURS = (
    "/en/",
    LIST,
    f"{LIST}?theme=protection&group=session",
    f"{LIST}?view=table&q=2012/5",
    "/en/recommendations/2012/5/",
    "/en/themes/",
    "/en/themes/prevention/",
    "/en/about/",
    "/en/sessions/1/",
    "/zh-hans/",
    "/zh-hans/recommendations/2012/5/",
    "/zh-hans/themes/prevention/",
    "/EN/recommendations/x/",
    "/zh-Hans/recommendations/2012/5/",
    "/zh-CN/themes/prevention/",
    "/en/nothing/",
    "/zh-hans/themes/nothing/",
    f"{LIST}?unknown=1",
    "/en/themes/?unknown=1",
)


@pytest.mark.parametrize("first", NEIGHBOURS)
def test_no_page_changes_what_others_are_shown(first: str) -> None:
    """Each is as it was alone, whatever was asked for before it."""
    make_recommendation("2012/5", session=make_session(1))
    alone = {}
    for path in NEIGHBOURS:
        cache.clear()
        alone[path] = Visitor().get(path)
    cache.clear()
    visitor = Visitor()
    visitor.get(first)
    for path in NEIGHBOURS:
        assert visitor.get(path) == alone[path], path


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/EN/recommendations/2012/5/", "en"),
        ("/zh-CN/recommendations/2012/5/", "zh-hans"),
    ],
)
def test_a_language_in_another_form_is_led_to_the_right_addresses(
    client: Client, path: str, language: str
) -> None:
    for _again in range(2):
        response = client.get(path, follow=True)
        assert response.redirect_chain == [(f"/{language}/recommendations/2012/5/", 301)]
    page = Page(response)
    for each in ("en", "zh-hans"):
        assert page.link(f"/{each}/recommendations/2012/5/")
