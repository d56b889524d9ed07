"""Recommendations side by side."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import Recommendation, RecommendationText, WorkflowStage
from tests.builders import (
    assign,
    make_citation,
    make_provision,
    make_recommendation,
    make_relation,
    make_session,
    make_subject,
)
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> list[Recommendation]:
    return [
        make_recommendation("2012/5", text="缔约国应当采取行动。", session=make_session(1)),
        make_recommendation("2022/61b", text="缔约国应当立即采取行动。"),
    ]


def compare(client: Client, *codes: str, language: str = "en", status: int = 200) -> Page:
    answer = client.get(f"/{language}/compare/", {"code": list(codes)})
    assert answer.status_code == status
    return Page(answer)


def section(page: Page, name: str) -> Part:
    [found] = [part for part in page.all("section") if part.get("aria-labelledby") == name]
    return found


def cite(record: Recommendation, number: int, pinpoint: str = "") -> None:
    make_citation(
        record,
        start=number,
        as_written=f"第{number}条",
        reference=f"som-protocol-{number}",
        pinpoint=pinpoint,
        provision=make_provision(number),
    )


def test_themes_and_subjects_lead_each_to_pages_of_their_own(
    client: Client, pair: list[Recommendation]
) -> None:
    assign(pair[0], make_subject("children"))
    links = compare(client, "2012/5", "2022/61b").one("main").links()
    assert "/en/themes/prevention/" in links
    assert "/en/index/children/" in links
    assert all(client.get(link).status_code == 200 for link in links if link.startswith("/en/"))


def test_texts_stand_side_by_side_each_held_against_the_first(
    client: Client, pair: list[Recommendation]
) -> None:
    page = compare(client, "2012/5", "2022/61b")
    assert page.one("h1").text == "Compare 2012/5, 2022/61b"
    first, second = page.one("div.columns").all("section")
    assert first.one("p.lines").text == "缔约国应当采取行动。"
    assert second.one("p.lines").text == "缔约国应当[added: 立即]采取行动。"
    assert second.one("p.lines").lang == "zh-Hans"
    assert second.link("/en/recommendations/2022/61b/").text == "2022/61b"
    assert page.one("p.legend").text == "Struck out: only in 2012/5. Underlined: not in 2012/5."


def test_the_order_asked_for_is_kept(client: Client, pair: list[Recommendation]) -> None:
    page = compare(client, "2022/61b", "2012/5")
    first, second = page.all("p.lines")
    assert first.text == "缔约国应当立即采取行动。"
    assert [part.text for part in second.all("del")] == ["立即"]


def test_words_above_a_list_are_shown(client: Client, pair: list[Recommendation]) -> None:
    RecommendationText.objects.filter(recommendation=pair[1]).update(chapeau="缔约国应当：")
    assert compare(client, "2012/5", "2022/61b").one("p.chapeau").text == "缔约国应当："


def test_texts_in_different_languages_are_not_compared(
    client: Client, pair: list[Recommendation]
) -> None:
    pair[1].texts.update(language="en", text="States should act.", document_symbol="A/1")
    page = compare(client, "2012/5", "2022/61b")
    assert page.one("div.columns").all("ins") == []
    assert "Not compared: the first is not available in this language." in page.text
    assert "Official text in English (A/1), not compared with a document on this site" in page.text


def test_a_language_that_all_are_held_in_goes_before_the_readers(
    client: Client, pair: list[Recommendation]
) -> None:
    RecommendationText.objects.create(
        recommendation=pair[1], language="en", text_status="unofficial", text="States should act."
    )
    page = compare(client, "2012/5", "2022/61b")
    assert {part.lang for part in page.all("p.lines")} == {"zh-Hans"}


def test_what_all_share_and_what_some_share_is_said(
    client: Client, pair: list[Recommendation]
) -> None:
    third = make_recommendation("2013/6", theme="protection")
    for record, pinpoint in zip(pair, ("5", ""), strict=True):
        record.addressees.create(addressee="states")
        cite(record, 16, pinpoint)
    third.addressees.create(addressee="states")
    cite(third, 18)
    two = section(compare(client, "2012/5", "2022/61b"), "shared")
    assert two.link("/en/articles/som-protocol/16/").text == "som-protocol, art. 16"
    assert two.link("/en/themes/prevention/").text == "Prevention"
    assert "States in all" in two.text
    three = section(compare(client, "2012/5", "2022/61b", "2013/6"), "shared")
    assert "Prevention 2012/5, 2022/61b" in three.text
    assert "som-protocol, art. 16 2012/5, 2022/61b" in three.text
    assert "States in all" in three.text
    assert "Protection" not in three.text
    assert "art. 18" not in three.text


def test_facts_stand_side_by_side_in_a_table(client: Client, pair: list[Recommendation]) -> None:
    table = section(compare(client, "2012/5", "2022/61b"), "facts").one("table")
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    heads = [row.one("th").text for row in table.one("tbody").all("tr")]
    assert [cell.text for cell in table.one("thead").all("th")] == ["Fact", "2012/5", "2022/61b"]
    facts = dict(zip(heads, rows, strict=True))
    assert facts["Statusthe same in all"] == ["Adopted", "Adopted"]
    assert facts["Session"] == ["1st session", "–"]
    assert facts["Printed in"] == ["CTOC/COP/WG.7/2012/5", "CTOC/COP/WG.7/2022/5"]
    assert table.link("/en/recommendations/?strength=should").text == "should"


def test_everything_that_is_cited_is_a_fact(client: Client, pair: list[Recommendation]) -> None:
    for start, record in enumerate(pair):
        make_citation(
            record, start=start, as_written="第 6/3 号决议", kind="resolution", reference="6/3"
        )
        make_citation(
            record,
            start=9,
            as_written="《议定书》",
            kind="instrument",
            reference="som-protocol",
            instrument=make_provision().instrument,
        )
        make_citation(
            record,
            start=5,
            as_written="该文件",
            reference="CTOC/COP/WG.7/2012/5",
            document=pair[0].occurrences.get().document,
        )
    shared = section(compare(client, "2012/5", "2022/61b"), "shared")
    assert "6/3 in all" in shared.text
    assert shared.link("/en/articles/som-protocol/")
    assert shared.link("/en/documents/CTOC/COP/WG.7/2012/5/")


def test_what_is_said_of_how_they_relate_is_shown(
    client: Client, pair: list[Recommendation]
) -> None:
    relation = make_relation(pair[1], pair[0], "extends", confidence="possible")
    relation.notes.create(language="en", text="Adds haste.")
    shared = section(compare(client, "2012/5", "2022/61b"), "shared")
    assert "2022/61b extends 2012/5 Editor, possible: Adds haste." in shared.text


def test_without_codes_there_is_a_form(client: Client) -> None:
    for language in ("en", "zh-hans"):
        page = compare(client, language=language)
        form = page.one("form#codes")
        assert form.get("action") == f"/{language}/compare/"
        assert [field.get("name") for field in form.all("input")] == ["code"] * 3
        assert page.links().count(f"/{language}/families/") == 1


def test_with_one_code_those_connected_with_it_are_offered(
    client: Client, pair: list[Recommendation]
) -> None:
    hidden = make_recommendation("2013/6", publication=WorkflowStage.DRAFT)
    for other in (pair[1], hidden):
        make_relation(other, pair[0], "extends")
    page = compare(client, "2012/5")
    assert page.one("h1").text == "Compare 2012/5 with another"
    assert page.link("/en/compare/?code=2012/5&code=2022/61b").text == "2022/61b"
    assert "2013/6" not in page.text
    assert page.one("form#codes").all("input")[0].get("value") == "2012/5"


@pytest.mark.parametrize(
    "typed",
    [
        "code=2012/5&code=2022/61b&code=",
        "code=2012/5,+2022/61B",
        "code=２０１２／５&code=+2022/61b+",
        "code=2012/5&code=2022/61b&code=2012/5",
        "code=2012/5&code=2022/61b&utm_source=x",
    ],
)
def test_other_ways_of_writing_codes_lead_to_the_address(
    client: Client, pair: list[Recommendation], typed: str
) -> None:
    answer = client.get(f"/en/compare/?{typed}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/en/compare/?code=2012/5&code=2022/61b"
    assert client.get("/en/compare/?code=&code=").headers["Location"] == "/en/compare/"


def test_an_unknown_code_is_named_and_the_nearest_are_offered(
    client: Client, pair: list[Recommendation]
) -> None:
    page = compare(client, "2012/5", "2022/61", status=404)
    alert = page.one("div.halt")
    assert alert.one("code").text == "2022/61"
    assert "No recommendation has this code." in alert.text
    assert alert.link("/en/compare/?code=2012/5&code=2022/61b").text == "2022/61b"
    assert [field.get("value") for field in page.one("form#codes").all("input")] == [
        "2012/5",
        "2022/61",
        "",
    ]
    assert page.all("div.columns") == []


@pytest.mark.parametrize("stage", [stage for stage in WorkflowStage if stage != "published"])
def test_what_is_not_public_is_as_unknown(
    client: Client, pair: list[Recommendation], stage: str
) -> None:
    make_recommendation("2012/6", text="机密。", publication=stage)
    page = compare(client, "2012/5", "2012/6", status=404)
    assert "机密" not in page.html
    page = compare(client, "2012/7", status=404)
    assert "2012/6" not in page.html


@pytest.mark.parametrize("code", ["2022-61(b)", "2022/61（b）", "2022 /61b", "2022.61b"])
def test_what_is_no_code_is_said_to_be_none_and_what_was_meant_is_offered(
    client: Client, pair: list[Recommendation], code: str
) -> None:
    page = compare(client, "2012/5", code, status=400)
    if " " not in code:
        assert page.link("/en/compare/?code=2012/5&code=2022/61b").text == "2022/61b"
    assert "This is not a code" in page.text


@pytest.mark.parametrize("code", ["abc", "9999/99999zz", "0000/0", "x" * 3_000, "<b>", "‮"])
def test_nothing_that_can_be_typed_breaks_it(
    client: Client, pair: list[Recommendation], code: str
) -> None:
    answer = client.get("/en/compare/", {"code": ["2012/5", code]})
    assert answer.status_code in (400, 404)
    assert "<b>" not in answer.content.decode().split('role="alert"')[1].split("</div>")[0]


def test_more_than_fit_are_refused_and_the_first_offered(client: Client) -> None:
    codes = [f"2012/{number}" for number in range(1, 8)]
    for code in codes:
        make_recommendation(code)
    page = compare(client, *codes, status=400)
    assert "You can compare at most 6 recommendations; the address names 7." in page.text
    six = "&".join(f"code={code}" for code in codes[:6])
    assert page.link(f"/en/compare/?{six}").text == "the first 6"
    assert len(page.one("form#codes").all("input")) == 6
    assert len(compare(client, *codes[:6]).one("div.columns").all("section")) == 6


def test_other_parameters_are_refused(client: Client, pair: list[Recommendation]) -> None:
    answer = client.get("/en/compare/?code=2012/5&codes=2022/61b")
    assert answer.status_code == 400
    assert Page(answer).link("/en/compare/?code=2012/5&code=2022/61b")
    assert Page(answer).link("/en/compare/?code=2012/5")


def test_search_engines_are_sent_to_the_form_alone(
    client: Client, pair: list[Recommendation]
) -> None:
    def robots(page: Page) -> list[str]:
        return [part.get("content") for part in page.all("meta") if part.get("name") == "robots"]

    assert robots(compare(client)) == []
    assert robots(compare(client, "2012/5", "2022/61b")) == ["noindex"]
    assert robots(compare(client, "2012/9", status=404)) == ["noindex"]


def test_a_record_leads_to_its_comparisons(client: Client, pair: list[Recommendation]) -> None:
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert page.link("/en/compare/?code=2012/5").text == "Compare with another recommendation"
    themes = Page(client.get("/en/themes/"))
    assert themes.link("/en/compare/").text == "Compare recommendations"
    assert themes.link("/en/families/").text == "Families of restated recommendations"


@pytest.mark.parametrize("records", [2, 6])
def test_a_comparison_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    made = [make_recommendation(f"2012/{number}") for number in range(1, records + 1)]
    for record in made:
        cite(record, 16)
    for other in made[1:]:
        relation = make_relation(other, made[0], "extends")
        relation.notes.create(language="en", text="More.")
    with django_assert_num_queries(13):
        compare(client, *(record.code for record in made))
