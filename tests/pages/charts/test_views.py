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
from recommendations.pages.charts.chart import Chart
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow
from recommendations.pages.charts.grid_counter import GridCounter
from recommendations.pages.charts.matrix import draw_matrix
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.charts.svg import Drawing, svg_link, svg_rect, svg_text, wrap_text
from smuggling_kb.languages import INTERFACE
from tests.builders import make_recommendation, make_session, make_theme
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"

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


def drawn(page: Page, tag: str) -> list[Part]:
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
    assert len([each for each in drawn(page, "rect") if each.get("class") == "none"]) == 2


def test_sessions_whose_texts_are_not_held_have_no_number(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_session(3)
    page = Page(client.get("/en/explore/matrix/"))
    assert [cell.text for cell in page.all("td.lack")] == [LACKING, LACKING]
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
    assert [cell.text for cell in rows["2012 1st session"].all("td")] == ["1", "1", "2", "0"]
    assert next(cell.text for cell in rows["2013"].all("td")) == "no known session"
    assert next(cell.text for cell in rows["2014 2nd session"].all("td")) == LACKING
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


def test_strengths_are_drawn_as_parts_of_bars_that_lead_to_their_lists(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1), strength=Strength.MAY)
    page = Page(client.get("/en/explore/strength/"))
    links = {each.get("href"): each.label for each in drawn(page, "a")}
    assert links["/en/recommendations/?session=1&strength=should"].startswith("1: should, 1st")
    assert links["/en/recommendations/?session=1&strength=may"].startswith("1: may, 1st")


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("language", INTERFACE)
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
@pytest.mark.parametrize("language", INTERFACE)
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
def test_every_mark_of_a_chart_is_a_number_of_its_table(client: Client, slug: str) -> None:
    page = Page(client.get(f"/en/explore/{slug}/"))
    addresses = {each.get("href") for each in drawn(page, "a")}
    assert addresses
    assert addresses <= numbers(page).keys()


def test_the_overview_leads_to_every_chart(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    page = Page(client.get("/en/explore/"))
    for slug in CHARTS:
        assert page.link(f"/en/explore/{slug}/").text
        assert f"/en/explore/{slug}.svg" in [each.get("src") for each in page.all("img")]


def test_a_chart_is_one_entry_of_the_registry(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_recommendation("2012/5", session=make_session(1))
    count = partial(GridCounter.cross_facets, rows="status", columns="year")
    chart = Chart("states", "States by year", "What became of them.", count, draw_matrix)
    monkeypatch.setitem(CHARTS, chart.slug, chart)
    overview = Page(client.get("/en/explore/"))
    assert overview.link("/en/explore/states/").text == "States by year"
    assert "/en/explore/states.svg" in [each.get("src") for each in overview.all("img")]
    page = Page(client.get("/en/explore/states/"))
    assert page.one("h1").text == "States by year"
    assert numbers(page)["/en/recommendations/?status=adopted&year=2012"] == "1"
    assert drawing(client, "states").findtext(f"{SVG}title") == "States by year"
    assert ("Adopted", "2012", "1") in {
        (each["row_label"], each["column"], each["count"]) for each in lines(client, "states")
    }


@pytest.mark.parametrize("ending", ["/", ".svg", ".csv"])
def test_there_is_no_other_chart(client: Client, ending: str) -> None:
    assert client.get(f"/en/explore/nothing{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["/", ".svg", ".csv"])
@pytest.mark.parametrize("slug", CHARTS)
def test_nothing_published_is_no_fault(client: Client, slug: str, ending: str) -> None:
    assert client.get(f"/en/explore/{slug}{ending}").status_code == 200


def asked() -> Iterator[str]:
    yield "/en/explore/"
    for slug in CHARTS:
        yield from (f"/en/explore/{slug}{ending}" for ending in ("/", ".svg", ".csv"))


@pytest.mark.parametrize("records", [2, 20])
def test_charts_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        make_recommendation(
            f"2012/{number + 5}", theme=f"theme-{number % 5}", session=make_session(number + 1)
        )
    for address in asked():
        with django_assert_num_queries(1):
            client.get(address)


# Drawing


def test_words_of_a_chart_are_escaped() -> None:
    hostile = "<script>\"&'</script>\x00"
    shapes = [svg_text(0, 0, hostile), svg_link('/?q="<', hostile, svg_rect(0, 0, 1, 1, "l1"))]
    file = Drawing(10, 10, shapes).svg_file(hostile, hostile, "http://testserver", [hostile])
    root = ET.fromstring(file.encode())  # noqa: S314
    assert "script" not in {each.tag.removeprefix(SVG) for each in root.iter()}
    [anchor] = root.iter(f"{SVG}a")
    assert anchor.get("href") == 'http://testserver/?q="<'
    assert anchor.get("aria-label") == hostile.rstrip("\x00")


def test_long_names_are_folded_to_the_room_there_is() -> None:
    assert wrap_text("one two three", 60) == ["one two", "three"]
    assert wrap_text("打击偷运移民", 45) == ["打击偷", "运移民"]
    assert wrap_text("aaa bbb ccc", 30, most=2) == ["aaa", "bb…"]
    assert wrap_text("", 10) == [""]


def test_the_most_is_darkest_and_nothing_has_no_shade() -> None:
    head = AxisValue("theme", ("x",), "X")
    cells = [GridCell(count, "/") for count in (0, 1, 50, 100)] + [GridCell(None)]
    row = GridRow(head, cells, GridCell(151), GridCell(0))
    grid = Grid("", "", [head] * 5, [row], row)
    assert [grid.level(cell) for cell in cells] == [0, 1, 3, 5, 0]
    assert grid.gap_count == 1


@pytest.mark.parametrize("largest", [1, 2, 3, 7, 100])
def test_the_steps_of_the_scale_divide_the_numbers_evenly(largest: int) -> None:
    head = AxisValue("theme", ("x",), "X")
    cells = [GridCell(count, "/") for count in range(1, largest + 1)]
    row = GridRow(head, cells, GridCell(0), GridCell(0))
    grid = Grid("", "", [head] * largest, [row], row)
    assert [grid.level(cell) for cell in cells] == [1 + 5 * n // largest for n in range(largest)]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("slug", CHARTS)
def test_every_picture_and_its_file_say_which_meetings_they_rest_on(
    client: Client, slug: str
) -> None:
    sentence = "Texts of 3 of 12 known meetings."
    assert sentence in Page(client.get(f"/en/explore/{slug}/")).text
    file = client.get(f"/en/explore/{slug}.svg").content.decode()
    assert f">{sentence}</text>" in file
    if 'class="none"' in file:
        assert "not in the texts of the 3 sessions that this site has" in file
    table = client.get(f"/en/explore/{slug}.csv")
    assert "3-of-12-meetings" in table.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(table.content.decode().lstrip("\ufeff"))))
    assert {line["basis"] for line in lines} == {"texts of 3 of 12 known meetings"}


@pytest.mark.usefixtures("knowledge_base")
def test_years_that_are_known_second_hand_are_marked_in_the_picture(client: Client) -> None:
    file = client.get("/en/explore/timeline.svg").content.decode()
    assert file.count(">reported</text>") == len((2021, 2023, 2024, 2025))
