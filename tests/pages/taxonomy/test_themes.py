"""The themes, and the page of each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import AdoptionStatus, WorkflowStage
from recommendations.pages.taxonomy import themes
from tests.builders import assign, make_recommendation, make_session, make_subject, make_theme
from tests.reading import Page

pytestmark = pytest.mark.django_db


def test_the_themes_count_adopted_recommendations_apart_from_the_others(client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    make_theme("research")
    page = Page(client.get("/en/themes/"))
    assert page.link("/en/themes/prevention/").text == "Prevention"
    assert page.link("/en/recommendations/?theme=prevention&status=adopted").text == "1"
    assert page.link("/en/recommendations/?theme=prevention&session=none").text == "1"
    assert page.link("/en/recommendations/?theme=research&status=adopted").text == "0"


def test_a_theme_shows_its_recommendations_meeting_by_meeting(client: Client) -> None:
    make_recommendation("2020/1", session=make_session(3))
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_recommendation("2022/61b")
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2012/6", theme="research", session=make_session(1))
    make_recommendation("2012/7", publication=WorkflowStage.DRAFT)
    page = Page(client.get("/en/themes/prevention/"))
    assert [heading.text for heading in page.all("h2")] == [
        "1st session",
        "2nd session",
        "3rd session",
        "Adopted at an unspecified session",
        "Not adopted by the Working Group",
    ]
    assert "texts not in this knowledge base" in page.one("div.lack").text
    assert [row.text for row in page.all("h3")] == ["2012/5", "2020/1", "2022/61b", "2010/54a"]
    assert "3 adopted recommendations, 1 other not adopted" in page.one("p.count").text


def test_beside_the_records_stand_their_sessions_and_most_frequent_subjects(client: Client) -> None:
    children, visas = make_subject("children"), make_subject("visas")
    for code in ("2012/5", "2012/6"):
        assign(make_recommendation(code, session=make_session(1)), children)
    assign(make_recommendation("2020/1", session=make_session(3)), visas)
    make_subject("return")
    page = Page(client.get("/en/themes/prevention/"))
    beside = page.one("aside.side")
    assert [each.text for each in beside.all("dd")] == [
        *("1st session 2", "3rd session 1"),
        *("Children 2", "Visas 1"),
    ]
    assert beside.link("#session-1")
    assert page.one("#session-1").one("h2").text == "1st session"
    assert beside.link("/en/index/children/")


def test_a_held_session_without_recommendations_on_a_theme_has_none(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_theme("research")
    page = Page(client.get("/en/themes/research/"))
    assert page.link("/en/recommendations/?theme=research&session=1").text == "0 recommendations"


def test_a_long_theme_says_that_the_list_has_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "SHOWN", 1)
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1))
    page = Page(client.get("/en/themes/prevention/"))
    assert len(page.all("article.rec")) == 1
    assert "The first 1 of 2 are shown here" in page.text
    assert page.link("/en/recommendations/?theme=prevention&session=1").text == (
        "2 recommendations"
    )


def test_an_unknown_theme_is_not_found(client: Client) -> None:
    assert client.get("/en/themes/nothing/").status_code == 404


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(("address", "queries"), [("/en/themes/", 2), ("/en/themes/theme-0/", 5)])
def test_themes_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    records: int,
    address: str,
    queries: int,
) -> None:
    for number in range(records):
        make_recommendation(
            f"2012/{number + 5}", theme=f"theme-{number % 2}", session=make_session(number // 5 + 1)
        )
    with django_assert_num_queries(queries):
        client.get(address)
