"""The page of a document: its whole text, its records, and the ways to each passage."""

import re
from itertools import groupby, pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.citations.links import citation_address
from recommendations.models import (
    AdoptionStatus,
    Citation,
    Occurrence,
    Recommendation,
    RecommendationText,
    Strength,
    WorkflowStage,
)
from sessions.models import Document, LanguageVersion, Paragraph, Section
from tests.builders import (
    make_document,
    make_footnote,
    make_note,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_restatement,
    make_session,
)
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

SYMBOL = "CTOC/COP/WG.7/2022/2"
SYMBOLS = (
    "A/CONF.213/7",
    "CTOC/COP/WG.7/2015/5",
    "CTOC/COP/WG.7/2019/2",
    "CTOC/COP/WG.7/2020/4",
    SYMBOL,
)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def address(symbol: str = SYMBOL, language: str = "en") -> str:
    return f"/{language}/documents/{symbol}/"


def read(client: Client, symbol: str = SYMBOL, language: str = "en") -> Page:
    return Page(client.get(address(symbol, language)))


def paper(**fields: Any) -> Document:
    return make_document(SYMBOL, year=2022, **fields)


def passages(page: Page) -> dict[str, Element]:
    """Headings, paragraphs, items and footnotes, by their anchors, in the order of the page."""
    return {
        part.get("id"): part.element
        for tag in (*HEADINGS, "div", "li")
        for part in page.one("article").all(tag)
        if part.get("id") not in ("", "footnotes")
    }


def shown(element: Element) -> str:
    """Its words to the character, the mark of a footnote as ``⟦fn60 60⟧``."""
    if element.tag == "sup":
        [link] = element
        return f"⟦{link.get('href', '')[1:]} {link.text}⟧"
    return (element.text or "") + "".join(shown(child) + (child.tail or "") for child in element)


def words(passage: Element) -> str:
    """What a passage says; not its number, nor what stands beside it."""
    if passage.tag in HEADINGS:
        return shown(passage)
    [voice] = [each for each in passage.findall("p") if "voice" in str(each.get("class"))]
    return shown(voice)


def stored(paragraph: Paragraph) -> str:
    """The text in the database with the marks where they belong."""
    text = paragraph.text
    for footnote in paragraph.footnotes.order_by("-offset", "-position"):
        mark = f"⟦{footnote.anchor} {footnote.mark}⟧"
        text = text[: footnote.offset] + mark + text[footnote.offset :]
    return text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("symbol", SYMBOLS)
def test_the_page_has_every_passage_to_the_character(
    client: Client, knowledge_base: None, symbol: str, language: str
) -> None:
    version = LanguageVersion.objects.get(document__symbol=symbol)
    found = passages(read(client, symbol, language))
    expected = {paragraph.anchor: stored(paragraph) for paragraph in version.paragraphs.all()}
    expected |= {section.anchor: section.printed_heading for section in version.sections.all()}
    expected |= {footnote.anchor: footnote.text for footnote in version.footnotes.all()}
    assert {anchor: words(passage) for anchor, passage in found.items()} == expected


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_passages_stand_in_the_order_of_the_document_and_footnotes_at_its_end(
    client: Client, knowledge_base: None, symbol: str
) -> None:
    version = LanguageVersion.objects.get(document__symbol=symbol)
    rows: list[Section | Paragraph] = [*version.sections.all(), *version.paragraphs.all()]
    in_order = [row.anchor for row in sorted(rows, key=lambda row: row.position)]
    in_order += version.footnotes.order_by("position").values_list("anchor", flat=True)
    html = read(client, symbol).html
    identifiers = re.findall(r'<(?:h\d|div|li)[^>]*\sid="([^"]+)"', html.partition("<article")[2])
    assert [each for each in identifiers if each != "footnotes"] == in_order


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_headings_skip_no_level(client: Client, knowledge_base: None, symbol: str) -> None:
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])\b", read(client, symbol).html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_link_within_the_page_leads_somewhere(
    client: Client, knowledge_base: None, symbol: str
) -> None:
    page = read(client, symbol)
    identifiers = set(re.findall(r'\sid="([^"]+)"', page.html))
    assert {link[1:] for link in page.links() if link.startswith("#")} <= identifiers


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_place_that_prints_a_record_is_marked_and_leads_to_it(
    client: Client, knowledge_base: None, symbol: str
) -> None:
    found = passages(read(client, symbol))
    occurrences = Occurrence.objects.filter(document__symbol=symbol)
    for occurrence in occurrences.select_related("recommendation"):
        passage = Part(found[occurrence.anchor])
        assert "is-rec" in passage.get("class")
        assert passage.link(f"/en/recommendations/{occurrence.recommendation.code}/")


def test_the_anchors_are_those_of_the_contract(client: Client, knowledge_base: None) -> None:
    for symbol, anchors in (
        ("A/CONF.213/7", {"p54", "p54a", "fn-star", "s2a"}),
        ("CTOC/COP/WG.7/2020/4", {"r18"}),
        (SYMBOL, {"p54", "fn60"}),
    ):
        assert anchors <= set(passages(read(client, symbol)))


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_all_that_is_cited_and_held_is_linked_and_nothing_else(
    client: Client, knowledge_base: None, symbol: str
) -> None:
    found = passages(read(client, symbol))
    version = LanguageVersion.objects.get(document__symbol=symbol)
    for passage in (*version.paragraphs.all(), *version.footnotes.all()):
        voice = Part(found[passage.anchor]).all("p.voice")[0]
        links = [link.get("href") for link in voice.all("a") if not link.label]
        cited = [citation_address(each) for each in passage.citations.order_by("start")]
        # A link that a mark stands in goes on behind it.
        assert [link for link, _again in groupby(links)] == [
            link for link, _again in groupby(filter(None, cited))
        ]


def test_a_paragraphs_number_is_the_link_to_it(client: Client) -> None:
    document = paper()
    make_paragraph(54, "a", document=document)
    page = read(client)
    assert page.link("#p54").text == "Paragraph 54."
    assert page.link("#p54a").text == "Item (a)"


def test_a_numbered_recommendation_and_an_item_with_a_number_are_called_so(
    client: Client,
) -> None:
    section = make_paragraph(1, document=paper()).section
    assert section
    recommendation = Paragraph.objects.create(
        version=section.version,
        section=section,
        kind="recommendation",
        number=18,
        anchor="r18",
        position=90,
        text="缔约国应当采取行动。",
    )
    Paragraph.objects.create(
        version=section.version,
        section=section,
        parent=recommendation,
        kind="item",
        label="1",
        anchor="r18-1",
        position=91,
        text="其他事项。",
    )
    page = read(client)
    assert page.link("#r18").text == "Recommendation 18."
    assert page.link("#r18-1").text == "Item 1."
    assert "1 paragraph, 1 numbered recommendation, 0 footnotes" in page.one("details.front").text


def test_footnotes_and_their_marks_lead_to_each_other(client: Client) -> None:
    make_footnote(make_paragraph(61, text="以往建议强调。", document=paper()), "60", 4)
    page = read(client)
    mark = page.one("#ref-fn60")
    assert (mark.get("href"), mark.text, mark.label) == ("#fn60", "60", "Footnote 60")
    foot = page.one("#fn60")
    back = foot.link("#ref-fn60")
    assert (back.text, back.label) == ("60", "Back to the text from footnote 60")
    assert foot.one("p.voice").text == "见该文件。"
    assert page.link("#footnotes").text == "Footnotes"


def test_a_document_without_footnotes_has_no_heading_for_them(client: Client) -> None:
    make_paragraph(1, document=paper())
    page = read(client)
    assert not page.all("#footnotes")
    assert "0 footnotes" in page.text


def test_a_record_is_marked_with_its_code_its_strength_and_its_modal_word(client: Client) -> None:
    make_recommendation("2022/61", document=paper(), strength=Strength.SHOULD)
    passage = read(client).one("#p61")
    assert "is-rec" in passage.get("class")
    assert passage.link("/en/recommendations/2022/61/").text == "2022/61"
    assert passage.one("span.f4").text == "should 应当"
    assert passage.one("strong.modal").text == "应当"
    assert "session not specified" in passage.text


def test_a_record_that_was_not_adopted_says_what_it_is(client: Client) -> None:
    make_recommendation("2022/3", document=paper(), status=AdoptionStatus.PROPOSED)
    assert read(client).one("#p3").one("span.proposed").text == "Proposed"


def test_the_modal_word_above_a_list_is_marked_there(client: Client) -> None:
    make_recommendation("2022/61b", document=paper(), text="寻求建立联系；")
    RecommendationText.objects.update(chapeau="缔约国应当：", modal="应当")
    page = read(client)
    assert page.one("#p61").one("strong.modal").text == "应当"
    assert not page.one("#p61b").all("strong")
    assert "is-rec" not in page.one("#p61").get("class")


def test_the_items_of_a_record_belong_to_it(client: Client) -> None:
    document = paper()
    make_recommendation("2022/90", document=document)
    make_paragraph(90, "a", "儿童；", document)
    item = read(client).one("#p90a")
    assert "is-rec" in item.get("class")
    assert not item.all("b")


def test_a_passage_that_restates_a_record_says_so(client: Client) -> None:
    earlier = make_recommendation("2013/92")
    make_paragraph(61, "a", "考虑到经验；", paper())
    make_restatement(earlier, paper(), "p61a")
    passage = read(client).one("#p61a")
    assert passage.one("div.gl").text == "restates 2013/92"
    assert passage.link("/en/recommendations/2013/92/")


def test_drafts_are_not_marked(client: Client) -> None:
    make_recommendation("2022/61", document=paper(), publication=WorkflowStage.DRAFT)
    page = read(client)
    assert "2022/61/" not in page.html
    assert "is-rec" not in page.html
    assert "no records" in page.one("main").text


def test_citations_lead_to_what_is_held(client: Client) -> None:
    make_document("A/CONF.213/7", year=2010)
    paragraph = make_paragraph(
        1, text="见 A/CONF.213/7 和《议定书》第 16 条及第 6/3 号决议。", document=paper()
    )
    footnote = make_footnote(paragraph, "1", 3, "另见 A/CONF.213/7，第 4 段。")
    article = make_provision(16)
    for place, as_written, target in (
        (
            {"paragraph": paragraph},
            "第 16 条",
            {"provision": article, "instrument": article.instrument},
        ),
        ({"paragraph": paragraph}, "《议定书》", {"instrument": article.instrument}),
        ({"paragraph": paragraph}, "第 6/3 号决议", {"unresolved": "not-held"}),
        (
            {"footnote": footnote},
            "A/CONF.213/7，第 4 段",
            {"document": Document.objects.get(symbol="A/CONF.213/7"), "anchor": "p4"},
        ),
    ):
        [row] = place.values()
        Citation.objects.create(
            start=row.text.index(as_written),
            as_written=as_written,
            kind="document",
            reference=as_written,
            **place,
            **target,
        )
    page = read(client)
    assert page.link("/en/articles/som-protocol/16/").text == "第 16 条"
    assert page.link("/en/articles/som-protocol/").text == "《议定书》"
    assert page.link("/en/documents/A/CONF.213/7/#p4").text == "A/CONF.213/7，第 4 段"
    assert "第 6/3 号决议" not in [link.text for link in page.all("a")]
    assert page.one("#p1").one("p.voice").text == (
        "见 A1/CONF.213/7 和《议定书》第 16 条及第 6/3 号决议。"
    )


def test_notes_stand_beside_their_passage_in_the_readers_language(client: Client) -> None:
    document = paper()
    make_footnote(make_paragraph(6, document=document), "4", 2)
    make_note(document, "p6", quote="偷渡", en="“偷运” is meant.", zh_hans="应作“偷运”。")
    make_note(document, "fn4", quote="渡", en="“运” is meant.")
    make_note(document, "s1", en="On the heading.")
    make_note(document, "", "conflict", "", en="On all of it.")
    page = read(client)
    for anchor, words in (("#p6", "“偷渡”: “偷运” is meant."), ("#fn4", "“渡”: “运” is meant.")):
        note = page.one(anchor).one("div.note")
        assert note.text == f"Source slip. {words}"
        assert [part.lang for part in note.all("span")] == ["zh-Hans", "en", "zh-Hans"]
    assert [note.text for note in page.all("div.note")][:2] == [
        "Conflict between sources. On all of it.",
        "Source slip. “建议”: On the heading.",
    ]
    assert "应作“偷运”。" in read(client, language="zh-hans").one("#p6").text


def test_a_note_that_was_made_before_is_not_made_again(client: Client) -> None:
    document = paper()
    make_paragraph(6, document=document)
    for anchor in ("s1", "p6"):
        make_note(document, anchor, quote="偷渡", en="“偷运” is meant.")
    note = read(client).one("#p6").one(".note")
    assert note.text == "Source slip. See the note above."
    assert note.link("#s1")


def test_an_inferred_symbol_is_said_to_be_so_and_why_before_the_text(client: Client) -> None:
    make_note(paper(symbol_origin="inferred"), "", "symbol", "", en="The footnote implies it.")
    page = read(client)
    assert "Inferred: The footnote implies it." in page.one("details.front").text
    assert not page.all("div.note")


def test_the_front_says_what_is_held_and_leads_to_the_united_nations(client: Client) -> None:
    document = paper(session=make_session(9))
    make_recommendation("2022/61", document=document)
    make_recommendation("2022/3", document=document, status=AdoptionStatus.PROPOSED)
    page = read(client)
    front = page.one("details.front")
    assert (
        "Official text in Chinese. Not on this site in: Arabic, English, French, Russian, Spanish"
    ) in (front.text)
    assert page.link(f"https://docs.un.org/zh/{SYMBOL}").get("hreflang") == "zh-Hans"
    assert document.versions.get().sha256 in front.text
    records = f"/en/recommendations/?document={SYMBOL}"
    assert page.link(f"{records}&status=adopted").text == "1 adopted recommendation"
    assert page.link(f"{records}&session=none")
    assert page.one("h1").text == SYMBOL
    assert page.one("title").text.startswith(f"{SYMBOL}, Title of {SYMBOL} — ")
    assert page.link("/en/sessions/9/").text == "9th session"


def test_the_contents_are_nested_as_the_headings_are(client: Client) -> None:
    document = paper()
    version = document.versions.get()
    first = version.sections.get()
    Section.objects.create(
        version=version,
        parent=first,
        position=80,
        level=2,
        label="A.",
        heading="会议",
        anchor="s1a",
    )
    contents = read(client).one("nav.toc")
    assert contents.link("#s1").lang == "zh-Hans"
    [top] = [part for part in contents.all("li") if part.all("ol")]
    assert [link.text for link in top.all("a")] == ["一. 建议", "A. 会议"]


def test_passages_carry_their_language(client: Client) -> None:
    version = paper().versions.get()
    for position, text in enumerate(("Distr.: General", "偷运移民问题工作组"), start=80):
        Paragraph.objects.create(
            version=version, kind="cover", anchor=f"c{position}", position=position, text=text
        )
    page = read(client)
    assert page.one("#c80").one("p").lang == "en"
    assert page.one("#c81").one("p").lang == "zh-Hans"
    assert page.one("#s1").lang == "zh-Hans"
    assert not page.one("#c80").all("a")


def test_the_text_is_in_the_readers_language_if_it_is_held(client: Client) -> None:
    document = paper()
    make_paragraph(1, document=document)
    make_paragraph(1, "", "States parties should act.", make_document(SYMBOL, "en"), "en")
    assert "States parties should act." in read(client).text
    assert "缔约国应当采取行动。" in read(client, language="zh-hans").text


def test_the_other_languages_that_are_held_are_a_link_away(client: Client) -> None:
    document = paper()
    make_paragraph(1, document=document)
    assert "Also here in" not in read(client).text
    make_paragraph(1, "", "Les États parties devraient agir.", make_document(SYMBOL, "fr"), "fr")
    front = read(client).one("details.front")
    assert "?text=fr" in front.links()
    assert "?text=zh-hans" not in front.links()
    french = Page(client.get(f"{address()}?text=fr"))
    assert french.one("#s1").lang == "fr"
    assert "Les États parties devraient agir." in french.one("#p1").text
    assert "?text=zh-hans" in french.one("details.front").links()


@pytest.mark.parametrize("language", ["ru", "xx", "\0"])
def test_a_language_that_is_not_held_is_said_to_be_none(client: Client, language: str) -> None:
    make_paragraph(1, document=paper())
    assert client.get(address(), {"text": language}).status_code == 400


@pytest.mark.parametrize("symbol", ["CTOC/COP/WG.7/2099/1", "nonsense", "A/" * 3000 + "1"])
def test_an_unknown_symbol_is_not_found(client: Client, symbol: str) -> None:
    assert client.get(address(symbol)).status_code == 404


def test_the_address_without_a_language_leads_to_the_visitors(client: Client) -> None:
    answer = client.get(f"/documents/{SYMBOL}/", headers={"accept-language": "zh-CN"})
    assert answer.headers["Location"] == address(language="zh-hans")


def test_a_record_leads_to_its_passage_and_to_those_that_restate_it(client: Client) -> None:
    earlier = make_recommendation("2013/92")
    make_paragraph(61, "a", "考虑到经验；", paper())
    make_restatement(earlier, paper(), "p61a")
    page = Page(client.get("/en/recommendations/2013/92/"))
    source = page.one("p.under").link("/en/documents/CTOC/COP/WG.7/2013/5/#p92")
    assert source.text == "Show in source"
    side = page.one("aside.side")
    assert side.link("/en/documents/CTOC/COP/WG.7/2013/5/#p92").text.endswith("para. 92")
    assert side.link(f"/en/documents/{SYMBOL}/#p61a").text == f"{SYMBOL}, para. 61 (a)"
    restated = page.one("ul.rows")
    assert restated.link(f"/en/documents/{SYMBOL}/#p61a")


def test_a_session_leads_to_its_documents_and_to_the_passages_it_is_known_from(
    client: Client,
) -> None:
    make_document("CTOC/COP/WG.7/2020/4", year=2020)
    session = make_session(9, evidence="CTOC/COP/WG.7/2020/4#p1 A/1#p2")
    paper(session=session)
    page = Page(client.get("/en/sessions/9/"))
    assert page.link(address()).text == SYMBOL
    assert page.link("/en/documents/CTOC/COP/WG.7/2020/4/#p1")
    assert page.link("https://docs.un.org/en/A/1").text == "A/1"
    assert f"/en/recommendations/?document={SYMBOL}" in page.links()
    assert "/en/recommendations/?document=CTOC/COP/WG.7/2020/4" not in page.links()


def test_home_leads_to_the_newest_document(client: Client) -> None:
    make_recommendation("2022/61", document=paper())
    assert Page(client.get("/en/")).one("div.specimen").link(address()).text == SYMBOL


def test_every_record_leads_to_a_passage_that_is_there(
    client: Client, knowledge_base: None
) -> None:
    for recommendation in Recommendation.objects.published():
        for occurrence in recommendation.occurrences.select_related("document"):
            held = Paragraph.objects.filter(
                version__document=occurrence.document, anchor=occurrence.anchor
            )
            assert held.exists(), occurrence


@pytest.mark.parametrize("size", [2, 20])
def test_a_document_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    document = paper(session=make_session(9))
    for number in range(1, size + 1):
        make_recommendation(f"2022/{number}", document=document)
        make_note(document, f"p{number}", en="A slip.")
        paragraph = make_paragraph(number, document=document)
        footnote = make_footnote(paragraph, str(number), 2)
        provision = make_provision(number, f"treaty-{number}")
        cited: list[dict[str, Any]] = [
            {"provision": provision},
            {"instrument": provision.instrument},
        ]
        for start, target in enumerate(cited):
            target |= {"start": start, "as_written": "见", "kind": "article", "reference": "x"}
            Citation.objects.create(paragraph=paragraph, **target)
            Citation.objects.create(footnote=footnote, **target)
    client.get(address(language="zh-hans"))  # PostgreSQL prepares the statement.
    with django_assert_num_queries(6):
        client.get(address())
