"""The subject index, the page of each entry, and how lists are narrowed by it."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.index import current_index
from recommendations.models import AdoptionStatus, Provenance, Recommendation, Theme, WorkflowStage
from recommendations.pages.taxonomy import themes
from smuggling_kb.languages import INTERFACE
from tests.builders import assign, make_recommendation, make_session, make_subject, make_theme
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

LIST = "/en/recommendations/"


@pytest.fixture
def justice() -> Theme:
    """A main entry with two below it, and records: one on it, one on one below, one on both."""
    main = make_subject("justice")
    money, proof = make_subject("money", main), make_subject("proof", main)
    make_subject("nothing")
    first = make_session(1, start=date(2012, 5, 30), end=date(2012, 6, 1))
    make_recommendation("2013/9", session=make_session(2), theme="research")
    assign(make_recommendation("2012/5", session=first), main)
    assign(make_recommendation("2012/6", session=first), money, origin=Provenance.RULE)
    assign(make_recommendation("2012/7", session=first, theme="research"), money, proof)
    assign(make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED), proof)
    assign(make_recommendation("2012/8", publication=WorkflowStage.DRAFT), main, money)
    return main


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def linked(page: Part, selector: str, name: str = "a") -> list[Part]:
    """The links, or else other parts, in all that a selector finds."""
    return [found for part in page.all(selector) for found in part.all(name)]


def codes(page: Page) -> list[str]:
    """The records that a page shows."""
    return [record.one("h3").text for record in page.all("article.rec")]


def crossings(page: Page) -> list[Part]:
    """The section on the themes that an entry crosses, if there is one."""
    sections = page.all("section")
    return [each for each in sections if each.get("aria-labelledby") == "crossings"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("topic=justice", ["2010/54a", "2012/5", "2012/6", "2012/7"]),
        ("topic=money", ["2012/6", "2012/7"]),
        ("topic=money&topic=proof", ["2010/54a", "2012/6", "2012/7"]),
        ("topic=money&theme=research", ["2012/7"]),
        ("topic=nothing", []),
    ],
)
@pytest.mark.usefixtures("justice")
def test_a_list_is_narrowed_to_an_entry_and_all_below_it(query: str, codes: list[str]) -> None:
    client = Client()
    answer = client.get(f"/en/recommendations.json?{query}&sort=code")
    assert [record["code"] for record in json.loads(body(answer))["results"]] == codes


@pytest.mark.usefixtures("justice")
def test_a_record_counts_once_under_a_main_entry() -> None:
    having = current_index().columns["topic"].bitmaps
    counts = {slug: bitmap.bit_count() for slug, bitmap in having.items()}
    assert counts == {"justice": 4, "money": 2, "proof": 2}


@pytest.mark.usefixtures("justice")
def test_subjects_are_no_themes_and_themes_no_subjects(client: Client) -> None:
    assert client.get("/en/themes/justice/").status_code == 404
    assert client.get("/en/index/research/").status_code == 404
    assert client.get(f"{LIST}?theme=justice").status_code == 400
    assert client.get(f"{LIST}?topic=research").status_code == 400
    assert "Justice" not in Page(client.get("/en/themes/")).one("main").text
    assert "Justice" not in Page(client.get("/en/")).one("table.matrix").text


@pytest.mark.usefixtures("justice")
def test_the_index_has_every_entry_under_its_letter_with_its_numbers(client: Client) -> None:
    page = Page(client.get("/en/index/"))
    assert [link.text for link in page.one("ul.letters").all("a")] == ["J", "M", "N", "P"]
    assert [heading.text for heading in page.all("h2")] == ["J", "M", "N", "P"]
    [j, m, n, p] = page.all("section.letter")
    assert "4 subjects in two levels: 2 main entries, and 2 below them" in page.text
    assert j.text.startswith("J Justice 3 adopted 1 not adopted All on justice. Money 2 adopted")
    assert "Proof 1 adopted 1 not adopted" in j.text
    assert m.text == "M Money under Justice"
    assert n.text == "N Nothing no record in these texts All on nothing."
    assert p.text == "P Proof under Justice"
    assert page.link(f"{LIST}?topic=justice&status=adopted").text == "3 adopted"
    assert page.link(f"{LIST}?topic=justice&session=none").text == "1 not adopted"


def test_the_numbers_of_the_index_are_the_lengths_of_the_lists(
    client: Client, knowledge_base: None
) -> None:
    for link in linked(Page(client.get("/en/index/")), "span.n"):
        query = link.get("href").removeprefix(f"{LIST}?")
        answer = client.get(f"/en/recommendations.json?{query}&sort=code")
        assert json.loads(body(answer))["count"] == int(link.text.split()[0]), query


def test_in_chinese_the_letters_are_those_of_the_pinyin(client: Client) -> None:
    make_subject("children", zh_hans="儿童")
    make_subject("visas", zh_hans="签证")
    make_subject("return", zh_hans="返还被偷运移民")
    page = Page(client.get("/zh-hans/index/"))
    assert [link.text for link in page.one("ul.letters").all("a")] == ["E", "F", "Q"]
    assert [name.text for name in linked(page, "ul.entries", "b")] == [
        "儿童",
        "返还被偷运移民",
        "签证",
    ]


def test_an_index_without_entries_says_so(client: Client) -> None:
    assert "There are no subjects yet" in Page(client.get("/en/index/")).text


@pytest.mark.usefixtures("justice")
def test_an_entry_shows_its_records_meeting_by_meeting_and_who_was_silent(client: Client) -> None:
    make_session(3)
    page = Page(client.get("/en/index/justice/"))
    assert page.one("h1").text == "Justice"
    assert "All on justice." in page.text
    assert "3 adopted recommendations" in page.one("p.count").text
    assert "1 other not adopted" in page.one("p.count").text
    assert codes(page) == [
        "2012/5", "2012/6", "2012/7", "2010/54a",
    ]  # fmt: skip
    silent = page.link("/en/sessions/2/").text
    assert silent == "2nd session"
    assert page.link(f"{LIST}?topic=justice&session=1").text == "3 recommendations"
    assert page.link(f"{LIST}?topic=justice&session=2").text == "0 recommendations"
    assert "texts not in this knowledge base" in page.text
    assert page.link("/en/index/money/").text == "Money"


@pytest.mark.usefixtures("justice")
def test_an_entry_says_which_themes_it_crosses(client: Client) -> None:
    page = Page(client.get("/en/index/justice/"))
    [research, prevention] = crossings(page)[0].one("tbody").all("tr")
    assert [cell.text for cell in research.all("td")] == ["1", "0"]
    assert [cell.text for cell in prevention.all("td")] == ["2", "1"]
    assert page.link(f"{LIST}?theme=research&topic=justice&status=adopted").text == "1"


@pytest.mark.usefixtures("justice")
def test_an_entry_below_another_leads_to_it_and_to_those_beside_it(client: Client) -> None:
    page = Page(client.get("/en/index/money/"))
    [*_crumbs, above, beside] = [
        link
        for link in page.one("main").all("a")
        if link.get("href") in ("/en/index/justice/", "/en/index/proof/")
    ]
    assert (above.text, beside.text) == ("Justice", "Proof")
    assert "2 adopted recommendations" in page.one("p.count").text


@pytest.mark.usefixtures("justice")
def test_an_entry_without_records_has_a_page(client: Client) -> None:
    page = Page(client.get("/en/index/nothing/"))
    assert "0 adopted recommendations" in page.one("p.count").text
    assert crossings(page) == []
    assert client.get("/en/index/nowhere/").status_code == 404


@pytest.mark.usefixtures("justice")
def test_a_long_entry_says_that_the_list_has_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "SHOWN", 1)
    page = Page(client.get("/en/index/justice/"))
    assert len(page.all("article.rec")) == 1
    assert "The first 1 of 4 are shown here" in page.text


@pytest.mark.usefixtures("justice")
def test_a_record_names_its_subjects_and_who_says_so(client: Client) -> None:
    assignment = Recommendation.objects.get(code="2012/6").subjects[0]
    assignment.reasons.create(language="zh-hans", text="金融调查")
    page = Page(client.get(f"{LIST}2012/6/"))
    assert page.link("/en/index/money/").text == "Money"
    assert "by rule, confirmed by an editor: 金融调查" in page.one("aside").text
    assert "Not in the subject index" in Page(client.get(f"{LIST}2013/9/")).one("aside").text
    [crumb] = [link.text for link in page.one("ol.crumbs").all("a")][-1:]
    assert crumb == "Prevention"


@pytest.mark.usefixtures("justice")
def test_programs_get_the_subjects_that_are_assigned(client: Client) -> None:
    record = json.loads(client.get(f"{LIST}2012/7.json").content)
    assert (record["themes"], record["topics"]) == (["research"], ["money", "proof"])
    row = body(client.get("/en/recommendations.csv?topic=proof&theme=research")).decode("utf-8-sig")
    assert ",research,money; proof," in row


@pytest.mark.usefixtures("justice")
def test_the_table_can_have_a_column_of_subjects(client: Client) -> None:
    page = Page(client.get(f"{LIST}?topic=proof&view=table&columns=topics&sort=code"))
    assert [link.text for link in linked(page.one("main"), "td")] == ["Proof", "Money", "Proof"]


def grow(records: int) -> None:
    main = make_subject(f"main-{records}")
    below = [make_subject(f"below-{records}-{number}", main) for number in range(records)]
    for number, subject in enumerate(below):
        record = make_recommendation(
            f"{2000 + records}/{number + 1}",
            theme=f"theme-{records}-{number}",
            session=make_session(number + 1),
        )
        assign(record, main, subject)


@pytest.mark.parametrize(
    "address",
    ["/en/index/", "/en/index/main-2/", "/zh-hans/index/below-2-1/", "/en/index/crosswalk/"],
)
def test_the_pages_cost_the_same_with_more_data(client: Client, address: str) -> None:
    def cost() -> int:
        for language in INTERFACE:
            current_index().facet_labels(language)  # Made once for many pages.
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    grow(2)
    few = cost()
    grow(9)
    assert cost() == few
    assert few <= 24


# The cross-walk


@pytest.mark.usefixtures("justice")
def test_the_cross_walk_counts_what_both_schemes_hold(client: Client) -> None:
    page = Page(client.get("/en/index/crosswalk/"))
    table = page.one("table.crosswalk")
    assert [cell.text for cell in table.one("thead").all("th")] == [
        "Subject", "Research", "Prevention", "All adopted", "Not adopted",
    ]  # fmt: skip
    rows = {
        row.one("th").text: [td.text for td in row.all("td")]
        for row in table.one("tbody").all("tr")
    }
    assert rows == {
        "Justice": ["1", "2", "3", "1"],
        "Money": ["1", "1", "2", "0"],
        "Proof": ["1", "0", "1", "1"],
        "Nothing": ["0", "0", "0", "0"],
    }
    assert page.link(f"{LIST}?theme=prevention&topic=justice&status=adopted").text == "2"


@pytest.mark.usefixtures("justice")
def test_the_cross_walk_lists_what_one_scheme_misses(client: Client) -> None:
    alone = make_recommendation("2012/99")
    alone.theme_assignments.all().delete()
    page = Page(client.get("/en/index/crosswalk/"))
    [themes_, subjects, idle] = [each.text for each in page.one("dl.missed").all("div")]
    assert themes_ == "Records without a theme: 2012/99"
    assert subjects == "Records without a subject: 2012/99 2013/9"
    assert idle == "Subjects without a record: Nothing"


def test_the_cross_walk_of_the_real_data_counts_as_the_lists_do(
    client: Client, knowledge_base: None
) -> None:
    page = Page(client.get("/en/index/crosswalk/"))
    links = linked(page.one("table.crosswalk"), "td")
    assert len(links) > 200
    for link in links[::17]:
        query = link.get("href").removeprefix(f"{LIST}?")
        answer = client.get(f"/en/recommendations.json?{query}&sort=code")
        assert json.loads(body(answer))["count"] == int(link.text), query
    assert page.text.count("None: every record has one.") == 2
    [assigned] = [
        table for table in page.one("main").all("table") if "Who says so" in table.one("thead").text
    ]
    rows = [" ".join(cell.text for cell in row.all("td")) for row in assigned.all("tr")]
    assert rows[1:] == [
        "From the document 88",
        "Editor 53",
        "Editor 20",
        "Rule, confirmed by an editor 362",
    ]


def test_a_newcomer_finds_the_recommendations_on_children(
    client: Client, knowledge_base: None
) -> None:
    """From the home page in two clicks, and as a spreadsheet with a third."""
    home = Page(client.get("/en/"))
    index = Page(client.get(home.link("/en/index/").get("href")))
    [children] = [link for link in linked(index, "ul.entries") if link.text == "Children"]
    page = Page(client.get(children.get("href")))
    assert set(codes(page)) == {
        "2012/20", "2013/27", "2013/29", "2013/90", "2020/6",
    }  # fmt: skip
    assert page.link("/en/recommendations.xlsx?topic=children")


@pytest.mark.parametrize("scheme", ["chapters", "subjects"])
def test_the_themes_of_one_scheme_are_asked_for_in_one_word(scheme: str) -> None:
    make_theme()
    make_subject()
    found = getattr(Theme.objects, scheme)()
    assert {theme.scheme for theme in found} == {scheme}


def test_a_name_that_a_language_lacks_is_shown_in_another_and_marked(client: Client) -> None:
    assign(make_recommendation(), make_subject("money", fr="Argent"), make_subject("visas"))
    index = Page(client.get("/fr/index/"))
    [money, visas] = linked(index, ".entries", "li")
    [name] = visas.all("a")[0].all("span")
    assert (name.text, name.get("lang"), visas.one("p").get("lang")) == ("Visas", "en", "en")
    assert (money.all("a")[0].text, money.all("a")[0].all("span")) == ("Argent", [])
    heading = Page(client.get("/fr/index/visas/")).one("h1")
    assert (heading.text, heading.get("lang")) == ("Visas", "en")
    heading = Page(client.get("/fr/themes/prevention/")).one("h1")
    assert (heading.text, heading.get("lang")) == ("Prevention", "en")
    assert Page(client.get("/ru/index/visas/")).one("h1").get("dir") == "ltr"
