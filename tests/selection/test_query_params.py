"""Every public address reads its query string in one strict manner; the addresses are the site's.

A new address is in the table by itself; one with a part in its route that has no value here fails
until it has one.
"""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import resolve

from recommendations.selection.filter_set import NoParams, StrictFilterSet
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.query_string import TRACKING
from tests.public_pages import PAGES, routes
from tests.routes import ANY_VALUES, PART, localized_routes

pytestmark = pytest.mark.usefixtures("knowledge_base")

#: Addresses that take no query string of ours: the admin's, and one for POST alone.
OUTSIDE = ("admin/", "^admin/", "language/")
#: What the parts of routes stand for that are no pages.
VALUES = ANY_VALUES | {"code": "2012/5", "extension": "ris", "slug": "matrix", "year": "2012"}
TRACKED = "utm_source=x&fbclid=1&gclid=2&from=singlemessage&isappinstalled=0&weibo_id=3&spm=a.b"


def address(route: str) -> str:
    """The first page of a route, or a file."""
    page, *_others = PAGES.get(route) or [PART.sub(lambda part: str(VALUES[part[1]]), route)]
    return f"/en/{page}" if route in localized_routes() else f"/{page}"


ADDRESSES = sorted(address(route) for route in routes() if not route.startswith(OUTSIDE))


def params(path: str) -> type[StrictFilterSet]:
    """The parameters that an address takes."""
    found: type[StrictFilterSet] = getattr(resolve(path).func, "filter_set", NoParams)
    return found


def is_page(path: str) -> bool:
    return path.startswith("/en/") and path.endswith("/") and not path.endswith("suggest/")


def body(answer: HttpResponseBase) -> bytes:
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(answer)
    return answer.content  # type: ignore[attr-defined, no-any-return]


def assert_refused(client: Client, path: str, query: str) -> str:
    """400; a page says what is wrong, and offers a valid address of the same page: that."""
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400, query
    if not is_page(path):
        return ""
    text = answer.content.decode()
    assert f"<code>{query.partition('&')[0].partition('=')[0]}=" in text
    main = text.partition("<main")[2].partition("</main>")[0]
    [nearest, *_others] = re.findall(r'href="([^"#]+)"', main)
    assert nearest.partition("?")[0] == path
    return str(nearest)


def test_the_table_has_many_addresses() -> None:
    assert len(ADDRESSES) > 40


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unknown_name_is_refused(client: Client, path: str) -> None:
    nearest = assert_refused(client, path, "unknown=1&unknown=2")
    assert nearest == (path if is_page(path) else "")
    assert client.get(f"{path}?unknown=").status_code == 400


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_single_name_is_refused_if_it_is_repeated(client: Client, path: str) -> None:
    for name in params(path).param_names():
        if not params(path).is_repeatable(name):
            assert_refused(client, path, f"{name}=1&{name}=1")


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_empty_value_is_as_if_absent(client: Client, path: str) -> None:
    names = params(path).param_names()
    if not names:
        return
    answer = client.get(f"{path}?{'&'.join(f'{name}=' for name in names)}")
    if answer.status_code == 302:
        assert answer.headers["Location"] == path
    else:
        assert answer.status_code == client.get(path).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_are_numbered_from_one(client: Client, path: str) -> None:
    assert_refused(client, path, "page=0")


@pytest.mark.parametrize(
    "path", [path for path in ADDRESSES if "page" in params(path).param_names()]
)
def test_a_page_past_the_end_leads_to_the_last(client: Client, path: str) -> None:
    answer = client.get(f"{path}?page={'9' * 12}")
    if issubclass(params(path), DownloadFilter) or path.endswith((".csv", ".json")):
        assert answer.status_code == 200  # They have every row.
        return
    assert answer.status_code == 302
    last = answer.headers["Location"]
    assert re.fullmatch(rf"{re.escape(path)}(\?page=[1-9][0-9]*)?", last)
    assert client.get(last).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_tracking_names_are_stripped_by_a_redirect(client: Client, path: str) -> None:
    answer = client.get(f"{path}?{TRACKED}")
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    answer = client.get(f"{path}?unknown=1&{TRACKED}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{path}?unknown=1")


def test_no_parameter_has_a_tracking_name() -> None:
    assert not TRACKING & {name for path in ADDRESSES for name in params(path).param_names()}


def test_a_page_without_parameters_says_so(client: Client) -> None:
    text = client.get("/en/themes/?theme=protection").content.decode()
    assert "theme=protection</code>" in text
    assert "This address takes no parameters." in text
    assert '<a href="/en/themes/">/en/themes/</a>' in text


def test_programs_are_told_in_a_line(client: Client) -> None:
    answer = client.get("/healthz?x=1")
    assert answer.status_code == 400
    assert answer.content == b"This address takes no parameters (x): /healthz\n"
    assert client.get("/en/recommendations/suggest/?x=1").json() == {
        "error": "There is no filter with this name."
    }


def test_what_is_sent_by_other_methods_is_for_the_view(client: Client) -> None:
    assert client.post("/en/themes/?unknown=1").status_code == 405
    assert client.post(f"/language/?{TRACKED}", {"language": "en", "next": "/"}).status_code == 302
    assert client.head("/en/themes/?unknown=1").status_code == 400
