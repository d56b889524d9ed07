"""The charts: their numbers, their tables and files, and the lists behind every number."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import AdoptionStatus, Strength, WorkflowStage
from recommendations.pages.charts.bars import draw_bars
from recommendations.pages.charts.chart import Chart
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.charts.matrix import draw_matrix
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.drawings.findings import Finding
from recommendations.pages.drawings.picture import PALETTES, WIDTHS
from recommendations.pages.drawings.text_lines import text_width
from tests.builders import make_recommendation, make_session, make_theme
from tests.languages import EACH_LANGUAGE
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"

ENDINGS = ("/", ".svg", ".png", ".csv", "/narrow-dark.svg")
LACKING = "texts not in this knowledge base"


def numbers(page: Page) -> dict[str, str]:
    """The numbers in the table by their addresses."""
    table = page.one("table")
    return {each.get("href"): each.text for each in table.all("a")}


def lines(client: Client, slug: str, language: str = "en") -> list[dict[str, str]]:
    answer = client.get(f"/{language}/explore/{slug}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    words = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(words, newline="")))


def drawing(client: Client, slug: str, language: str = "en") -> ET.Element:
    answer = client.get(f"/{language}/explore/{slug}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    return ET.fromstring(answer.content)  # noqa: S314


def drawn(page: Part, tag: str) -> list[Part]:
    """The elements of the chart in a page."""
    return [Part(each) for each in page.element.iter(f"{SVG}{tag}")]


def test_the_matrix_counts_what_each_session_adopted_on_each_theme(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1))
    make_recommendation("2013/5", session=make_session(2), theme="research")
    make_recommendation("2012/7", session=make_session(1), publication=WorkflowStage.DRAFT)
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    found = numbers(Page(client.get("/en/explore/matrix/")))
    assert found["/en/recommendations/?theme=prevention&session=1"] == "2"
    assert found["/en/recommendations/?theme=research&session=1"] == "0"
    assert found["/en/recommendations/?theme=prevention&status=adopted"] == "2"
    assert found["/en/recommendations/?theme=prevention&session=none"] == "1"
    assert found["/en/recommendations/?status=adopted"] == "3"


def test_empty_cells_are_emphasised_and_counted(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_theme("research")
    page = Page(client.get("/en/explore/matrix/"))
    assert page.one("td.none").one("a").label == "0: Research, 1st"
    assert "1 cell is empty" in page.text
    assert page.one("ul.key").one("i.none")
    frames = [each for each in drawing(client, "matrix").iter() if each.get("class") == "none"]
    assert len(frames) == 2  # The cell, and the key.


def test_sessions_whose_texts_are_not_held_have_no_number(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_session(3)
    page = Page(client.get("/en/explore/matrix/"))
    assert [cell.text for cell in page.all("td.gap")] == [LACKING]
    assert page.one("td.gap").get("rowspan") == "1"
    assert not [address for address in page.links() if "session=2" in address]
    rows = [each for each in lines(client, "matrix") if each["column"] in ("2", "3")]
    assert {(each["held"], each["count"], each["url"]) for each in rows} == {("no", "", "")}
    assert len(rows) == 4


def test_the_timeline_has_every_year_and_says_where_nothing_is_known(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1, start="2012-05-30", end="2012-06-01"))
    make_session(2, start="2014-01-01", end="2014-01-02")
    make_session(3)
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2012/61b")
    rows = {
        row.all("th")[0].text: row for row in Page(client.get("/en/explore/timeline/")).all("tr")
    }
    assert [cell.text for cell in rows["2010"].all("td")] == ["no known session", "0", "0", "1"]
    assert [cell.text for cell in rows["2014 2nd session"].all("td")] == [
        LACKING,
        "0",
        f"–{LACKING}",
        "0",
    ]
    assert [cell.text for cell in rows["2012 1st session"].all("td")] == ["1", "1", "2", "0"]
    assert next(cell.text for cell in rows["2013"].all("td")) == "no known session"
    undated = rows["3rd session year not known"]
    assert next(cell.text for cell in undated.all("td")) == LACKING
    assert [cell.text for cell in rows["All adopted"].all("td")] == ["1", "1", "2", "1"]


def test_gaps_have_only_what_is_missing_somewhere(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1), theme="research", strength=Strength.MAY)
    page = Page(client.get("/en/explore/gaps/"))
    names = [row.all("th")[0].text for row in page.one("tbody").all("tr")]
    assert "Session: 1st" not in " ".join(names)
    assert "Strength: should" in names
    found = numbers(page)
    assert found["/en/recommendations/?theme=research&strength=should&status=adopted"] == "0"
    assert found["/en/recommendations/?theme=prevention&strength=should&status=adopted"] == "1"


def test_what_is_not_held_has_no_height_and_every_number_is_written(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1, start="2012-05-30", end="2012-06-01"))
    make_session(2, start="2014-01-01", end="2014-01-02")
    make_recommendation("2014/61b")
    make_recommendation("2014/62a", status=AdoptionStatus.PROPOSED)
    for width in WIDTHS:
        marks = drawn(Page(client.get("/en/explore/timeline/")).one(f"div.{width}"), "a")
        assert [(each.label, each.text) for each in marks] == [
            ("1: 2012, At a session", "1"),
            ("1: 2014, At an unspecified session", "1"),
            ("1: 2014, Not adopted", "1"),
        ]
        image = client.get(f"/en/explore/timeline/{width}-light.svg").content.decode()
        assert image.count('class="lack"') == 2  # One year, and the key.
        assert image.count('class="line"') == 2


def test_strengths_are_drawn_as_their_badges_are(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1), strength=Strength.MAY)
    make_recommendation("2012/7", session=make_session(1), strength=Strength.MAY_WISH)
    page = Page(client.get("/en/explore/strength/"))
    groups = {each.get("href"): each for each in drawn(page.one("div.wide"), "a")}
    should = groups["/en/recommendations/?session=1&strength=should"]
    may = groups["/en/recommendations/?session=1&strength=may-wish&strength=may"]
    assert [should.label, may.label] == ["1: should, 1st", "2: may wish, may, 1st"]
    assert [should.text, may.text] == ["1", "2"]
    kinds = [
        each.get("class") for group in (should, may) for each in group.element.iter(f"{SVG}path")
    ]
    assert kinds == ["d4", "d1"]
    boxes = next(may.element.iter(f"{SVG}path")).get("d", "")
    assert boxes.count("z") == 2
    badges = {each.text: each.get("class") for each in page.one("tbody").all("span.force")}
    assert [badges[name] for name in ("should", "urge", "invite", "may", "none")] == [
        *("force f4", "force f3", "force f2", "force f1", "force f0")
    ]


def test_more_recommendations_than_there_is_room_for_are_drawn_as_bars() -> None:
    head = AxisValue("session", ("1",), "1st")
    rows = [
        GridRow(
            AxisValue("strength", (name,), name, strength_level=level),
            [GridCell(n)],
            GridCell(n),
            GridCell(0),
        )
        for name, level, n in (("should", 4, 20_000), ("urge", 3, 1), ("may", 1, 12))
    ]
    totals = GridRow(AxisValue("", (), "All"), [GridCell(20_013)], GridCell(20_013), GridCell(0))
    for width in WIDTHS.values():
        svg = "".join(draw_bars(Grid("", "", [head], rows, totals, groups=rows), width).shapes)
        lefts = [float(each) for each in re.findall(r'<text class="soft" x="([0-9.]+)"', svg)[:3]]
        ends = [left + text_width(str(n)) for left, n in zip(lefts, (20_000, 1, 12), strict=True)]
        assert all(end < left for end, left in zip(ends, lefts[1:], strict=False))
        assert ends[-1] < width
        assert 'class="d4"' in svg


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.usefixtures("knowledge_base")
def test_every_number_is_that_of_its_list(client: Client, slug: str, language: str) -> None:
    """About ten of each chart."""
    found = numbers(Page(client.get(f"/{language}/explore/{slug}/")))
    assert len(found) > 10
    for address in sorted(found)[:: len(found) // 10]:
        told = Page(client.get(address)).one("p.count").text
        number = int((re.findall(r"\d+", told) or ["0"])[0])
        assert str(number) == found[address], address


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.usefixtures("knowledge_base")
def test_the_csv_has_every_number_of_the_table(client: Client, slug: str) -> None:
    table = numbers(Page(client.get(f"/en/explore/{slug}/")))
    rows = lines(client, slug)
    counted = {
        each["url"].removeprefix("http://testserver"): each["count"] for each in rows if each["url"]
    }
    assert counted == table
    assert {each["status"] for each in rows} == {"adopted", "not-adopted"}
    assert all(each["row_label"] and each["column_label"] for each in rows)


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.usefixtures("knowledge_base")
def test_a_chart_stands_alone_as_a_file(client: Client, slug: str, language: str) -> None:
    root = drawing(client, slug, language)
    assert root.tag == f"{SVG}svg"
    names = str(root.get("aria-labelledby")).split()
    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")].count(None) == 0
    assert names == [str(root[0].get("id")), str(root[1].get("id"))]
    assert not [each for each in root.iter() if each.get("style") or each.tag == f"{SVG}style"]
    addresses = [str(each.get("href")) for each in root.iter(f"{SVG}a")]
    assert addresses
    assert all(each.startswith(f"http://testserver/{language}/") for each in addresses)
    assert all(each.get("aria-label") for each in root.iter(f"{SVG}a"))
    written = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert f"http://testserver/{language}/explore/{slug}/" in written


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.usefixtures("knowledge_base")
def test_every_mark_of_a_chart_has_the_number_of_its_list(client: Client, slug: str) -> None:
    found = {
        str(each.get("href")): str(each.get("aria-label"))
        for each in drawing(client, slug).iter(f"{SVG}a")
    }
    assert found
    known = numbers(Page(client.get(f"/en/explore/{slug}/")))
    for address, label in found.items():
        path = address.removeprefix("http://testserver")
        told = known.get(path) or Page(client.get(path)).one("p.count").text
        assert label.startswith(f"{told.split()[0]}:"), address


@pytest.mark.parametrize("slug", [slug for slug, chart in CHARTS.items() if not chart.is_table])
@pytest.mark.usefixtures("knowledge_base")
def test_a_drawing_for_phones_leads_where_that_for_desks_does(client: Client, slug: str) -> None:
    page = Page(client.get(f"/en/explore/{slug}/"))
    wide, narrow = (
        [each.get("href") for each in drawn(page.one(f"div.{width}"), "a")] for width in WIDTHS
    )
    assert wide == narrow != []


def test_the_overview_leads_to_every_chart(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    page = Page(client.get("/en/explore/"))
    for slug in CHARTS:
        assert (
            page.links().count(f"/en/explore/{slug}/") == 3
        )  # Its heading, its picture, its numbers.
        assert f"/en/explore/{slug}/wide-light.svg" in [each.get("src") for each in page.all("img")]


@pytest.mark.usefixtures("knowledge_base")
def test_the_overview_is_a_small_page(client: Client) -> None:
    assert len(client.get("/en/explore/").content) < 25_000


@pytest.mark.parametrize(
    "variant", [f"{width}-{palette}" for width in WIDTHS for palette in PALETTES]
)
def test_the_overview_has_drawings_for_phones_and_for_the_dark(
    client: Client, variant: str
) -> None:
    make_recommendation("2012/5", session=make_session(1))
    page = client.get("/en/explore/").content.decode()
    answer = client.get(f"/en/explore/matrix/{variant}.svg")
    root = ET.fromstring(answer.content)  # noqa: S314
    width, _hyphen, palette = variant.partition("-")
    assert int(str(root.get("width"))) == WIDTHS[width]
    assert PALETTES[palette]["paper"] in answer.content.decode()
    assert f"/en/explore/matrix/{variant}.svg" in page
    assert client.get("/en/explore/matrix/wide-red.svg").status_code == 404
    assert client.get("/en/explore/matrix/high-light.svg").status_code == 404


def test_a_chart_is_one_entry_of_the_registry(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_recommendation("2012/5", session=make_session(1))
    count = partial(GridCounter.cross_facets, rows="status", columns="year")
    finding = Finding("%(count)s of them.", {"count": 1})
    chart = Chart(
        "states", "States by year", "What became of them.", count, lambda grid: finding, draw_matrix
    )
    monkeypatch.setitem(CHARTS, chart.slug, chart)
    overview = Page(client.get("/en/explore/"))
    assert overview.link("/en/explore/states/").text == "States by year"
    assert "/en/explore/states/wide-light.svg" in [each.get("src") for each in overview.all("img")]
    page = Page(client.get("/en/explore/states/"))
    assert page.one("h1").text == "States by year"
    assert page.one("p.finding").text == "1 of them."
    assert [
        page.link(f"/en/explore/states.{each}").text.split()[0] for each in ("png", "svg", "csv")
    ] == ["PNG", "SVG", "CSV"]
    assert client.get("/en/explore/states.png").headers["Content-Type"] == "image/png"
    assert "http://testserver/en/explore/states/" in client.get("/sitemap.xml").content.decode()
    assert numbers(page)["/en/recommendations/?status=adopted&year=2012"] == "1"
    assert drawing(client, "states").findtext(f"{SVG}title") == "States by year"
    assert ("Adopted", "2012", "1") in {
        (each["row_label"], each["column"], each["count"]) for each in lines(client, "states")
    }


@pytest.mark.parametrize("ending", ENDINGS)
def test_there_is_no_other_chart(client: Client, ending: str) -> None:
    assert client.get(f"/en/explore/nothing{ending}").status_code == 404


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("slug", CHARTS)
def test_nothing_published_is_no_fault(client: Client, slug: str, ending: str) -> None:
    assert client.get(f"/en/explore/{slug}{ending}").status_code == 200


def asked() -> Iterator[str]:
    yield "/en/explore/"
    for slug in CHARTS:
        yield from (f"/en/explore/{slug}{ending}" for ending in ENDINGS)


@pytest.mark.parametrize("records", [2, 20])
def test_charts_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        make_recommendation(
            f"2012/{number + 5}", theme=f"theme-{number % 5}", session=make_session(number + 1)
        )
    for address in asked():
        network = 4 if address == "/en/explore/" else 0  # Of documents that cite each other.
        with django_assert_num_queries(1 + network):
            client.get(address)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("slug", CHARTS)
def test_every_picture_and_its_file_say_which_meetings_they_rest_on(
    client: Client, slug: str
) -> None:
    sentence = "Texts of 3 of 12 known sessions."
    assert sentence in Page(client.get(f"/en/explore/{slug}/")).text
    file = client.get(f"/en/explore/{slug}.svg").content.decode()
    assert f"{sentence}</desc>" in file
    assert sentence in " ".join(re.findall(r">([^<]+)</text>", file))
    if 'class="none"' in file:
        assert "not found in the texts of the 3 sessions on this site" in file
    table = client.get(f"/en/explore/{slug}.csv")
    assert "3-of-12-meetings" in table.headers["Content-Disposition"]
    assert 'rel="describedby"' in table.headers["Link"]
    lines = list(csv.DictReader(io.StringIO(table.content.decode().lstrip("\ufeff"))))
    assert {line["basis"] for line in lines} == {"texts of 3 of 12 known sessions"}


@pytest.mark.usefixtures("knowledge_base")
def test_years_that_are_known_second_hand_are_marked_in_the_picture(client: Client) -> None:
    file = client.get("/en/explore/timeline.svg").content.decode()
    assert file.count(">reported</text>") == len((2021, 2023, 2024, 2025))
