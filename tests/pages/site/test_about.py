"""What the site says of itself, and the codebook."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.exports import FORMATS
from recommendations.exports.columns import COLUMNS
from recommendations.index.facets import FACETS
from recommendations.models import Addressee, AdoptionStatus, Strength
from recommendations.pages.site import codebook
from recommendations.selection.filters import RecommendationFilter
from recommendations.texts.modality.examples import EXAMPLES
from recommendations.texts.modality.zh_hans import STRENGTHS
from smuggling_kb.languages import LANGUAGES
from tests.builders import (
    make_document,
    make_paragraph,
    make_recommendation,
    make_session,
    make_translation,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ABOUT, DATA = "/en/about/", "/en/about/data/"


def about(client: Client) -> Page:
    return Page(client.get(ABOUT))


def cells(page: Page, heading: str) -> dict[str, list[str]]:
    """The table under a heading: the other cells of each row by its first."""
    [section] = [each for each in page.all("section") if each.get("aria-labelledby") == heading]
    rows = section.one("tbody").all("tr")
    return {row.one("th").text: [cell.text for cell in row.all("td")] for row in rows}


def test_it_is_not_a_site_of_the_united_nations(client: Client) -> None:
    assert "It is not a website of the United Nations" in about(client).one("main").text
    assert "the document prevails" in about(client).one("main").text


def test_it_counts_the_adopted_apart(client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    page = about(client)
    assert page.link("/en/recommendations/?status=adopted").text == "1"
    assert page.link("/en/recommendations/?status=proposed").text == "1"
    assert page.link("/en/recommendations/?status=resolution").text == "0"


def test_it_names_its_sources(client: Client) -> None:
    make_recommendation("2012/5")
    page = about(client)
    assert page.link("/en/documents/CTOC/COP/WG.7/2012/5/").text == "CTOC/COP/WG.7/2012/5"
    assert "Symbol: Printed in the text" in page.text


def test_it_says_how_translations_were_made_and_checked_in_figures(client: Client) -> None:
    record = make_recommendation("2012/5")
    assert not [part for part in about(client).all("h2") if part.get("id") == "translations"]
    make_translation(record, "en")
    page = about(client)
    assert "No translator of the United Nations has made or read them." in page.text
    [section] = [
        each for each in page.all("section") if each.get("aria-labelledby") == "translations"
    ]
    assert [cell.text for cell in section.one("thead").all("th")] == ["English"]
    rows = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for body in section.all("tbody")
        for row in body.all("tr")
    }
    assert rows["Unofficial translations of recommendations"] == ["1"]
    assert rows["Recommendations compared"] == ["43"]
    assert rows["Differences in meaning"] == ["16"]
    assert page.link("/en/alignment/")


def test_it_says_what_is_missing(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2022/61b")
    make_session(2)
    make_session(3)
    text = about(client).text
    assert "Sessions with no texts on this site: 2nd and 3rd sessions." in text
    assert "Adopted recommendations whose session is not specified in any document here: 1." in text
    assert "about 200" not in text


def test_it_names_the_place_that_tells_how_many_there_are_in_all(client: Client) -> None:
    make_paragraph(60, document=make_document("CTOC/COP/WG.7/2022/2"))
    link = about(client).link("/en/documents/CTOC/COP/WG.7/2022/2/#p60")
    assert link.text == "CTOC/COP/WG.7/2022/2, para. 60"


def test_it_shows_how_to_cite(client: Client) -> None:
    assert not about(client).all("div.cite")
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2013/6", session=make_session(2))
    make_recommendation("2022/61b")
    assert about(client).one("div.cite").text == (
        "Working Group on the Smuggling of Migrants, recommendation 2013/6, adopted at its 2nd"
        " session, in CTOC/COP/WG.7/2013/5, para. 6, http://testserver/recommendations/2013/6/"
    )


@pytest.mark.parametrize("path", ["/en/", "/en/recommendations/", ABOUT, DATA, "/en/resources/"])
def test_reading_sets_no_cookies(client: Client, path: str) -> None:
    assert not client.get(path).cookies


def test_the_codebook_has_every_column_format_and_field(client: Client) -> None:
    make_recommendation("2012/5")
    page = Page(client.get(DATA))
    assert list(cells(page, "columns")) == [column.name for column in COLUMNS]
    assert list(cells(page, "formats")) == [format_.label for format_ in FORMATS.values()]
    fields = client.get("/en/recommendations/2012/5.json").json()
    assert [*cells(page, "columns"), *cells(page, "fields")] == list(fields)
    assert all(all(row) for row in cells(page, "columns").values())


def test_the_codebook_has_every_filter_and_its_values(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    filters = cells(Page(client.get(DATA)), "filters")
    params = RecommendationFilter.param_names()
    assert list(filters) == list(params)
    assert {*codebook.MEANINGS} == {*params} - {*FACETS}
    assert all("Repeatable." in filters[name][0] for name in FACETS)
    assert filters["theme"][1] == "prevention Prevention"
    assert filters["session"][1] == "1 1st unknown Not specified none Not adopted"
    assert filters["document"][1] == "CTOC/COP/WG.7/2012/5"
    for choices, name in (
        (AdoptionStatus, "status"),
        (Strength, "strength"),
        (Addressee, "addressee"),
    ):
        assert all(value in filters[name][1] for value in choices.values)


def test_every_value_in_the_codebook_is_understood_by_the_list(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    page = Page(client.get(DATA))
    [section] = [each for each in page.all("section") if each.get("aria-labelledby") == "filters"]
    for row in section.one("tbody").all("tr"):
        for value in row.all("li"):
            query = {row.one("th").text: value.one("code").text}
            assert client.get("/en/recommendations/", query).status_code == 200, query


def test_the_codebook_has_every_modal_word(client: Client) -> None:
    words = cells(Page(client.get(DATA)), "modal")
    assert {word: values[-1] for word, values in words.items()} == STRENGTHS
    assert [part.lang for part in Page(client.get(DATA)).all("span.force")] == [""] * len(words)


def test_the_codebook_has_modal_words_of_every_language(client: Client) -> None:
    words = cells(Page(client.get(DATA)), "modal-examples")
    assert {strength: list(each.values()) for strength, each in EXAMPLES.items()} == words
    assert {*words} == {*Strength.values} - {"none"}
    languages = {language.code for language in LANGUAGES} - {"zh-hans"}
    assert all(set(each) == languages for each in EXAMPLES.values())


def test_both_are_written_in_chinese(client: Client) -> None:
    for path in (ABOUT, DATA):
        page = Page(client.get(path.replace("/en/", "/zh-hans/")))
        assert page.one("html").lang == "zh-Hans"


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(("path", "queries"), [(ABOUT, 12), (DATA, 1)])
def test_the_pages_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    records: int,
    path: str,
    queries: int,
) -> None:
    for number in range(1, 1 + records):
        make_recommendation(f"2012/{number}", session=make_session(number), theme=f"theme-{number}")
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.usefixtures("knowledge_base")
def test_of_about_200_recommendations_113_are_held(client: Client) -> None:
    text = about(client).text
    assert (
        "about 200 recommendations in all (CTOC/COP/WG.7/2022/2, para. 60). This site has 113."
        in text
    )
    assert "3rd–6th sessions (2015–2019), 8th–12th sessions (2021–2025, reported)" in text


@pytest.mark.parametrize("path", [ABOUT, DATA, "/en/about/search/"])
@pytest.mark.usefixtures("knowledge_base")
def test_the_contents_name_every_section_in_order(client: Client, path: str) -> None:
    page = Page(client.get(path))
    [contents] = [each for each in page.all("nav") if each.label == "On this page"]
    sections = [(f"#{each.get('id')}", each.text) for each in page.all("h2")]
    assert [(each.get("href"), each.text) for each in contents.all("a")] == sections
