"""The home page: what is held, counted, with the ways to it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import AdoptionStatus, WorkflowStage
from tests.builders import make_document, make_recommendation, make_session, make_theme
from tests.reading import Page

pytestmark = pytest.mark.django_db


def home(client: Client) -> Page:
    return Page(client.get("/en/"))


def test_a_cell_opens_the_recommendations_that_it_counts(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1))
    cell = home(client).link("/en/recommendations/?theme=prevention&session=1")
    assert cell.text == "2"
    assert cell.label == "2: Prevention, 1st session"


def test_a_theme_without_recommendations_at_a_held_session_has_a_zero(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_theme("protection")
    assert home(client).link("/en/recommendations/?theme=protection&session=1").text == "0"


def test_neighbouring_sessions_without_texts_share_one_cell_that_says_so(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    for number in (2, 3, 4):
        make_session(number)
    make_theme("protection")
    page = home(client)
    assert [cell.text for cell in page.all("td.gap")] == ["texts not in this knowledge base"]
    assert "2nd–4th" in page.text
    assert "session=2" not in page.html


def test_a_session_whose_report_is_held_has_zeros_and_no_gap(client: Client) -> None:
    """No recommendation of it may be public yet; its texts are here."""
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_document("CTOC/COP/WG.7/2015/9", session=make_session(3))
    page = home(client)
    assert [cell.text for cell in page.all("td.gap")] == ["texts not in this knowledge base"]
    assert page.link("/en/recommendations/?theme=prevention&session=3").text == "0"


def test_what_was_not_adopted_is_counted_apart(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2022/61b")
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)
    page = home(client)
    assert page.link("/en/recommendations/?status=adopted").text == "2"
    assert page.link("/en/recommendations/?session=unknown").text.startswith("1 adopted")
    assert page.link("/en/recommendations/?status=proposed").text == "1 proposal"
    assert page.link("/en/recommendations/?status=resolution").text.startswith("1 provision")
    assert page.link("/en/recommendations/?theme=prevention&status=adopted").text == "2"


def test_a_recommendation_with_two_themes_counts_in_both_rows_and_once_in_all(
    client: Client,
) -> None:
    recommendation = make_recommendation("2012/5", session=make_session(1))
    recommendation.theme_assignments.create(theme=make_theme("protection"))
    page = home(client)
    assert page.link("/en/recommendations/?theme=prevention&session=1").text == "1"
    assert page.link("/en/recommendations/?theme=protection&session=1").text == "1"
    assert page.link("/en/recommendations/?session=1").text == "1"
    assert "two themes count in both rows" in page.text


def test_drafts_are_not_counted_and_do_not_make_a_session_held(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1), publication=WorkflowStage.DRAFT)
    page = home(client)
    assert "texts not in this knowledge base" in page.text
    assert "0 records" in page.text


def test_the_newest_document_is_shown_with_an_adopted_recommendation(client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2022/3a", text="工作组不妨建议。", status=AdoptionStatus.PROPOSED)
    make_recommendation("2022/61b", text="缔约国应当寻求联系。")
    specimen = Page(client.get("/zh-hans/")).one(".specimen")
    assert "缔约国应当寻求联系。" in specimen.text
    assert "CTOC/COP/WG.7/2022/5" in specimen.text


def test_who_reads_another_language_is_told_of_the_newest_document_instead(client: Client) -> None:
    make_recommendation("2022/61b", text="缔约国应当寻求联系。")
    specimen = home(client).one(".specimen").text
    assert "缔约国应当寻求联系。" not in specimen
    assert specimen.startswith("The newest document")
    assert "CTOC/COP/WG.7/2022/5, 2022" in specimen
    assert specimen.endswith("1 record comes from it")


def test_five_groups_of_readers_find_where_to_start(client: Client) -> None:
    make_recommendation()
    ways = home(client).one(".ways")
    assert [group.text for group in ways.all("h3")] == [
        "Delegates and officials",
        "Secretariat and curators",
        "Researchers and lawyers",
        "Journalists and NGOs",
        "Developers and librarians",
    ]
    assert {"/en/explore/", "/en/about/data/", "/en/recommendations.csv"} <= {
        link.get("href") for link in ways.all("a")
    }


def test_the_title_names_the_site_and_its_purpose(client: Client) -> None:
    [title] = home(client).all("title")
    assert title.text == (
        "Search, cite and compare what the UN Working Group recommended"
        " — Recommendations on the Smuggling of Migrants"
    )


def test_a_document_without_published_recommendations_is_not_the_newest(client: Client) -> None:
    make_recommendation("2012/5")
    make_document("CTOC/COP/WG.7/2030/1", year=2030)
    assert "CTOC/COP/WG.7/2012/5" in home(client).one(".specimen").text


def test_an_empty_site_has_a_home_page(client: Client) -> None:
    assert "0 adopted recommendations and 0 other records, from 0 documents" in home(client).text


@pytest.mark.parametrize("records", [2, 20])
def test_home_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        theme = f"theme-{number % 6}"
        make_recommendation(
            f"2012/{number + 5}", theme=theme, session=make_session(number // 5 + 1)
        )
    with django_assert_num_queries(6):
        client.get("/en/")
