"""The meetings, and the page of each."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import WorkflowStage
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
    assert eighth.text == "8th session Dates not stated in the documents held not yet held"
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
    assert "not yet in this knowledge base" in page.one("p.absent").text
    assert not page.all("p.count")


def test_an_unknown_session_is_not_found(client: Client) -> None:
    assert client.get("/en/sessions/99/").status_code == 404
    assert client.get(f"/en/sessions/{'9' * 30}/").status_code == 404


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(("address", "queries"), [("/en/sessions/", 2), ("/en/sessions/1/", 7)])
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
