"""Families of recommendations that restate each other: the list, and the page of each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationText,
    Relation,
    WorkflowStage,
)
from recommendations.pages.families import views as pages
from recommendations.records.families import families, family_of
from tests.builders import (
    make_document,
    make_note,
    make_paragraph,
    make_recommendation,
    make_relation,
    make_restatement,
    set_stage,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

LATER = "CTOC/COP/WG.7/2022/2"


def restate(later: Recommendation, earlier: Recommendation, type_: str = "restates") -> Relation:
    relation: Relation = make_relation(later, earlier, type_, confidence="certain")
    return relation


def restate_in_passage(record: Recommendation, text: str = "立即采取行动；") -> Occurrence:
    document = make_document(LATER, year=2022)
    make_paragraph(61, "a", text, document)
    occurrence: Occurrence = make_restatement(record, document, "p61a")
    return occurrence


@pytest.fixture
def chain() -> list[Recommendation]:
    """Three records, each restating the one before it."""
    records = [
        make_recommendation("2012/10", text="缔约国应当采取行动。"),
        make_recommendation("2013/6", text="缔约国应当立即采取行动。"),
        make_recommendation("2019/7", text="缔约国应当立即采取措施。"),
    ]
    restate(records[1], records[0])
    restate(records[2], records[1])
    return records


def codes_of_families() -> list[list[str]]:
    return [family.codes for family in families()]


def test_a_family_is_found_from_each_of_its_members(chain: list[Recommendation]) -> None:
    make_recommendation("2012/11")
    for member in chain:
        family = family_of(member)
        assert family
        assert family.codes == ["2012/10", "2013/6", "2019/7"]
        assert (family.code, family.count, family.span) == ("2012/10", 3, "2012–2019")
    assert codes_of_families() == [["2012/10", "2013/6", "2019/7"]]


def test_other_relations_make_no_family() -> None:
    one, other = make_recommendation("2012/5"), make_recommendation("2013/6")
    for type_ in ("extends", "narrows", "implements", "related"):
        restate(other, one, type_)
    assert family_of(one) is None
    assert codes_of_families() == []


def test_restatements_in_a_circle_are_one_family() -> None:
    one, two, three = (make_recommendation(f"2012/{number}") for number in (5, 6, 7))
    restate(one, two)
    restate(two, three)
    restate(three, one)
    assert codes_of_families() == [["2012/5", "2012/6", "2012/7"]]
    family = family_of(two)
    assert family
    assert family.codes == ["2012/5", "2012/6", "2012/7"]


def test_a_record_and_a_passage_that_restates_it_are_a_family() -> None:
    record = make_recommendation("2012/5")
    restate_in_passage(record)
    family = family_of(record)
    assert family
    assert (family.codes, family.count, family.years) == (["2012/5"], 2, [2012, 2022])
    assert codes_of_families() == [["2012/5"]]


@pytest.mark.parametrize("stage", [stage for stage in WorkflowStage if stage != "published"])
def test_what_is_not_public_belongs_to_no_family_and_links_none(
    chain: list[Recommendation], stage: str, client: Client
) -> None:
    set_stage(Recommendation.objects.filter(code="2013/6"), stage)
    assert codes_of_families() == []
    for member in chain:
        assert family_of(member) is None
    assert "2013/6" not in Page(client.get("/en/families/")).text
    assert client.get("/en/families/2012/10/").status_code == 404
    expected = 410 if stage == WorkflowStage.ARCHIVED else 404
    assert client.get("/en/families/2013/6/").status_code == expected


def test_a_passage_of_what_is_not_public_is_not_shown(client: Client) -> None:
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    restate_in_passage(record)
    assert codes_of_families() == []
    assert client.get("/en/families/2012/5/").status_code == 404


def test_families_are_in_the_order_of_their_codes() -> None:
    records = {code: make_recommendation(code) for code in ("2013/9", "2012/9", "2012/10")}
    restate(make_recommendation("2019/1"), records["2012/10"])
    restate(make_recommendation("2019/2"), records["2012/9"])
    restate(make_recommendation("2019/3"), records["2013/9"])
    assert codes_of_families() == [
        ["2012/9", "2019/2"],
        ["2012/10", "2019/1"],
        ["2013/9", "2019/3"],
    ]


def test_the_page_shows_the_wordings_by_year_each_against_the_one_before(
    client: Client, chain: list[Recommendation]
) -> None:
    restate_in_passage(chain[0], "立即采取措施；")
    page = Page(client.get("/en/families/2012/10/"))
    headings = [heading.text for heading in page.one("main").all("h2")]
    assert headings == [
        "2012 2012/10",
        "2013 2013/6",
        "2019 2019/7",
        "2022 Restated",
        "Who says so",
    ]
    first, second, third, passage = page.all("p.lines")
    assert first.text == "缔约国应当采取行动。"
    assert second.text == "缔约国应当[added: 立即]采取行动。"
    assert [part.text for part in third.all("del")] == ["行动"]
    assert [part.text for part in third.all("ins")] == ["措施"]
    assert passage.one("ins").text == "；"
    assert second.lang == "zh-Hans"
    assert page.link("/en/documents/CTOC/COP/WG.7/2022/2/#p61a").text.endswith("para. 61 (a)")
    assert page.link("/en/recommendations/2013/6/")


def test_a_legend_says_what_the_marks_mean(client: Client, chain: list[Recommendation]) -> None:
    legend = Page(client.get("/en/families/2012/10/")).one("p.legend")
    assert (
        legend.text == "Struck out: only in the previous wording. Underlined: only in this wording."
    )
    assert (legend.one("del").text, legend.one("ins").text) == ("Struck out", "Underlined")


def test_the_style_sheet_of_differences_is_loaded_where_there_are_any(
    client: Client, chain: list[Recommendation]
) -> None:
    for path, loads in (
        ("families/2012/10/", True),
        ("compare/?code=2012/10&code=2013/6", True),
        ("families/", False),
        ("recommendations/2012/10/", False),
    ):
        assert ("comparing.css" in Page(client.get(f"/en/{path}")).html) is loads, path


def test_the_page_says_who_says_so_and_how_sure_that_is(
    client: Client, chain: list[Recommendation]
) -> None:
    relation = Relation.objects.get(target=chain[0])
    relation.notes.create(language="en", text="Adds 立即.")
    page = Page(client.get("/en/families/2012/10/"))
    assert "2013/6 restates 2012/10 Editor, certain: Adds 立即." in page.text


def test_notes_on_a_passage_stand_beside_it(client: Client) -> None:
    restate_in_passage(make_recommendation("2012/5"))
    make_note(make_document(LATER), "p61a", "conflict", en="Says less.", zh_hans="内容较少。")
    assert "Says less." in Page(client.get("/en/families/2012/5/")).one("div.note").text
    assert "内容较少。" in Page(client.get("/zh-hans/families/2012/5/")).one("div.note").text


def test_a_passage_of_a_document_that_is_not_held_is_said_to_be_so(client: Client) -> None:
    record = make_recommendation("2012/5")
    make_restatement(record, make_document(LATER, year=2022), "p7")
    assert (
        "The document is not in this knowledge base."
        in Page(client.get("/en/families/2012/5/")).text
    )


def test_wordings_are_compared_in_a_language_that_they_share(
    client: Client, chain: list[Recommendation]
) -> None:
    RecommendationText.objects.create(
        recommendation=chain[2], language="en", text_status="unofficial", text="States should act."
    )
    page = Page(client.get("/en/families/2012/10/"))
    assert {part.lang for part in page.all("p.lines")} == {"zh-Hans"}
    chain[1].texts.update(language="en", text="States should act now.")
    page = Page(client.get("/en/families/2012/10/"))
    first, second, third = page.all("p.lines")
    assert (first.lang, second.lang, third.lang) == ("zh-Hans", "en", "en")
    assert second.all("ins") == []
    assert "Not compared: no earlier wording is available in this language." in page.text
    assert [part.text for part in third.all("del")] == ["now"]


def test_the_code_of_another_member_leads_to_the_family(
    client: Client, chain: list[Recommendation]
) -> None:
    answer = client.get("/zh-hans/families/2019/7/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/zh-hans/families/2012/10/")


def test_of_a_record_without_family_it_is_said_so(client: Client) -> None:
    make_recommendation("2012/5")
    answer = client.get("/en/families/2012/5/")
    page = Page(answer)
    assert answer.status_code == 404
    assert page.one("h1").text == "2012/5 has no restatements"
    assert page.link("/en/recommendations/2012/5/")
    assert page.link("/en/compare/?code=2012/5")
    assert client.get("/en/families/2012/6/").status_code == 404


def test_a_record_shows_its_family_and_the_way_there(
    client: Client, chain: list[Recommendation]
) -> None:
    restate_in_passage(chain[0])
    page = Page(client.get("/en/recommendations/2013/6/"))
    [family] = [part for part in page.all("section") if part.get("aria-labelledby") == "family"]
    assert [item.text for item in family.all("li")] == [
        "2012/10",
        "2013/6",
        "2019/7",
        "CTOC/COP/WG.7/2022/2, para. 61 (a)",
    ]
    way = family.link("/en/families/2012/10/")
    assert way.text == "4 wordings, 2012–2022, differences marked"
    assert page.link("/en/compare/?code=2012/10&code=2013/6").text == "Compare"


def test_a_draft_that_staff_see_shows_no_family(admin_client: Client) -> None:
    draft = make_recommendation("2013/6", publication=WorkflowStage.DRAFT)
    restate(draft, make_recommendation("2012/5"))
    page = Page(admin_client.get("/en/recommendations/2013/6/"))
    assert "2013/6 restates 2012/5" in page.text
    assert not [link for link in page.links() if "/families/" in link or "/compare/" in link]


def test_the_list_shows_each_family_with_its_first_words(
    client: Client, chain: list[Recommendation]
) -> None:
    restate_in_passage(chain[0])
    page = Page(client.get("/en/families/"))
    assert page.one("p.count").text == "1 family"
    [entry] = page.one("ol.rows").all("li")
    assert entry.link("/en/families/2012/10/").text == "Family of 2012/10"
    assert "4 wordings, 2012–2022: 2012/10, 2013/6, 2019/7, CTOC/COP/WG.7/2022/2" in entry.text
    assert entry.one("p.voice").text == "缔约国应当采取行动。"


def test_an_empty_list_says_so(client: Client) -> None:
    assert "No restatement is known yet." in Page(client.get("/en/families/")).text


def test_a_long_list_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SIZE", 2)
    for number in (1, 2, 3):
        restate(make_recommendation(f"2013/{number}"), make_recommendation(f"2012/{number}"))
    first, second = Page(client.get("/en/families/")), Page(client.get("/en/families/?page=2"))
    assert [len(page.one("ol.rows").all("li")) for page in (first, second)] == [2, 1]
    assert first.link("?page=2").get("rel") == "next"
    assert second.link("?page=1").get("rel") == "prev"
    assert second.one("title").text.startswith("Families of restated recommendations, page 2")
    assert client.get("/en/families/?page=9").headers["Location"] == "/en/families/?page=2"
    for wrong in ("0", "x", "-1", "1\0"):
        assert client.get("/en/families/", {"page": wrong}).status_code == 400


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("families/", 6), ("families/2012/10/", 17), ("recommendations/2012/10/", 8)],
)
def test_a_family_asks_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    records: int,
) -> None:
    first = make_recommendation("2012/10")
    restate_in_passage(first)
    last = first
    for number in range(1, records):
        later = make_recommendation(f"2013/{number}")
        restate(later, last).notes.create(language="en", text="Again.")
        last = later
    with django_assert_num_queries(queries):
        client.get(f"/en/{path}")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_real_families_are_those_that_the_documents_show(client: Client, language: str) -> None:
    found = [(family.codes, [str(each) for each in family.restatements]) for family in families()]
    assert found == [
        (["2012/52", "2019/22a"], []),
        (["2012/53", "2019/22b"], []),
        (["2013/92"], [f"{LATER}#p61a"]),
        (["2020/18"], [f"{LATER}#p61e"]),
    ]
    for codes, _places in found:
        page = Page(client.get(f"/{language}/families/{codes[0]}/"))
        assert page.all("ins")
        assert page.all("del")
