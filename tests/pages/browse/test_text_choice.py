"""Which of several texts a list shows, and that the choice goes along."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.models import Recommendation
from tests.builders import make_recommendation, make_translation
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

CHINESE = "缔约国应当采取行动。"
ENGLISH = "States parties should act."
FRENCH = "Les États parties devraient agir."


@pytest.fixture(autouse=True)
def records() -> list[Recommendation]:
    """Two records in Chinese, one of them translated into English and French."""
    translated, other = make_recommendation("2012/5", CHINESE), make_recommendation("2012/6")
    make_translation(translated, "en", ENGLISH)
    make_translation(translated, "fr", FRENCH)
    return [translated, other]


def shown(client: Client, address: str) -> str:
    """The words of 2012/5 at an address."""
    texts = {CHINESE, ENGLISH, FRENCH}
    row = Page(client.get(address)).all("article")[-1 if "sort=code" not in address else 0]
    [found] = [part.text for part in row.all("p.voice") if part.text in texts]
    return found


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/en/recommendations/?sort=code", ENGLISH),
        ("/en/recommendations/?sort=code&text=original", CHINESE),
        ("/en/recommendations/?sort=code&text=fr", FRENCH),
        ("/en/recommendations/?sort=code&text=ru", ENGLISH),
        ("/zh-hans/recommendations/?sort=code", CHINESE),
        ("/zh-hans/recommendations/?sort=code&text=en", ENGLISH),
    ],
)
def test_a_list_shows_the_text_asked_for(client: Client, address: str, text: str) -> None:
    assert shown(client, address) == text


@pytest.mark.parametrize("query", ["text=klingon", "text=en&text=fr", "text=zh-Hans"])
@pytest.mark.parametrize("page", ["recommendations/", "recommendations.csv", "brief/", "print/"])
def test_a_language_that_is_none_is_refused(client: Client, page: str, query: str) -> None:
    address = {"print/": "recommendations/print/"}.get(page, page)
    assert client.get(f"/en/{address}?{query}").status_code == 400


def test_the_choice_stays_in_every_address_of_the_list(client: Client) -> None:
    page = Page(client.get("/en/recommendations/?theme=prevention&text=original"))
    own = [link for link in page.one("main").links() if link.startswith("/en/recommendations")]
    dropped = {link for link in own if "text=original" not in link and "#" not in link}
    assert dropped == {"/en/recommendations/?theme=prevention"}  # The way back to translations.
    hidden = [(part.get("name"), part.get("value")) for part in page.all("input")]
    assert ("text", "original") in hidden
    assert page.one("a.all").get("href") == "/en/recommendations/?text=original"
    assert {link for link in page.one("ul.tongues").links() if "text=original" not in link} == set()


def test_the_choice_is_no_filter(client: Client) -> None:
    page = Page(client.get("/en/recommendations/?text=original"))
    assert not page.all("p.chips")
    assert page.one("h1").text == "Recommendations"


def test_files_have_the_text_asked_for(client: Client) -> None:
    content = file_content(client.get("/en/recommendations.csv?sort=code&text=original"))
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == [CHINESE, CHINESE]
    content = file_content(client.get("/en/recommendations.csv?sort=code"))
    first, _second = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    assert (first["text"], first["text_status"]) == (ENGLISH, "unofficial")


def test_the_choice_goes_along_from_record_to_record_and_back(client: Client) -> None:
    page = Page(client.get("/en/recommendations/?sort=code&text=original"))
    address = page.one("main").all("h3")[0].all("a")[0].get("href")
    assert address == "/en/recommendations/2012/5/?list=sort%3Dcode&text=original"
    record = Page(client.get(address))
    turn = record.one("nav.turn").links()
    assert turn == [
        "/en/recommendations/?sort=code&text=original#r-2012-5",
        "/en/recommendations/2012/6/?list=sort%3Dcode&text=original",
    ]


def test_a_citation_that_is_searched_for_leads_to_the_text_asked_for(client: Client) -> None:
    response = client.get("/en/recommendations/?q=2012/5&text=original")
    assert response.headers["Location"] == "/en/recommendations/2012/5/?text=original"


def test_more_languages_cost_no_query(client: Client, records: list[Recommendation]) -> None:
    def count() -> int:
        client.get("/en/recommendations/?sort=code")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/recommendations/?sort=code&view=list")
        return len(queries)

    before = count()
    for language in ("ar", "es", "ru"):
        make_translation(records[0], language)
    assert count() == before
