"""The concordance of numbers, and the articles by theme."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import WorkflowStage
from recommendations.pages.citations import concordance, report_footnotes
from sessions.models import Document
from tests.builders import (
    make_citation,
    make_document,
    make_provision,
    make_recommendation,
    make_restatement,
    make_session,
)
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

COMPILATION, REPORT, PAPER = (
    "CTOC/COP/WG.7/2015/5",
    "CTOC/COP/WG.7/2020/4",
    "CTOC/COP/WG.7/2022/2",
)


@pytest.fixture
def records() -> None:
    """One of the compilation, printed again in a paper; one of a report; a draft."""
    compilation = make_document(COMPILATION, genre="compilation", year=2015)
    report = make_document(REPORT, genre="report", year=2020)
    paper = make_document(PAPER, genre="background-paper", year=2022)
    old = make_recommendation("2013/92", document=compilation)
    make_recommendation("2020/1", document=report)
    make_recommendation("2012/5", document=compilation, publication=WorkflowStage.DRAFT)
    make_restatement(old, paper, "p61a")


def lines(page: Page) -> list[list[str]]:
    return [
        [cell.text for cell in (*row.all("th"), *row.all("td"))]
        for row in page.one("tbody").all("tr")
    ]


@pytest.mark.usefixtures("records")
def test_numbers_stand_side_by_side(client: Client) -> None:
    page = Page(client.get("/en/concordance/"))
    assert lines(page) == [
        ["2013/92", f"{COMPILATION}, para. 92", "–", f"{PAPER}, para. 61 (a)"],
        ["2020/1", "–", f"{REPORT}, para. 1", "–"],
    ]
    assert page.link(f"/en/documents/{PAPER}/#p61a")
    assert page.link("/en/recommendations/2013/92/")


@pytest.mark.usefixtures("records")
def test_the_table_is_sorted_by_either_numbering(client: Client) -> None:
    orders = {
        sort: [line[0] for line in lines(Page(client.get(f"/en/concordance/?sort={sort}")))]
        for sort in ("code", "compilation", "report")
    }
    assert orders == {
        "code": ["2013/92", "2020/1"],
        "compilation": ["2013/92", "2020/1"],
        "report": ["2020/1", "2013/92"],
    }
    assert client.get("/en/concordance/?sort=theme").status_code == 400


@pytest.mark.usefixtures("records")
def test_the_concordance_is_a_file_too(client: Client) -> None:
    answer = client.get("/en/concordance.csv")
    content = file_content(answer).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content))
    assert header == ["code", "status", "compilation", "report", "other", "footnotes"]
    assert rows[0] == [
        "2013/92",
        "adopted",
        f"{COMPILATION}, para. 92",
        "",
        f"{PAPER}, para. 61 (a)",
        "",
    ]
    assert len(rows) == 2


def test_a_long_concordance_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "AT_ONCE", 1)
    make_recommendation("2012/5")
    make_recommendation("2012/6")
    assert Page(client.get("/en/concordance/")).link("?page=2")
    assert Page(client.get("/en/concordance/?sort=report")).link("?sort=report&page=2")
    past = client.get("/en/concordance/?sort=report&page=7")
    assert past.headers["Location"] == "/en/concordance/?sort=report&page=2"


@pytest.mark.parametrize(
    ("pinpoint", "number"),
    [("", 0), ("7", 1), ("7, 9-10", 3), ("8(a)-(k)", 11), ("7, 9-10, 26, 38-41, 43-54", 20)],
)
def test_how_many_passages_are_cited(pinpoint: str, number: int) -> None:
    assert report_footnotes.passage_count(pinpoint) == number


@pytest.mark.usefixtures("knowledge_base")
def test_of_earlier_reports_no_more_is_said_than_the_documents_prove(client: Client) -> None:
    page = Page(client.get("/en/concordance/"))
    notes = page.all("li")
    [report] = [note.text for note in notes if note.text.startswith("CTOC/COP/WG.7/2012/6")]
    assert "20 passages of it (7, 9-10, 26, 38-41, 43-54) contain recommendations" in report
    assert "55 recommendations of that session are in this knowledge base" in report
    assert "Not proven: which passage is which recommendation." in report
    [items] = [note.text for note in notes if note.text.startswith("CTOC/COP/WG.7/2018/3")]
    assert "11 passages of it (8(a)-(k))" in items
    assert "The texts of that session are not in this knowledge base." in items
    [whole] = [note.text for note in notes if note.text.startswith("CTOC/COP/WG.7/2013/4")]
    assert "Proven" not in whole
    first = lines(page)[0]
    assert first == ["2010/54a", "–", "–", "A/CONF.213/7, para. 54 (a)"]
    assert len(lines(page)) == 129


@pytest.mark.usefixtures("knowledge_base")
def test_every_footnote_that_editors_list_is_held() -> None:
    """A footnote that a new file of its document puts elsewhere must not vanish silently."""
    held = {
        (each.footnote.version.sha256, each.footnote.anchor)
        for each in report_footnotes.footnotes_on_reports()
    }
    assert held == {
        (digest, anchor)
        for digest, anchors in report_footnotes.listed_footnotes().items()
        for anchor in anchors
    }


@pytest.mark.usefixtures("knowledge_base")
def test_footnotes_on_reports_stay_when_the_symbol_is_corrected(client: Client) -> None:
    Document.objects.filter(symbol="CTOC/COP/WG.7/2019/2").update(symbol="CTOC/COP/WG.7/2019/9")
    assert Page(client.get("/en/concordance/")).link("/en/documents/CTOC/COP/WG.7/2019/9/#fn3")
    answer = client.get("/en/concordance.csv")
    content = file_content(answer).decode("utf-8-sig")
    footnotes = [row["footnotes"] for row in csv.DictReader(io.StringIO(content))]
    assert "CTOC/COP/WG.7/2019/9, footnote 3: CTOC/COP/WG.7/2012/5" in footnotes


def cite(code: str, number: int, theme: str, **fields: Any) -> None:
    record = make_recommendation(code, theme=theme, **fields)
    make_citation(record, start=0, as_written="第", reference="x", provision=make_provision(number))


@pytest.mark.parametrize("size", [2, 20])
@pytest.mark.parametrize(("path", "queries"), [("concordance/", 6)])
def test_the_pages_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
    path: str,
    queries: int,
) -> None:
    make_session(1)
    for number in range(1, size + 1):
        cite(f"2012/{number}", number, f"theme-{number}")
    with django_assert_num_queries(queries):
        client.get(f"/en/{path}")
