"""The meetings, and the page of each."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import WorkflowStage
from sessions.models import LanguageVersion, Publication, SessionSymbol
from sessions.places import parse_places
from smuggling_kb.languages import LANGUAGES
from tests.builders import make_document, make_recommendation, make_session, make_theme
from tests.reading import Page

pytestmark = pytest.mark.django_db

VIENNA = {"start": date(2013, 11, 11), "end": date(2013, 11, 13), "city": "vienna"}


def test_the_sessions_say_how_many_they_adopted_or_that_their_texts_are_lacking(
    client: Client,
) -> None:
    make_recommendation("2013/5", session=make_session(2, **VIENNA))
    make_recommendation("2022/61b")
    make_session(8)
    page = Page(client.get("/en/sessions/"))
    assert page.link("/en/recommendations/?session=2").text == "1"
    second, eighth = page.all("tr")[1:]
    assert second.text == "2nd session Vienna, 11–13 November 2013 1"
    assert eighth.text == (
        "8th session Dates not stated in the documents texts not in this knowledge base"
    )
    assert page.link("/en/recommendations/?session=unknown")


def test_a_session_shows_what_it_adopted_theme_by_theme(client: Client) -> None:
    session = make_session(2, **VIENNA, evidence="CTOC/COP/WG.7/2020/4#p1 A/1#s2b")
    make_recommendation("2013/5", session=session)
    both = make_recommendation("2013/6", theme="research", session=session)
    both.theme_assignments.create(theme=make_theme("prevention"))
    make_recommendation("2013/7", session=session, publication=WorkflowStage.DRAFT)
    make_document("CTOC/COP/WG.7/2013/2", session=session)
    page = Page(client.get("/en/sessions/2/"))
    assert page.one("h1").text == "2nd session"
    assert [heading.text for heading in page.all("h2")] == ["Prevention", "Research"]
    assert [row.text for row in page.all("h3")] == ["2013/5", "2013/6", "2013/6"]
    assert page.one("p.count").text == "2 adopted recommendations"
    side = page.one("aside.side").text
    assert "11–13 November 2013" in side
    assert "CTOC/COP/WG.7/2020/4, para. 1" in side
    assert "A/1, heading" in side
    assert "CTOC/COP/WG.7/2013/2" in side


def test_a_session_whose_texts_are_not_held_says_so_and_never_zero(client: Client) -> None:
    make_session(8)
    page = Page(client.get("/en/sessions/8/"))
    assert "not in this knowledge base" in page.one("p.absent").text
    assert not page.all("p.count")


def test_a_session_whose_report_is_held_says_so(client: Client) -> None:
    session = make_session(8)
    make_document("CTOC/COP/WG.7/2021/5", session=session)
    page = Page(client.get("/en/sessions/8/"))
    assert "The report of this session is in this knowledge base" in page.one("p.absent").text
    assert page.one("p.absent").link("/en/documents/CTOC/COP/WG.7/2021/5/")
    assert "No document in this knowledge base mentions" not in page.one("aside.side").text


def test_the_sessions_say_that_a_report_is_held_of_which_no_record_is_public(
    client: Client,
) -> None:
    held, paper, draft = (make_session(number) for number in (8, 9, 10))
    make_document("CTOC/COP/WG.7/2021/5", session=held)
    make_document("CTOC/COP/WG.7/2022/2", session=paper, genre="background-paper")
    make_document("CTOC/COP/WG.7/2023/4", session=draft, publication=Publication.DRAFT)
    rows = Page(client.get("/en/sessions/")).all("tr")[1:]
    lacking = "texts not in this knowledge base"
    said = ["report held, no recommendation published yet", lacking, lacking]
    assert [row.text.partition("documents ")[2] for row in rows] == said


def test_what_others_report_is_said_with_its_source_and_apart(client: Client) -> None:
    make_session(
        10,
        reported_by="participant",
        reported_start=date(2023, 10, 5),
        reported_end=date(2023, 10, 6),
        reported_city="vienna",
        reported_recommendations=16,
    )
    page = Page(client.get("/en/sessions/10/"))
    assert "Vienna, 5–6 October 2023 (according to a participant)" in page.one("div.title").text
    side = page.one("aside.side").text
    assert "Dates Not stated in the documents" in side
    assert "16 recommendations adopted" in side
    assert (
        "Second-hand: according to a participant. No document in this knowledge base says so."
        in side
    )
    row = Page(client.get("/en/sessions/")).all("tr")[1]
    assert "16 recommendations (reported)" in row.text
    assert (
        Page(client.get("/en/sessions/"))
        .one("p.foot")
        .text.startswith("“Reported” means known from")
    )


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("number", [*range(3, 7), *range(8, 13)])
def test_a_session_without_texts_links_the_united_nations_in_six_languages(
    client: Client, number: int
) -> None:
    page = Page(client.get(f"/en/sessions/{number}/"))
    for row in page.all("p.united"):
        assert [link.text for link in row.all("a")] == [each.native_name for each in LANGUAGES]
    assert page.all("p.united")


@pytest.mark.usefixtures("knowledge_base")
def test_symbols_of_sessions_are_those_that_documents_held_print() -> None:
    for known in SessionSymbol.objects.all():
        [place] = parse_places(known.evidence)
        version = LanguageVersion.objects.get(document__symbol=place.symbol)
        passages = (version.footnotes, version.paragraphs)
        texts = [each.text for of in passages for each in of.filter(anchor=place.anchor)]
        assert [known.symbol in text for text in texts] == [True]


@pytest.mark.usefixtures("knowledge_base")
def test_twelve_meetings_are_known_and_three_have_texts(client: Client) -> None:
    page = Page(client.get("/en/sessions/"))
    assert "Texts of 3 of 12 known sessions." in page.text
    assert len(page.all("td.gap")) == 9
    listed = Page(client.get("/en/recommendations/?session=10"))
    assert "10th session, 2023, reported" in listed.link("/en/sessions/10/").text
    assert listed.one("p.count").text == "Texts not in this knowledge base"


def test_an_unknown_session_is_not_found(client: Client) -> None:
    assert client.get("/en/sessions/99/").status_code == 404
    assert client.get(f"/en/sessions/{'9' * 30}/").status_code == 404


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(("address", "queries"), [("/en/sessions/", 2), ("/en/sessions/1/", 9)])
def test_sessions_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    records: int,
    address: str,
    queries: int,
) -> None:
    session = make_session(1)
    for number in range(records):
        make_recommendation(f"2012/{number + 5}", theme=f"theme-{number % 2}", session=session)
        make_document(f"CTOC/COP/WG.7/2012/{number + 50}", session=session)
    with django_assert_num_queries(queries):
        client.get(address)
