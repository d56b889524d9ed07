"""From a list to a record, on to its neighbours there, and back."""

from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.models import AdoptionStatus
from tests.builders import make_recommendation, make_session
from tests.reading import Page

LIST = "/en/recommendations/"


@pytest.fixture
def records(db: None) -> None:
    for number in (1, 2):
        make_session(number)
    make_recommendation("2012/5", session=make_session(1), theme="protection")
    make_recommendation("2012/6", session=make_session(1))
    make_recommendation("2013/7", session=make_session(2), theme="protection")
    make_recommendation("2022/3a", status=AdoptionStatus.PROPOSED, theme="protection")


def record(client: Client, code: str, query: str = "") -> Page:
    ending = f"?list={quote_plus(query)}" if query else ""
    return Page(client.get(f"{LIST}{code}/{ending}"))


def turns(page: Page) -> list[str]:
    return [link.text for link in page.one("nav.turn").all("a")]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("code", "query", "links"),
    [
        ("2012/6", "", ["Previous: 2012/5", "Next: 2013/7"]),
        ("2012/5", "", ["Next: 2012/6"]),
        (
            "2012/5",
            "theme=protection",
            ["Previous: 2013/7", "Back to the 3 results", "Next: 2022/3a"],
        ),
        ("2013/7", "sort=newest", ["Back to the 4 results", "Next: 2012/5"]),
        ("2022/3a", "sort=newest", ["Previous: 2012/6", "Back to the 4 results"]),
        (
            "2013/7",
            "theme=protection&sort=code",
            ["Previous: 2012/5", "Back to the 3 results", "Next: 2022/3a"],
        ),
        (
            "2012/6",
            "group=theme",
            ["Previous: 2022/3a", "Back to the 4 results"],
        ),
        ("2012/6", "q=2012/6", ["Back to the 1 result"]),
        ("2012/6", "theme=protection", ["Previous: 2012/5", "Next: 2013/7"]),
    ],
)
def test_a_record_has_its_neighbours_of_the_list_or_of_the_codes(
    client: Client, code: str, query: str, links: list[str]
) -> None:
    assert turns(record(client, code, query)) == links


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("query", ["", "theme=protection", "group=session&size=50", "view=table"])
def test_the_links_of_a_list_lead_through_all_its_records_and_back(
    client: Client, query: str
) -> None:
    start = Page(client.get(f"{LIST}?{query}"))
    link = next(each for each in start.one("div.results").links() if f"{LIST}20" in each)
    seen = []
    while link:
        page = Page(client.get(link))
        seen.append(urlsplit(link).path.removeprefix(LIST).rstrip("/"))
        back = next(each for each in page.all("a") if each.text.startswith("Back to"))
        address, _hash, anchor = back.get("href").partition("#")
        assert anchor == f"r-{seen[-1].replace('/', '-')}"
        assert parse_qs(urlsplit(address).query) == parse_qs(query or "sort=newest")
        forward = [each for each in page.one("nav.turn").all("a") if each.get("rel") == "next"]
        link = forward[0].get("href") if forward else ""
    assert len(seen) == len(set(seen)) == (3 if "theme" in query else 4)


@pytest.mark.django_db
def test_the_way_back_leads_to_the_page_with_the_record(client: Client) -> None:
    for number in range(1, 61):
        make_recommendation(f"2012/{number}")
    page = record(client, "2012/55", "sort=code&size=50")
    back = page.link(f"{LIST}?sort=code&size=50&page=2#r-2012-55")
    assert back.text == "Back to the 60 results"


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "query",
    ["list=theme%3Dx", "list=foo", "list=q%3Da&list=q%3Da", "list=%00", "lists=", "list=q%3D%00"],
)
def test_a_list_that_there_is_not_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{LIST}2012/5/?{query}").status_code == 400


@pytest.mark.usefixtures("records")
def test_the_address_of_a_record_stays_its_own(client: Client) -> None:
    page = record(client, "2012/5", "theme=protection")
    canonical = [each.get("href") for each in page.all("link") if each.get("rel") == "canonical"]
    assert canonical == ["http://testserver/en/recommendations/2012/5/"]
    assert "list=" not in page.one("#citation-en").text


@pytest.mark.usefixtures("records")
def test_a_list_costs_a_record_no_query(client: Client) -> None:
    counts = []
    for query in ("", "theme=protection"):
        record(client, "2012/5", query)
        with CaptureQueriesContext(connection) as queries:
            record(client, "2012/5", query)
        counts.append(len(queries))
    assert counts[0] == counts[1]
