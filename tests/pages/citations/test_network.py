"""What documents cite: the graph, the pages of one document's citations and of what is not held."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import WorkflowStage
from recommendations.pages.citations import document_citations, network, unresolved_works
from sessions.models import Document, Resource
from tests.builders import (
    make_citation,
    make_document,
    make_footnote,
    make_paragraph,
    make_recommendation,
    make_restatement,
)
from tests.reading import Page, Part, file_content

pytestmark = pytest.mark.django_db

#: The namespace of drawings.
SVG = "{http://www.w3.org/2000/svg}"
OLD, NEW = "CTOC/COP/WG.7/2020/4", "CTOC/COP/WG.7/2022/2"


def links(graph: Part) -> list[str]:
    return [each.get("href", "") for each in graph.element.iter(f"{SVG}a")]


def words(graph: Part, tag: str) -> list[str]:
    return [Part(each).text for each in graph.element.iter(f"{SVG}{tag}")]


def not_held(symbol: str = "", **fields: Any) -> dict[str, Any]:
    return {"reference": symbol or "《研究》", "symbol": symbol, "unresolved": "not-held", **fields}


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file_content(response).decode("utf-8-sig"))))


@pytest.fixture
def documents() -> tuple[Document, Document]:
    """The newer cites the older twice, and what is not held; it prints a record of it again."""
    old, new = make_document(OLD, year=2020), make_document(NEW, year=2022)
    paragraph = make_paragraph(60, document=new)
    make_citation(paragraph, document=old, reference=OLD)
    make_citation(make_footnote(paragraph, "60", 1), document=old, anchor="p1", reference=OLD)
    make_citation(paragraph, **not_held("A/RES/73/195", kind="resolution"))
    make_citation(paragraph, document=new, reference=NEW)
    record = make_recommendation("2020/1", document=old)
    make_restatement(record, new, "p61")
    return old, new


@pytest.mark.usefixtures("documents")
def test_the_graph_has_every_document_as_a_link_and_a_line_for_each_pair(client: Client) -> None:
    graph = Page(client.get("/en/documents/citing/")).one("div.wide")
    assert links(graph) == [
        f"/en/documents/{OLD}/citations/",
        f"/en/documents/{NEW}/citations/",
        "https://docs.un.org/en/A/RES/73/195",
    ]
    assert words(graph, "title") == [
        "Documents citing documents",
        f"{NEW} cites A/RES/73/195: 1",
        f"{NEW} cites {OLD}: 2",
    ]
    assert all(words(graph, "desc"))
    narrow = Page(client.get("/en/documents/citing/")).one("div.narrow")
    assert set(links(narrow)) == set(links(graph))
    assert words(narrow, "text") == [NEW, "A/RES/73/195", "1", OLD, "2", "cites"]


@pytest.mark.usefixtures("documents")
def test_the_graph_states_its_finding_and_is_taken_as_the_other_pictures_are(
    client: Client,
) -> None:
    page = Page(client.get("/en/documents/citing/"))
    finding = (
        f"{NEW} cites 2 other documents, more than any other does; {OLD} is cited most, 2 times."
    )
    assert page.one("p.finding").text == finding
    assert [each.text for each in page.one("p.finding").all("b")] == ["2", "2"]
    assert [
        page.link(f"/en/documents/citing.{each}").text.split()[0] for each in ("png", "svg", "csv")
    ]
    file = client.get("/en/documents/citing.svg").content.decode()
    assert finding in file
    assert "http://testserver/en/documents/citing/" in file
    assert f'href="http://testserver/en/documents/{NEW}/citations/"' in file
    assert client.get("/en/documents/citing.png").content.startswith(b"\x89PNG")
    overview = Page(client.get("/en/explore/"))
    assert finding in [each.text for each in overview.all("p.finding")]
    assert client.get("/en/documents/citing/narrow-dark.svg").status_code == 200
    assert client.get("/en/documents/citing/narrow.svg").status_code == 404


def test_no_document_that_shares_its_place_is_called_the_most(client: Client) -> None:
    old, new = make_document(OLD, year=2020), make_document(NEW, year=2022)
    make_citation(make_paragraph(1, document=new), document=old, reference=OLD)
    make_citation(make_paragraph(1, document=old), document=new, reference=NEW)
    assert Page(client.get("/en/documents/citing/")).one("p.finding").text == (
        "Citations by symbol: 2, in 2 of the 2 documents in this knowledge base."
    )


def test_documents_that_cite_nothing_are_said_to(client: Client) -> None:
    make_document(OLD)
    page = Page(client.get("/en/documents/citing/"))
    assert page.one("p.finding").text == (
        "No document in this knowledge base cites another by its symbol."
    )


@pytest.mark.usefixtures("documents")
def test_the_graph_is_also_a_table_and_a_file(client: Client) -> None:
    page = Page(client.get("/en/documents/citing/"))
    lines = [
        [cell.text for cell in (*row.all("th"), *row.all("td"))]
        for row in page.one("tbody").all("tr")
    ]
    assert lines == [
        [NEW, "A/RES/73/195 Not in this knowledge base, at the United Nations", "1", "0"],
        [NEW, OLD, "2", "1"],
    ]
    answer = client.get("/en/documents/citing.csv")
    assert "documents-citing-documents-" in answer["Content-Disposition"]
    assert rows_of(answer) == [
        ["document", "cites", "citations", "restatements", "held"],
        [NEW, "A/RES/73/195", "1", "0", "false"],
        [NEW, OLD, "2", "1", "true"],
    ]
    assert f"In this knowledge base, but not cited by any other document in it: {NEW}" in page.text


def test_a_record_printed_again_without_a_citation_is_a_broken_line(client: Client) -> None:
    old, new = make_document(OLD, year=2020), make_document(NEW, year=2022)
    record = make_recommendation("2020/1", document=old)
    draft = make_recommendation("2020/2", document=old, publication=WorkflowStage.DRAFT)
    for each, anchor in ((record, "p61"), (draft, "p62")):
        make_restatement(each, new, anchor)
    graph = Page(client.get("/en/documents/citing/")).one("div.wide")
    line, _key = graph.element.iter(f"{SVG}path")
    assert line.get("class") == "broken"
    assert words(graph, "title")[1:] == [f"{NEW} reprints records from {OLD}: 1"]


def test_of_very_many_documents_the_drawing_has_some_and_the_table_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "LAYOUT_LIMIT", 1)
    paragraph = make_paragraph(1, document=make_document(OLD))
    for number in (1, 2):
        make_citation(paragraph, **not_held(f"A/CONF.213/{number}"))
    page = Page(client.get("/en/documents/citing/"))
    assert len(links(page.one("div.wide"))) == 2
    assert len(page.one("tbody").all("tr")) == 2


def test_citations_of_a_document_are_listed_both_ways(
    client: Client, documents: tuple[Document, Document]
) -> None:
    _old, new = documents
    heading = new.versions.get().sections.get()
    tool = Resource.objects.create(
        paragraph=make_paragraph(70, document=new), kind="tool", title="工具"
    )
    make_citation(heading, kind="publication", resource=tool, start=0)
    make_citation(heading, kind="publication", url="https://unodc.org/", as_written="址", start=2)
    make_citation(heading, kind="publication", **not_held(start=4, as_written="书"))
    page = Page(client.get(f"/en/documents/{NEW}/citations/"))
    lines = [[cell.text for cell in row.all("td")] for row in page.one("tbody").all("tr")]
    assert lines == [
        ["heading", "见", "To a page here"],
        ["heading", "址", "To an address that the document prints"],
        ["heading", "书", "Not in this knowledge base"],
        ["para. 60", "见", "To a page here"],
        ["para. 60", "见", "Not in this knowledge base, at the United Nations"],
        ["para. 60", "见", "To a page here"],
        ["footnote 60", "见", "To a page here"],
    ]
    table = page.one("tbody")
    assert f"/en/documents/{NEW}/#p70" in table.links()
    assert [part.get("rel") for part in table.all("a") if part.text == "址"] == ["external"]
    assert "No other document in this knowledge base cites it." in page.text
    assert page.link("/en/recommendations/2020/1/").text == "2020/1"
    assert page.link(f"/en/resources/?kind=tool&document={NEW}").text == "Tools and guides (1)"
    other = Page(client.get(f"/en/documents/{OLD}/citations/"))
    assert [other.link(f"/en/documents/{NEW}/#{anchor}").text for anchor in ("p60", "fn60")] == [
        f"{NEW}, para. 60",
        f"{NEW}, footnote 60",
    ]
    assert other.link(f"/en/documents/{OLD}/#p1").text == "para. 1"
    assert "It contains no explicit citations." in other.text


def test_the_reader_counts_citations_and_shows_what_cites_a_passage(
    client: Client, documents: tuple[Document, Document]
) -> None:
    page = Page(client.get(f"/en/documents/{OLD}/"))
    counts = page.link(f"/en/documents/{OLD}/citations/")
    assert counts.text == "Cites 0 times, cited 2 times by other documents here"
    cited = page.one("#p1").link(f"/en/documents/{NEW}/#fn60")
    assert cited.text == f"{NEW}, footnote 60"


def test_long_lists_of_citations_have_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_citations, "AT_ONCE", 1)
    monkeypatch.setattr(unresolved_works, "AT_ONCE", 1)
    paragraph = make_paragraph(1, document=make_document(OLD))
    for number in (1, 2):
        make_citation(paragraph, **not_held(f"A/CONF.213/{number}"))
    for address in (f"/en/documents/{OLD}/citations/", "/en/citations/"):
        page = Page(client.get(address))
        assert page.link("?page=2").text == "Next"
        assert "page 2 of 2" in Page(client.get(f"{address}?page=2")).one("title").text
        assert client.get(f"{address}?page=9").headers["Location"] == f"{address}?page=2"
    assert Page(client.get("/en/citations/?kind=document")).link("?kind=document&page=2")


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=1&page=2", "kind=x", "sort=code", "page=-1"]
)
def test_what_is_not_understood_is_not_answered_with_everything(client: Client, query: str) -> None:
    answer = client.get(f"/en/citations/?{query}")
    assert answer.status_code == 400
    assert "This address is not valid" in Page(answer).text


def test_what_follows_visitors_around_is_dropped(client: Client) -> None:
    answer = client.get("/en/citations/?kind=document&utm_source=x")
    assert answer.headers["Location"] == "/en/citations/?kind=document"
    assert client.get("/en/citations/?kind=&page=").status_code == 200
    assert client.get("/en/documents/A/CONF.213/7/citations/").status_code == 404


@pytest.mark.usefixtures("documents")
def test_citations_are_counted_by_kind_and_by_where_they_lead(client: Client) -> None:
    page = Page(client.get("/en/citations/"))
    table = page.all("table")[0]
    lines = {
        row.one("th").text: [cell.text for cell in row.all("td")] for row in table.all("tr")[1:]
    }
    assert lines["Document"] == ["3", "0", "0", "0", "3"]
    assert lines["Resolution"] == ["0", "0", "1", "0", "1"]
    assert lines["All"] == ["3", "0", "1", "0", "4"]
    assert "1 citation does not lead to a page here: Not in this knowledge base (1)." in page.text


def test_what_is_not_held_is_listed_with_the_reason_and_its_places(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unresolved_works, "PASSAGES", 1)
    paragraph = make_paragraph(7, document=make_document(NEW))
    make_citation(paragraph, kind="publication", **not_held())
    make_citation(paragraph, kind="publication", **not_held())
    broken = {"unresolved": "not-identified", "symbol": ""}
    make_citation(paragraph, **not_held("CTOC/COP/2006/Rev.1") | broken)
    page = Page(client.get("/en/citations/"))
    [document, work] = [row.text for row in page.all("table")[1].one("tbody").all("tr")]
    assert (
        document == f"CTOC/COP/2006/Rev.1 Document It is not certain what is meant {NEW}, para. 7"
    )
    assert work == f"《研究》 Publication Not in this knowledge base {NEW}, para. 7 and 1 more"
    only = Page(client.get("/en/citations/?kind=publication"))
    assert len(only.all("table")[1].one("tbody").all("tr")) == 1
    assert "None." in Page(client.get("/en/citations/?kind=article")).text


@pytest.mark.parametrize("size", [2, 20])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("documents/citing/", 5),
        (f"documents/{NEW}/citations/", 10),
        ("citations/", 6),
    ],
)
def test_the_pages_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
    path: str,
    queries: int,
) -> None:
    old, new = make_document(OLD, year=2020), make_document(NEW, year=2022)
    for number in range(1, size + 1):
        paragraph = make_paragraph(number, document=new)
        make_citation(paragraph, document=old, reference=OLD)
        make_citation(paragraph, **not_held(f"A/CONF.213/{number}"))
        make_citation(make_paragraph(number, document=old), document=new, reference=NEW)
        make_citation(make_footnote(paragraph, str(number), 1), kind="publication", **not_held())
        record = make_recommendation(f"2020/{number}", document=old)
        make_restatement(record, new, f"p{100 + number}")
    with django_assert_num_queries(queries):
        client.get(f"/en/{path}")
