"""The list of passages, its tabs and its files."""

import csv
import io
import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.exports.passage_files import PASSAGE_COLUMNS
from recommendations.models import WorkflowStage
from sessions.models import Resource, ResourceKind
from tests.builders import (
    make_document,
    make_footnote,
    make_paragraph,
    make_recommendation,
    make_restatement,
)
from tests.reading import Page, Part

PAPER = "CTOC/COP/WG.7/2022/2"


def page(client: Client, query: str = "", language: str = "en") -> Page:
    return Page(client.get(f"/{language}/passages/{query}"))


def rows(found: Page) -> list[Part]:
    return found.all("article.rec")


def tabs(found: Page) -> list[tuple[str, str, str]]:
    links = found.one("nav.tabs").all("a")
    return [(each.text, each.get("href"), each.get("aria-current")) for each in links]


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/en/passages.csv{query}")
    content = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.mark.usefixtures("knowledge_base")
class TestRealDocuments:
    def test_a_word_leads_to_its_paragraph_in_the_reader(self, client: Client) -> None:
        found = page(client, "?q=哈瓦拉")
        assert found.one("h1").text == "Passages containing “哈瓦拉”"
        first = rows(found)[0]
        link = first.one("h3").one("a")
        assert link.get("href") == f"/en/documents/{PAPER}/#p25"
        assert link.text == f"para. 25, {PAPER}"
        assert first.one("mark").text == "哈瓦拉"
        assert first.one(".voice").lang == "zh-Hans"
        assert "与金融机构合作调查偷运移民行为" in first.one(".small").text
        reader = Page(client.get(f"/en/documents/{PAPER}/"))
        assert "哈瓦拉" in reader.one("#p25").text

    @pytest.mark.parametrize("path", ["recommendations", "passages"])
    def test_both_lists_have_both_tabs(self, client: Client, path: str) -> None:
        found = Page(client.get(f"/en/{path}/?q=哈瓦拉"))
        query = "?q=%E5%93%88%E7%93%A6%E6%8B%89"
        assert tabs(found) == [
            (
                "Recommendations (0)",
                f"/en/recommendations/{query}",
                "page" if path == "recommendations" else "",
            ),
            (
                "In the documents (2)",
                f"/en/passages/{query}",
                "page" if path == "passages" else "",
            ),
        ]

    def test_a_tab_counts_what_its_list_has(self, client: Client) -> None:
        for words in ("海上", '"海上" 移民', "children", "theme:protection"):
            for path in ("recommendations", "passages"):
                found = Page(client.get(f"/en/{path}/", {"q": words}))
                for label, address, _current in tabs(found):
                    there = Page(client.get(address))
                    count = there.one(".count").text.partition(" ")[0]
                    assert label.endswith(f"({count})")

    def test_a_list_without_words_has_no_tabs(self, client: Client) -> None:
        assert Page(client.get("/en/recommendations/")).all("nav.tabs") == []

    def test_without_words_every_passage_is_listed(self, client: Client) -> None:
        found = page(client)
        assert found.one(".count").text == "607 passages (1–25 on this page)"
        assert tabs(found)[0][:2] == ("Recommendations (129)", "/en/recommendations/")
        places = [each.one("a").text.partition(",")[0] for each in found.all("h3")]
        assert places[:3] == ["heading", "para. 1", "heading"]
        assert len(table(client)) == 607

    def test_facets_count_under_the_other_filters(self, client: Client) -> None:
        for query in ("", "?q=移民", "?q=移民&kind=footnote", "?year=2022&kind=item&kind=question"):
            found = page(client, query)
            for label in found.one(".facets").all("label")[1:]:
                [box] = label.all("input")
                name, value = box.get("name"), box.get("value")
                other = "&".join(
                    part for part in query[1:].split("&") if part and not part.startswith(name)
                )
                there = page(client, f"?{other}&{name}={value}")
                count = there.one(".count").text.partition(" ")[0]
                assert label.all("span")[-1].text == count, (query, name, value)

    def test_files_have_the_rows_of_the_list(self, client: Client) -> None:
        query = "?q=移民&year=2022&kind=footnote&page=1"
        listed = page(client, query)
        found = table(client, query)
        assert listed.one(".count").text.startswith(f"{len(found)} of")
        data = json.loads(b"".join(client.get(f"/en/passages.json{query}")))
        assert (data["count"], data["query"]) == (len(found), "移民")
        assert re.fullmatch("[0-9a-f]{12}", data["data_version"])
        assert data["filter"] == {"q": ["移民"], "kind": ["footnote"], "year": ["2022"]}
        assert [
            {name: value or "" for name, value in row.items()} for row in data["results"]
        ] == found

    def test_a_row_of_a_file(self, client: Client) -> None:
        assert table(client, "?q=哈瓦拉")[0] | {"text": ""} == {
            "document": PAPER,
            "kind": "paragraph",
            "resource": "",
            "anchor": "p25",
            "number": "25",
            "heading": "4. 与金融机构合作调查偷运移民行为",
            "language": "zh-hans",
            "text": "",
            "source_of": "",
            "restates": "",
            "url": f"http://testserver/documents/{PAPER}/#p25",
            "text_read": "",
        }

    def test_files_say_their_filter(self, client: Client) -> None:
        headers = client.get("/en/passages.csv?q=哈瓦拉&year=2022").headers
        name = (
            r'filename="passages-q-year-2022-\d+-of-\d+-meetings-\d{4}-\d\d-\d\d-[0-9a-f]{12}\.csv"'
        )
        assert re.search(name, headers["Content-Disposition"])
        assert headers["X-Robots-Tag"] == "noindex"

    def test_search_pages_are_not_indexed_and_name_themselves(self, client: Client) -> None:
        found = page(client, "?page=2&q=移民")
        [robots] = [each for each in found.all("meta") if each.get("name") == "robots"]
        assert robots.get("content").startswith("noindex")
        [canonical] = [each for each in found.all("link") if each.get("rel") == "canonical"]
        assert canonical.get("href").endswith("/en/passages/?q=%E7%A7%BB%E6%B0%91&page=2")

    def test_the_title_says_what_is_listed(self, client: Client) -> None:
        title = page(client, "?q=哈瓦拉&year=2022").one("title").text
        assert title.startswith("In the documents, Words: 哈瓦拉 · Year: 2022, 2 passages — ")

    def test_fields_that_passages_lack_are_named(self, client: Client) -> None:
        found = page(client, "?q=theme:protection 海上")
        assert found.one(".count").text == "0 of 607 passages"
        text = found.one("main").text
        assert "Passages have no theme, so nothing matches “theme:protection” here." in text
        [rest] = [a for a in found.all("a") if a.text == "Search only for the rest"]
        assert rest.get("href") == "/en/passages/?q=%E6%B5%B7%E4%B8%8A"

    def test_an_empty_list_offers_ways_on(self, client: Client) -> None:
        found = page(client, "?q=2013/92&kind=footnote")
        text = found.one(".results").text
        assert "Results in the other tab: Recommendations (1)" in text
        assert "Show all passages" in text
        assert "Remove “Words: 2013/92”: 77 passages" in text

    def test_an_empty_list_of_records_offers_the_passages(self, client: Client) -> None:
        found = Page(client.get("/en/recommendations/?q=哈瓦拉"))
        text = found.one(".results").text
        assert "Results in the other tab: In the documents (2)" in text

    def test_documents_lead_to_their_search(self, client: Client) -> None:
        for path, values in (("documents/", {}), (f"documents/{PAPER}/", {"document": PAPER})):
            [_bar, form] = Page(client.get(f"/en/{path}")).all("form")
            assert form.get("action") == "/en/passages/"
            [words, *hidden] = form.all("input")
            assert words.get("name") == "q"
            assert {each.get("name"): each.get("value") for each in hidden} == values

    def test_the_guide_to_the_search_names_the_fields(self, client: Client) -> None:
        [section] = [
            each
            for each in Page(client.get("/en/about/search/")).all("section")
            if each.get("aria-labelledby") == "documents"
        ]
        assert [each.text for each in section.all("code")] == ["session", "symbol", "year"]

    def test_what_it_costs(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        page(client, "?q=移民")
        with django_assert_max_num_queries(6):
            page(client, "?q=移民&page=2")


@pytest.mark.django_db
def test_records_are_told_that_were_read_from_a_passage_or_are_restated_there(
    client: Client,
) -> None:
    make_recommendation("2012/5", "海上的建议。")
    paper = make_document(PAPER, year=2022)
    make_paragraph(7, text="海上的话。", document=paper)
    make_restatement(make_recommendation("2012/6"), paper, "p7")
    draft = make_recommendation("2012/8", "海上的草案。", publication=WorkflowStage.DRAFT)
    texts = [row.all(".facts") for row in rows(page(client, "?q=海上"))]
    assert [each[0].text if each else "" for each in texts] == [
        "restates recommendation 2012/6",
        "source of recommendation 2012/5",
        "",
    ]
    assert draft.code not in page(client, "?q=海上").html
    assert [(row["source_of"], row["restates"]) for row in table(client, "?q=海上")] == [
        ("", "2012/6"),
        ("2012/5", ""),
        ("", ""),
    ]


@pytest.mark.django_db
def test_kinds_of_resources_are_told(client: Client) -> None:
    paragraph = make_paragraph(1, "a", text="有哪些经验？")
    Resource.objects.create(paragraph=paragraph, kind=ResourceKind.QUESTION, title="经验？")
    [row] = rows(page(client, "?kind=question"))
    assert row.one(".facts").text == "Question for discussion"
    assert [(each["kind"], each["resource"]) for each in table(client, "?kind=question")] == [
        ("item", "question")
    ]


@pytest.mark.django_db
def test_long_passages_are_cut_around_what_was_found(client: Client) -> None:
    paragraph = make_paragraph(1, text="甲" * 500 + "海上" + "乙" * 500)
    make_footnote(paragraph, "1", 3, "See http://example.org/<b>&amp; in English")
    [row] = rows(page(client, "?q=海上"))
    words = row.one(".voice").text
    assert (words[0], words[-1]) == ("…", "…")
    assert len(words) < 300
    [note] = rows(page(client, "?kind=footnote"))
    assert note.one(".voice").lang == "en"
    assert note.one(".voice").text == "See http://example.org/<b>&amp; in English"


@pytest.mark.django_db
def test_an_empty_knowledge_base_has_an_empty_list(client: Client) -> None:
    assert page(client).one(".count").text == "0 passages"
    assert table(client) == []


@pytest.mark.usefixtures("knowledge_base")
def test_the_codebook_explains_the_columns(client: Client) -> None:
    found = Page(client.get("/en/about/data/")).one("main").text
    for column in PASSAGE_COLUMNS:
        assert str(column.meaning) in found
