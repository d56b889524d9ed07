"""The list of the documents."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import AdoptionStatus, WorkflowStage
from sessions.models import DocumentTitle
from tests.builders import (
    make_document,
    make_note,
    make_paragraph,
    make_recommendation,
    make_restatement,
    make_session,
)
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

UN_ORDER = ["عربي", "中文", "English", "Français", "Русский", "Español"]


def rows(client: Client, language: str = "en") -> list[Part]:
    return Page(client.get(f"/{language}/documents/")).one("ul.rows").all("li")


def test_documents_stand_in_the_order_of_their_years_and_symbols(client: Client) -> None:
    for symbol, year in (
        ("CTOC/COP/WG.7/2022/10", 2022),
        ("CTOC/COP/WG.7/2022/2", 2022),
        ("A/CONF.213/7", 2010),
    ):
        make_document(symbol, year=year)
    assert [row.one("h2").text for row in rows(client)] == [
        "A/CONF.213/7",
        "CTOC/COP/WG.7/2022/2",
        "CTOC/COP/WG.7/2022/10",
    ]


def test_a_document_has_its_title_in_the_readers_language_and_as_printed(client: Client) -> None:
    document = make_document()
    document.titles.update(title="工作组建议汇总", origin="document")
    DocumentTitle.objects.create(
        document=document, language="en", title="Compilation", origin="editor"
    )
    [row] = rows(client)
    assert [line.text for line in row.all("p")][:2] == [
        "Compilation [unofficial translation]",
        "工作组建议汇总",
    ]
    assert row.one("p.voice").lang == "zh-Hans"
    [row] = rows(client, "zh-hans")
    assert row.text.count("工作组建议汇总") == 1


def test_a_document_leads_to_its_text_its_session_and_the_united_nations(client: Client) -> None:
    make_document(session=make_session(3), issued=date(2015, 9, 23))
    [row] = rows(client)
    assert row.link("/en/documents/CTOC/COP/WG.7/2015/5/").text == "CTOC/COP/WG.7/2015/5"
    assert row.link("/en/sessions/3/").text == "3rd session"
    elsewhere = [link for link in row.all("a") if link.get("rel") == "external"]
    assert [link.text for link in elsewhere] == ["Open the UN document", *UN_ORDER]
    assert [link.get("href") for link in elsewhere] == [
        f"https://docs.un.org/{language}/CTOC/COP/WG.7/2015/5"
        for language in ("en", "ar", "zh", "en", "fr", "ru", "es")
    ]
    assert "CTOC/COP/WG.7/2015/5" in elsewhere[0].label
    assert "Meeting report 23 September 2015" in row.text


def test_adopted_records_are_counted_apart_from_the_others_and_drafts_not(client: Client) -> None:
    document = make_document("CTOC/COP/WG.7/2022/2", year=2022)
    adopted = make_recommendation("2022/61b", document=document)
    make_recommendation("2022/3a", document=document, status=AdoptionStatus.PROPOSED)
    make_recommendation("2022/3b", document=document, status=AdoptionStatus.RESOLUTION)
    make_recommendation("2022/3c", document=document, publication=WorkflowStage.DRAFT)
    make_paragraph(62, "", "重申。", document)
    make_restatement(adopted, document, "p62")
    [row] = rows(client)
    selection = "/en/recommendations/?document=CTOC/COP/WG.7/2022/2"
    assert row.link(f"{selection}&status=adopted").text == "1 adopted recommendation"
    others = row.link(f"{selection}&session=none")
    assert others.text == "2 records not adopted by the Working Group"
    assert "3 paragraphs" in row.text
    for link, count in ((f"{selection}&status=adopted", 1), (f"{selection}&session=none", 2)):
        assert len(Page(client.get(link)).all("article")) == count


def test_a_document_that_prints_none_says_so(client: Client) -> None:
    make_document()
    assert "no records" in rows(client)[0].text


def test_an_inferred_symbol_is_said_to_be_so_and_why(client: Client) -> None:
    document = make_document(symbol_origin="inferred")
    make_note(document, "", "symbol", "", en="The footnote implies it.", zh_hans="见脚注。")
    assert "Symbol inferred: The footnote implies it." in rows(client)[0].text
    assert "见脚注。" in rows(client, "zh-hans")[0].text


def test_a_document_whose_text_is_not_held_says_so(client: Client) -> None:
    document = make_document()
    document.versions.all().delete()
    [row] = rows(client)
    assert "text not in this knowledge base" in row.text
    page = Page(client.get("/en/documents/CTOC/COP/WG.7/2015/5/"))
    assert "not in" in page.one("p.absent").text


@pytest.mark.parametrize("documents", [2, 20])
def test_the_list_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, documents: int
) -> None:
    for number in range(documents):
        symbol = f"CTOC/COP/WG.7/2012/{number + 1}"
        document = make_document(symbol, year=2012, session=make_session(number + 1))
        make_recommendation(f"2012/{number + 5}", document=document)
        make_note(document, "", "symbol", "", en="Why.")
    with django_assert_num_queries(6):
        client.get("/en/documents/")
