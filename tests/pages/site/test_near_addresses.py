"""What a page that is not there offers in its place."""

import pytest
from django.test import Client

from recommendations.pages.site.near_addresses import near_addresses
from tests.builders import (
    make_provision,
    make_recommendation,
    make_session,
    make_subject,
    make_theme,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records() -> None:
    session = make_session(1)
    for number in (5, 6, 20, 87, 88):
        make_recommendation(f"2012/{number}", session=session)
    make_recommendation("2022/61b")
    make_theme("protection")
    make_subject("children")
    make_provision(10)
    make_provision(16)


def offered(path: str) -> list[str]:
    return [page.address for page in near_addresses(path).pages]


def test_a_number_after_the_last_is_told_the_range_and_the_nearest(client: Client) -> None:
    page = Page(client.get("/en/recommendations/2012/999/"))
    main = page.one("main")
    assert "Codes for 2012 run from 2012/5 to 2012/88." in main.text
    assert "/en/recommendations/2012/87/" in main.links()
    assert "/en/recommendations/2012/88/" in main.links()
    assert "/en/recommendations/?year=2012" in main.links()


def test_a_number_between_two_is_offered_both() -> None:
    assert offered("/en/recommendations/2012/7/")[:4] == [
        f"/en/recommendations/2012/{number}/" for number in (5, 6, 20, 87)
    ]


def test_a_year_without_records_is_told_so_and_offered_the_nearest_years() -> None:
    near = near_addresses("/en/recommendations/2016/5/")
    assert near.explanation == "No recommendation has a code that begins with 2016."
    years = [page.address for page in near.pages if "year=" in page.address]
    assert years == [f"/en/recommendations/?year={year}" for year in (2012, 2022)]


def test_an_absurd_number_is_answered_like_any_other() -> None:
    assert "/en/recommendations/2012/88/" in offered("/en/recommendations/2012/99999/")
    assert offered("/en/recommendations/99999999999/3/") == []


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/en/recommendations/2022/61B/", "/en/recommendations/2022/61b/"),
        ("/en/documents/CTOC/COP/WG.7/2012/6/", "/en/recommendations/2012/6/"),
        ("/en/documents/ctoc/cop/wg.7/2012/5/", "/en/documents/CTOC/COP/WG.7/2012/5/"),
        ("/en/sessions/99/", "/en/sessions/1/"),
        ("/en/articles/som-protocol/11/", "/en/articles/som-protocol/10/"),
        ("/en/articles/som-protokol/16/", "/en/articles/som-protocol/"),
        ("/en/themes/protektion/", "/en/themes/protection/"),
        ("/en/themes/children/", "/en/index/children/"),
        ("/en/index/protection/", "/en/themes/protection/"),
        ("/en/explore/timelin/", "/en/explore/timeline/"),
        ("/fr/recommendations/2012/5/", "/en/recommendations/2012/5/"),
    ],
)
def test_the_nearest_page_of_the_section_comes_first(path: str, nearest: str) -> None:
    assert offered(path)[0] == nearest


@pytest.mark.parametrize("path", ["/en/nothing/", "/nothing", "/en/recommendations/nothing/", "/"])
def test_an_address_that_names_nothing_is_offered_nothing(path: str) -> None:
    assert offered(path) == []


@pytest.mark.data_version
def test_examples_of_addresses_are_links_and_the_data_version_is_told(client: Client) -> None:
    page = Page(client.get("/en/recommendations/2012/999/"))
    assert page.link("/en/recommendations/2012/5/").text == "2012/5"
    assert "Data version" in page.one("footer").text
