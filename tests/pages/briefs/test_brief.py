"""The brief of a list, as a page and as DOCX."""

import io
import json
import re
from dataclasses import replace

import docx
import pytest
from django.http import QueryDict
from django.test import Client
from docx.document import Document as WordDocument
from pytest_django import DjangoAssertNumQueries

from recommendations.models import AdoptionStatus, OccurrenceRelation, Strength, WorkflowStage
from recommendations.pages.briefs import brief, views
from recommendations.pages.briefs.gaps import MOST, facet_gaps
from recommendations.pages.briefs.passages import SHOWN_PASSAGES
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from tests.builders import (
    make_citation,
    make_document,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_relation,
    make_session,
    make_theme,
)
from tests.languages import EACH_LANGUAGE
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db


def records() -> None:
    first = make_recommendation("2012/5", "缔约国应当预防。", session=make_session(1))
    second = make_recommendation(
        "2020/7", "缔约国不妨预防。", session=make_session(3), strength=Strength.MAY_WISH
    )
    make_session(2)
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2012/9", theme="research", session=make_session(1))
    make_recommendation("2012/8", "机密措辞", publication=WorkflowStage.DRAFT)
    make_relation(second, first)
    first.occurrences.create(
        document=make_document("CTOC/COP/WG.7/2022/2"),
        anchor="p61a",
        relation=OccurrenceRelation.RESTATEMENT,
    )
    make_theme("protection")


def test_it_has_the_records_of_the_list_in_order_of_time(client: Client) -> None:
    records()
    page = Page(client.get("/en/brief/?theme=prevention"))
    assert page.one("h1").text == "Briefing note: Prevention"
    assert "2 adopted recommendations, 1 other not adopted" in page.one("p.count").text
    assert [each.text for each in page.all("h3")][:3] == ["2012/5", "2020/7", "2010/54a"]
    headings = [each.text for each in page.all("h2")]
    assert headings[:4] == [
        "1st session",
        "2nd session",
        "3rd session",
        "Not adopted by the Working Group",
    ]
    assert "缔约国应当预防。" in page.text
    assert "机密措辞" not in page.text
    assert page.link("/en/recommendations/?theme=prevention&session=1").text == "1 record"


def test_it_says_how_the_records_are_spread_over_strengths(client: Client) -> None:
    records()
    page = Page(client.get("/en/brief/?theme=prevention"))
    address = "/en/recommendations/?theme=prevention&strength=may-wish&status=adopted"
    assert page.link(address).text == "1"
    assert "?theme=prevention&session=none&strength=" in " ".join(page.links())


@pytest.mark.usefixtures("knowledge_base")
def test_every_number_of_it_is_that_of_its_list(client: Client) -> None:
    cells = Page(client.get("/en/brief/?theme=research")).all("td")
    numbers = {each.get("href"): each.text for cell in cells for each in cell.all("a")}
    assert len(numbers) > 8
    for address, number in numbers.items():
        assert Page(client.get(address)).one("p.count").all("b")[0].text == number, address


def test_it_names_documents_with_the_places_that_print_the_records(client: Client) -> None:
    records()
    page = Page(client.get("/en/brief/?theme=prevention"))
    assert page.link("/en/documents/CTOC/COP/WG.7/2012/5/#p5").text == "para. 5"
    addresses = [each.get("href") for each in page.all("a") if each.text == "para. 61 (a)"]
    assert addresses == ["/en/documents/CTOC/COP/WG.7/2022/2/#p61a"]


def test_it_has_the_passages_that_cite_the_article_asked_for(client: Client) -> None:
    records()
    provision = make_provision(16)
    paragraph = make_paragraph(77, "", "参见第16条的规定。", make_document("CTOC/COP/WG.7/2022/2"))
    make_citation(paragraph, start=2, as_written="第16条", provision=provision)
    page = Page(client.get("/en/brief/?article=som-protocol-16"))
    assert "参见第16条的规定。" in page.text
    assert [each.text for each in page.all("u")] == ["第16条"]
    assert page.link("/en/documents/CTOC/COP/WG.7/2022/2/#p77")


def test_it_tells_which_records_restate_which(client: Client) -> None:
    records()
    page = Page(client.get("/en/brief/?theme=prevention"))
    lines = [each.text for each in page.all("li")]
    assert "2020/7 restates 2012/5" in lines
    assert "2012/5 is restated in CTOC/COP/WG.7/2022/2, para. 61 (a)" in lines


def test_it_tells_nothing_of_relations_to_what_is_not_public(client: Client) -> None:
    first = make_recommendation("2012/5", session=make_session(1))
    hidden = make_recommendation("2012/8", publication=WorkflowStage.ARCHIVED)
    make_relation(hidden, first)
    page = Page(client.get("/en/brief/"))
    assert "2012/8" not in page.text
    assert "No relation to others is recorded." in page.text


def test_it_says_which_gaps_there_are_and_what_they_rest_on(client: Client) -> None:
    records()
    page = Page(client.get("/en/brief/?theme=research&theme=protection"))
    assert page.link("/en/recommendations/?theme=protection").text == "Protection"
    assert "not found in the texts of the 2 sessions on this site" in page.text
    assert "Texts of 2 of 3 known sessions." in page.text
    assert "Texts not in this knowledge base: 2nd session" in page.text


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("query", ["theme=protection", "topic=children", "session=7", "q=海上"])
def test_only_gaps_that_say_something_are_shown_and_at_most_five(
    client: Client, query: str
) -> None:
    selection = Selection(RecommendationFilter(QueryDict(query)))
    shown = [pair for gap in facet_gaps(selection, selection.filters) for pair in gap.values]
    assert 1 <= len(shown) <= MOST
    for _value, address in shown:
        assert Page(client.get(address)).one("p.count").text.startswith("0 of")
    page = Page(client.get(f"/en/brief/?{query}"))
    assert "not found in the texts of the 3 sessions on this site" in page.text


def test_a_session_that_is_not_held_is_never_said_to_have_recommended_nothing(
    client: Client,
) -> None:
    records()
    page = Page(client.get("/en/brief/?session=2"))
    assert page.one("p.count").text == "Texts not in this knowledge base"
    assert "This site has no information on what they recommended." in page.text


def test_a_long_one_says_that_the_list_has_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "SHOWN", 2)
    records()
    page = Page(client.get("/en/brief/"))
    assert len(page.all("article.rec")) == 2
    assert "The first 2 of 4 are shown here" in page.one("p.note").text
    assert page.link("/en/recommendations/")


@pytest.mark.parametrize("query", ["sesion=1", "theme=x", "q=a&q=b", "page=0&x=1"])
@pytest.mark.parametrize("page", ["brief/", "brief.docx"])
def test_a_faulty_address_is_refused(client: Client, page: str, query: str) -> None:
    answer = client.get(f"/en/{page}?{query}")
    assert answer.status_code == 400
    assert "does not lead to a valid list" in answer.content.decode()


def test_it_takes_the_layout_of_a_list_and_ignores_it(client: Client) -> None:
    records()
    plain = Page(client.get("/en/brief/?theme=prevention"))
    laid_out = Page(client.get("/en/brief/?theme=prevention&view=table&group=theme&sort=theme"))
    assert laid_out.one("main").text == plain.one("main").text


def test_lists_themes_and_articles_lead_to_it(client: Client) -> None:
    records()
    make_provision(16)
    brief_of_theme = "/en/brief/?theme=prevention"
    assert Page(client.get("/en/recommendations/?theme=prevention")).link(brief_of_theme)
    assert Page(client.get("/en/themes/prevention/")).link(brief_of_theme)


# The Word file


def word_file(client: Client, query: str = "", language: str = "en") -> WordDocument:
    answer = client.get(f"/{language}/brief.docx{query}")
    assert answer.status_code == 200
    assert "officedocument.wordprocessingml" in answer.headers["Content-Type"]
    return docx.Document(io.BytesIO(file_content(answer)))


def words_in_style(word: WordDocument, *names: str) -> list[str]:
    return [each.text for each in word.paragraphs if each.style and each.style.name in names]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("query", ["?theme=protection", "?topic=children", "?session=1"])
def test_the_file_has_every_record_of_the_list_word_for_word(
    client: Client, query: str, language: str
) -> None:
    found = json.loads(file_content(client.get(f"/{language}/recommendations.json{query}")))
    word = word_file(client, query, language)
    written = squeezed("\n".join(each.text for each in word.paragraphs))
    assert found["count"] == len(words_in_style(word, "Full citation"))
    for record in found["results"]:
        assert squeezed(record["text"]) in written
        assert f"/recommendations/{record['code']}/" in written


@pytest.mark.usefixtures("knowledge_base")
def test_the_file_is_whole_where_the_page_is_not(client: Client) -> None:
    page = Page(client.get("/en/brief/"))
    assert len(page.all("article.rec")) == 30
    assert page.link("/en/brief.docx").text == "Word file with every record"
    assert len(words_in_style(word_file(client), "Full citation")) == 129


@pytest.mark.usefixtures("knowledge_base")
def test_the_file_has_the_parts_of_the_page_and_nothing_of_the_site(client: Client) -> None:
    page = Page(client.get("/en/brief/?topic=children"))
    word = word_file(client, "?topic=children")
    assert words_in_style(word, "Heading 1") == ["Briefing note: Children"]
    assert page.one("h1").text == "Briefing note: Children"
    headings = [each.split(" (")[0].split(", ")[0] for each in words_in_style(word, "Heading 2")]
    for heading in (
        "Breakdown",
        "Restatements and related recommendations",
        "Not found in these texts",
    ):
        assert heading in headings
        assert heading in [each.text for each in page.all("h2")]
    whole = "\n".join(each.text for each in word.paragraphs)
    assert not re.search("The list|as a page|DOCX file", whole)
    assert len(word.tables) >= 2


@pytest.mark.usefixtures("knowledge_base")
def test_it_has_passages_on_the_subject_that_are_no_records(client: Client) -> None:
    page = Page(client.get("/en/brief/?topic=children"))
    section = next(
        each for each in page.all("section") if each.get("aria-labelledby") == "passages"
    )
    shown = [each.text for each in section.all("p.voice")]
    assert 5 < len(shown) <= SHOWN_PASSAGES
    word = word_file(client, "?topic=children")
    places = words_in_style(word, "Facts")
    assert any("para. " in each and each.startswith("CTOC/COP/WG.7/2022/2") for each in places)
    whole = squeezed("\n".join(each.text for each in word.paragraphs))
    assert all(squeezed(text) in whole for text in shown)
    assert "Passages on it in the documents" in words_in_style(word, "Heading 3")


@pytest.mark.usefixtures("knowledge_base")
def test_a_list_too_long_for_a_file_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "WORD", replace(views.WORD, most_records=100))
    answer = client.get("/en/brief.docx")
    assert answer.status_code == 400
    assert "Word takes up to 100 records" in Page(answer).text
    assert client.get("/en/brief.docx?topic=children").status_code == 200


def test_the_name_of_the_file_says_what_it_is_about(client: Client) -> None:
    records()
    header = client.get("/en/brief.docx?theme=prevention").headers["Content-Disposition"]
    assert 'filename="brief-theme-prevention-' in header


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize("address", ["brief/", "brief/?theme=theme-0"])
def test_it_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int, address: str
) -> None:
    for number in range(records):
        make_recommendation(
            f"2012/{number + 5}", theme=f"theme-{number % 2}", session=make_session(number % 7 + 1)
        )
    with django_assert_num_queries(6):
        client.get(f"/en/{address}")


@pytest.mark.parametrize("records", [2, 20])
def test_the_file_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        make_recommendation(f"2012/{number + 5}", session=make_session(number % 7 + 1))
    with django_assert_num_queries(10):
        file_content(client.get("/en/brief.docx"))
