"""One entry is all that a facet takes: one that is added is found wherever facets are."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db.models import F, QuerySet
from django.test import Client
from django.utils.translation import gettext_lazy

from recommendations.index import provider
from recommendations.index.columns import Column
from recommendations.index.facets import FACETS, Facet, FacetValue, QueryField
from recommendations.models import Occurrence, OccurrenceRelation
from recommendations.names.labels import Labels
from sessions.genres import GENRES
from tests.builders import make_document, make_recommendation, make_session
from tests.reading import Page, Part

LIST = "/en/recommendations/"


def genres(columns: Mapping[str, Column], labels: Labels) -> list[FacetValue]:
    used = columns["genre"].bitmaps
    return [FacetValue(each.slug, str(each.label), is_offered=each.slug in used) for each in GENRES]


def genres_of_sources() -> QuerySet[Any, Any]:
    sources = Occurrence.objects.filter(relation=OccurrenceRelation.SOURCE).order_by("pk")
    return sources.values_list("recommendation", "document__genre")


GENRE = Facet(
    "genre",
    gettext_lazy("Genre"),
    gettext_lazy("The kind of document that it was read from."),
    F("occurrences__document__genre"),
    genres,
    links=genres_of_sources,
    is_folded=True,
    field=QueryField("genre", gettext_lazy("genre"), {"zh-hans": ("文件种类",)}),
    found_in=gettext_lazy("the genre %(name)s"),
    is_suggested=True,
)


@pytest.fixture(autouse=True)
def three_records(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records of a report and one of a compilation, once the facet is there."""
    monkeypatch.setitem(FACETS, "genre", GENRE)
    monkeypatch.setattr(provider, "_provider", provider.IndexProvider())
    compilation = make_document("CTOC/COP/WG.7/2015/5", genre="compilation")
    session = make_session(1)
    make_recommendation("2015/1", document=compilation, theme="protection", session=session)
    make_recommendation("2018/1", session=session)
    make_recommendation("2018/2", session=session)


def panel(page: Page) -> Part:
    """Its values with their boxes in the filters of a list."""
    return next(part for part in page.all("fieldset") if part.one("legend").text == "Genre")


def codes(page: Page) -> set[str]:
    """The codes of the records that a list shows."""
    wanted = ("2015/1", "2018/1", "2018/2")
    shown = {link.partition("?")[0] for link in page.links()}
    return {code for code in wanted if f"{LIST}{code}/" in shown}


def test_the_list_offers_its_values_with_their_counts(client: Client) -> None:
    options = [label.text for label in panel(Page(client.get(LIST))).all("label")]
    assert options == ["Compilation of recommendations1", "Meeting report2"]
    within = Page(client.get(f"{LIST}?theme=protection"))
    assert "Meeting report0" in [label.text for label in panel(within).all("label")]


def test_the_list_folds_it_unless_it_is_in_use(client: Client) -> None:
    page, narrowed = Page(client.get(LIST)), Page(client.get(f"{LIST}?genre=report"))
    folded = [each.one("summary").text for each in page.all("details.folded")]
    assert folded == ["Article", "Document", "Year", "Genre"]
    assert page.html.count('<details class="folded">') == 4
    assert narrowed.html.count('<details class="folded" open>') == 1


def test_the_list_is_narrowed_by_it_and_says_so(client: Client) -> None:
    page = Page(client.get(f"{LIST}?genre=report"))
    assert codes(page) == {"2018/1", "2018/2"}
    assert "Genre: Meeting report" in page.one("p.chips").text
    assert page.one("h1").text == "Recommendations: Meeting report"
    assert client.get(f"{LIST}?genre=novel").status_code == 400


def test_downloads_have_a_column_of_it(client: Client) -> None:
    table = b"".join(client.get("/en/recommendations.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["genre"] for row in rows] == ["compilation", "report", "report"]
    listed = json.loads(b"".join(client.get("/en/recommendations.json")))["results"]
    assert [record["genre"] for record in listed] == [["compilation"], ["report"], ["report"]]
    assert client.get("/en/recommendations/2018/1.json").json()["genre"] == ["report"]
    described = [cell.text for cell in Page(client.get("/en/about/data/")).all("th")]
    assert described.count("genre") == 2


def test_comparisons_have_a_row_of_it(client: Client) -> None:
    page = Page(client.get("/en/compare/?code=2018/1&code=2018/2"))
    [row] = [row for row in page.all("tr") if row.text.startswith("Genre")]
    assert row.text.count("Meeting report") == 2


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_downloads_are_narrowed_by_it(client: Client, extension: str) -> None:
    answer = client.get(f"/en/recommendations.{extension}?genre=compilation")
    content = b"".join(answer)
    assert b"2015/1" in content
    assert b"2018/1" not in content


def test_the_codebook_explains_it(client: Client) -> None:
    rows = [row for row in Page(client.get("/en/about/data/")).all("tr") if "genre" in row.text]
    [row] = [row for row in rows if "Meeting report" in row.text]
    assert row.one("th").text == "genre"
    assert "The kind of document that it was read from." in row.text
    assert "Meeting report" in row.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("genre:report", {"2018/1", "2018/2"}),
        ("文件种类:compilation", {"2015/1"}),
        ("-genre:report", {"2015/1"}),
        ("meeting report", {"2018/1", "2018/2"}),
    ],
)
def test_queries_ask_for_it(client: Client, query: str, expected: set[str]) -> None:
    assert codes(Page(client.get(LIST, {"q": query}))) == expected


def test_rows_say_that_words_were_found_in_its_name(client: Client) -> None:
    page = Page(client.get(LIST, {"q": "meeting report"}))
    assert "Found in: the genre Meeting report" in [line.text for line in page.all("p")]


def test_the_page_about_search_names_its_field(client: Client) -> None:
    rows = Page(client.get("/en/about/search/")).all("tr")
    assert "genre genre 文件种类" in [row.text for row in rows]


def test_its_values_are_suggested(client: Client) -> None:
    offer, *_others = client.get(f"{LIST}suggest/", {"q": "Meeting r"}).json()
    assert offer["text"] == "Meeting report"
    assert offer["kind"] == "genre"
    assert offer["label"] == "genre, 2 records"
    assert offer["address"] == f"{LIST}?genre=report"


def test_a_brief_of_its_list_is_about_it_too(client: Client) -> None:
    assert "Briefing note: Meeting report" in Page(client.get("/en/brief/?genre=report")).text
    assert "Genre" in Page(client.get("/en/brief/?theme=protection")).text
