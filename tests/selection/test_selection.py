"""One selection answers the page and the downloads: order, groups, pages, languages."""

import csv
import io
import json
import re

import pytest
from django.http import HttpResponseBase, QueryDict
from django.test import Client
from django.utils.translation import override

from recommendations.models import (
    AdoptionStatus,
    Provenance,
    Recommendation,
    RecommendationText,
    Strength,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.result_pages import ResultGroup, ResultPage
from recommendations.selection.selection import Selection
from tests.builders import make_recommendation, make_session, make_theme
from tests.reading import file_content
from tests.selection import oracle


def selection(query: str = "") -> Selection:
    return Selection(RecommendationFilter(QueryDict(query)))


def codes(query: str) -> list[str]:
    found = selection(query)
    return [row.code for row in found.rows(list(found.order))]


def layout(query: str) -> list[tuple[str, list[str]]]:
    """The headings on a page and what stands under each."""
    return [
        (heading(part.group), [row.code for row in part.rows])
        for part in ResultPage(selection(query)).parts
    ]


def heading(group: ResultGroup) -> str:
    if group.missing_sessions:
        return f"lacking {group.missing_sessions.ordinals}"
    return group.value.value if group.value else ""


@pytest.fixture
def records(db: None) -> None:
    make_theme("prevention")
    make_theme("protection")
    for number in (1, 2, 3, 4):
        make_session(number)
    make_recommendation("2013/7", theme="prevention", session=make_session(2))
    make_recommendation("2012/10", theme="protection", session=make_session(1), strength="may")
    make_recommendation("2012/9", theme="prevention", session=make_session(4))
    make_recommendation("2022/61b", theme="protection", text="信息")
    make_recommendation(
        "2022/3a", theme="protection", status=AdoptionStatus.PROPOSED, text="信息和信息"
    )
    both = make_recommendation("2010/54a", theme="prevention", status=AdoptionStatus.PROPOSED)
    ThemeAssignment.objects.create(
        recommendation=both, theme=make_theme("protection"), origin=Provenance.EDITOR
    )
    make_recommendation("2010/1", publication=WorkflowStage.DRAFT)


BY_CODE = ["2010/54a", "2012/9", "2012/10", "2013/7", "2022/3a", "2022/61b"]
ADOPTED = ["2012/9", "2013/7", "2012/10", "2022/61b"]
OTHERS = ["2022/3a", "2010/54a"]
NEWEST = [*ADOPTED, *OTHERS]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", NEWEST),
        ("sort=code", BY_CODE),
        ("sort=newest", NEWEST),
        ("sort=relevance", NEWEST),
        ("q=信息&sort=newest", ["2022/61b", "2022/3a"]),
        ("theme=protection", ["2012/10", "2022/61b", "2022/3a", "2010/54a"]),
        ("sort=session", ["2012/10", "2013/7", "2012/9", "2022/61b", "2010/54a", "2022/3a"]),
        ("sort=theme", ["2010/54a", "2012/9", "2013/7", "2012/10", "2022/3a", "2022/61b"]),
        (
            "sort=theme&theme=protection",
            ["2010/54a", "2012/10", "2022/3a", "2022/61b"],
        ),
        ("q=信息", ["2022/61b", "2022/3a"]),
        ("q=信息&sort=session", ["2022/61b", "2022/3a"]),
        ("q=信息 OR 2022/61b", ["2022/61b", "2022/3a"]),
    ],
)
def test_records_come_in_the_order_asked_for(query: str, order: list[str]) -> None:
    assert codes(query) == order


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("", [("", ADOPTED), ("none", OTHERS)]),
        ("sort=newest&theme=prevention", [("", ["2012/9", "2013/7"]), ("none", ["2010/54a"])]),
        ("status=proposed", [("none", OTHERS)]),
        ("status=adopted", [("", ADOPTED)]),
        ("sort=code", [("", BY_CODE)]),
        ("q=信息", [("", ["2022/61b", "2022/3a"])]),
        ("q=信息&sort=newest", [("", ["2022/61b"]), ("none", ["2022/3a"])]),
        (
            "group=theme",
            [
                ("prevention", ["2012/9", "2013/7", "2010/54a"]),
                ("protection", ["2012/10", "2022/61b", "2022/3a"]),
            ],
        ),
        (
            "group=theme&theme=protection",
            [("protection", ["2012/10", "2022/61b", "2022/3a", "2010/54a"])],
        ),
        (
            "group=strength&sort=session",
            [
                ("should", ["2013/7", "2012/9", "2022/61b", "2010/54a", "2022/3a"]),
                ("may", ["2012/10"]),
            ],
        ),
        (
            "group=session",
            [
                ("1", ["2012/10"]),
                ("2", ["2013/7"]),
                ("lacking 3rd", []),
                ("4", ["2012/9"]),
                ("unknown", ["2022/61b"]),
                ("none", OTHERS),
            ],
        ),
        ("group=session&theme=prevention&status=proposed", [("none", ["2010/54a"])]),
        ("group=session&session=1&session=3", [("1", ["2012/10"])]),
        ("group=session&year=2012", [("1", ["2012/10"]), ("4", ["2012/9"])]),
    ],
)
def test_records_stand_under_the_headings_asked_for(
    query: str, groups: list[tuple[str, list[str]]]
) -> None:
    assert layout(query) == groups


@pytest.mark.django_db
def test_groups_run_over_pages_without_losing_or_repeating_a_record() -> None:
    make_session(1)
    make_session(2)
    for number in range(1, 31):
        make_recommendation(f"2012/{number}", session=make_session(1))
    for number in range(1, 31):
        make_recommendation(f"2020/{number}", session=make_session(3))
    make_session(4)
    pages = [
        ResultPage(selection(f"group=session&sort=code&page={number}")) for number in (1, 2, 3)
    ]
    assert {page.pages for page in pages} == {3}
    assert [(page.first, page.last) for page in pages] == [(1, 25), (26, 50), (51, 60)]
    assert [
        [(heading(part.group), len(part.rows), part.continued) for part in page.parts]
        for page in pages
    ] == [
        [("1", 25, False)],
        [("1", 5, True), ("lacking 2nd", 0, False), ("3", 20, False)],
        [("3", 10, True), ("lacking 4th", 0, False)],
    ]
    shown = [row.code for page in pages for part in page.parts for row in part.rows]
    assert shown == codes("sort=code")
    assert [group.count for group in pages[0].groups] == [30, 0, 30, 0]


@pytest.mark.usefixtures("records")
def test_an_empty_list_has_one_page_without_records() -> None:
    for query in ("session=3", "session=3&group=session"):
        page = ResultPage(selection(query))
        assert (page.pages, page.parts) == (1, [])


@pytest.mark.usefixtures("records")
def test_rows_need_not_repeat_what_the_filter_or_the_heading_says() -> None:
    page = ResultPage(selection("theme=protection&group=session&strength=should&strength=may"))
    first, *_rest = page.parts
    assert first.already_shown == {"theme=protection", "session=1"}


@pytest.mark.usefixtures("records")
def test_adopted_records_are_counted_apart() -> None:
    found = selection("")
    assert (found.count, found.adopted, found.others) == (6, 4, 2)
    assert (selection("status=proposed").adopted, selection("session=3").count) == (0, 0)


@pytest.mark.django_db
def test_the_languages_are_those_that_the_reader_is_shown() -> None:
    make_recommendation("2012/5")
    translated = make_recommendation("2012/6")
    RecommendationText.objects.create(
        recommendation=translated,
        language="en",
        text_status="official",
        text="States parties should",
    )
    assert selection("").languages == ["zh-hans", "en"]
    with override("zh-hans"):
        assert selection("").languages == ["zh-hans"]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("query", ["", "theme=cooperation", "q=移民&sort=newest"])
def test_the_newest_come_first_as_the_database_sorts_them(query: str) -> None:
    plain = oracle.newest(oracle.records(selection(query).filters))
    assert codes(query) == [record.code for record in plain] != []


@pytest.mark.usefixtures("knowledge_base")
def test_what_was_not_adopted_stands_under_its_heading_on_the_page_where_it_begins_and_after() -> (
    None
):
    pages = [ResultPage(selection(f"page={number}")) for number in (4, 5, 6)]
    assert [
        [(heading(part.group), len(part.places), part.continued) for part in page.parts]
        for page in pages
    ] == [[("", 25, True)], [("", 13, True), ("none", 12, False)], [("none", 4, True)]]


QUERIES = (
    "",
    "sort=code",
    "sort=session",
    "sort=theme&theme=cooperation&theme=research",
    "q=信息",
    "q=信息 OR 保护 -海上&sort=session",
    "status=proposed&status=resolution",
    "addressee=unodc&addressee=secretariat",
    "strength=may-wish&session=1&session=2",
    "q=没有这个词",
)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("query", QUERIES)
def test_the_pages_and_every_download_show_the_same_rows(client: Client, query: str) -> None:
    shown: list[str] = []
    pages = ResultPage(selection(query)).pages
    for number in range(1, pages + 1):
        page = client.get(f"/en/recommendations/?{query}&page={number}").content.decode()
        shown += re.findall(r'<h3 [^>]*><a href="/en/recommendations/([^"?]+)/[^"]*">', page)
    assert len(shown) == len(set(shown)) == selection(query).count
    download = body(client.get(f"/en/recommendations.csv?{query}"))
    rows = list(csv.DictReader(io.StringIO(download, newline="")))
    assert [row["\ufeffcode"] for row in rows] == shown
    results = json.loads(body(client.get(f"/en/recommendations.json?{query}")))["results"]
    assert [result["code"] for result in results] == shown


def body(response: HttpResponseBase) -> str:
    return file_content(response).decode()


@pytest.mark.usefixtures("knowledge_base")
def test_the_whole_list_is_every_published_record_in_the_order_of_codes() -> None:
    plain = sorted(
        Recommendation.objects.filter(publication="published"),
        key=lambda record: (record.year, record.number, record.letter),
    )
    assert codes("sort=code") == [record.code for record in plain]
    assert len(plain) == 129
    assert set(Strength.values) >= {record.strength for record in plain}
