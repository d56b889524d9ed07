"""The page of one recommendation, its JSON, and the address of a year."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import (
    AdoptionStatus,
    Citation,
    DataVersion,
    Instrument,
    InstrumentName,
    Provenance,
    Provision,
    Recommendation,
    RecommendationText,
    Strength,
    TextStage,
    WorkflowStage,
)
from sessions.models import (
    EditorialNote,
    EditorialNoteText,
    Resource,
    Section,
    SectionTranslation,
)
from smuggling_kb.languages import INTERFACE, TextStatus
from tests.builders import (
    make_citation,
    make_document,
    make_link,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_relation,
    make_restatement,
    make_session,
    make_translation,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db


def read(client: Client, code: str, language: str = "en", query: str = "") -> Page:
    return Page(client.get(f"/{language}/recommendations/{code}/{query}"))


def note(document: str, anchor: str, kind: str = "slip", **texts: str) -> None:
    place = EditorialNote.objects.create(
        document=make_document(document), anchor=anchor, kind=kind, quote="建议"
    )
    for language, text in texts.items():
        EditorialNoteText.objects.create(note=place, language=language.replace("_", "-"), text=text)


def test_an_editors_link_with_an_article_is_shown_as_one(client: Client) -> None:
    make_link(make_recommendation("2012/5"), make_provision(16), "It protects migrants.")
    page = read(client, "2012/5")
    article = page.link("/en/articles/som-protocol/16/")
    assert article.text == "som-protocol, art. 16"
    assert "Linked by an editor; not cited in the text: It protects migrants." in page.text
    fields = client.get("/en/recommendations/2012/5.json").json()
    assert (fields["linked_articles"], fields["articles"]) == (["som-protocol-16"], [])


def test_what_is_cited_leads_to_where_it_can_be_read(client: Client) -> None:
    text = make_recommendation("2012/5", text="见甲、乙和丙。").texts.get()
    fields = {"text": text, "kind": "publication", "reference": "x"}
    tool = Resource.objects.create(
        paragraph=make_paragraph(39, document=make_document("CTOC/COP/WG.7/2019/2")),
        kind="tool",
        title="甲",
    )
    Citation.objects.create(start=1, as_written="甲", resource=tool, **fields)
    Citation.objects.create(start=3, as_written="乙", url="https://unodc.org/", **fields)
    Citation.objects.create(
        start=5, as_written="丙", symbol="A/RES/73/195", unresolved="not-held", **fields
    )
    page = read(client, "2012/5")
    assert page.link("/en/documents/CTOC/COP/WG.7/2019/2/#p39").text == "甲"
    assert page.link("https://unodc.org/").text == "乙"
    assert page.link("https://docs.un.org/en/A/RES/73/195").text == "丙"
    assert "Publication: Not in this knowledge base, at the United Nations" in page.text
    cited = client.get("/en/recommendations/2012/5.json").json()["citations"]
    assert [each["target"] for each in cited] == [
        "CTOC/COP/WG.7/2019/2#p39",
        "https://unodc.org/",
        None,
    ]


def test_the_text_is_shown_as_stored_with_its_language_and_its_modal_word(client: Client) -> None:
    make_recommendation("2012/5", text="缔约国应当尊重<人权>。")
    hero = read(client, "2012/5").one("p.hero")
    assert hero.text == "缔约国应当尊重<人权>。"
    assert (hero.lang, hero.get("dir")) == ("zh-Hans", "ltr")
    assert hero.one("strong.modal").text == "应当"


def test_the_modal_word_is_marked_where_it_is_one(client: Client) -> None:
    make_recommendation("2012/5", text="为应对偷运移民，缔约国应采取措施。")
    RecommendationText.objects.update(modal="应")
    html = read(client, "2012/5").html
    assert '为应对偷运移民，缔约国<strong class="modal">应</strong>采取措施。' in html


def test_an_item_stands_under_its_chapeau_which_lends_the_modal_word(client: Client) -> None:
    make_recommendation("2022/61b", text="寻求建立联系；")
    RecommendationText.objects.update(chapeau="缔约国应当：", modal="应当")
    page = read(client, "2022/61b")
    chapeau, text = page.all("p.hero")
    assert chapeau.text == "缔约国应当："
    assert chapeau.one("strong.modal").text == "应当"
    assert text.text == "寻求建立联系；"
    assert "61 (b)" in page.one("span.printed").text


def test_items_of_one_recommendation_are_a_list(client: Client) -> None:
    make_recommendation("2013/90", text="工作组建议审议：\n(a) 儿童；\n(b) 海上偷运。")
    page = read(client, "2013/90")
    assert page.one("p.hero").text == "工作组建议审议："
    items = page.one("ul.items")
    assert items.lang == "zh-Hans"
    assert [item.text for item in items.all("li")] == ["(a) 儿童；", "(b) 海上偷运。"]


def test_the_heading_and_the_title_say_what_it_is(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)
    for code, kind in (
        ("2012/5", "Recommendation"),
        ("2010/54a", "Proposal"),
        ("2019/22a", "Provision"),
    ):
        page = read(client, code)
        assert page.one("h1").text == f"{kind} {code}"
        assert page.one("title").text.startswith(f"{kind} {code} — ")


def test_it_is_cited_with_session_symbol_paragraph_and_address(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    english = read(client, "2012/5").one("#citation-en")
    assert english.lang == "en"
    assert english.text == (
        "Working Group on the Smuggling of Migrants, recommendation 2012/5, adopted at its 1st"
        " session, in CTOC/COP/WG.7/2012/5, para. 5, http://testserver/recommendations/2012/5/"
    )


def test_the_citation_can_be_copied_in_each_language_the_readers_first(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    english, chinese = read(client, "2012/5"), read(client, "2012/5", "zh-hans")
    for language in INTERFACE:
        assert (
            english.one(f"#citation-{language}").text == chinese.one(f"#citation-{language}").text
        )
    for page, language in ((english, "en"), (chinese, "zh-hans")):
        boxes = [box.all("p")[0].get("id") for box in page.all("div.cite")]
        assert boxes[0] == f"citation-{language}"
        assert len(boxes) == len(INTERFACE)
        folded = page.one("details.more").all("div.cite")
        assert len(folded) == len(INTERFACE) - 1


def test_a_code_is_said_not_to_be_a_symbol(client: Client) -> None:
    make_recommendation("2012/5")
    assert "not a United Nations symbol" in read(client, "2012/5").text


def test_the_document_and_its_language_version_at_the_united_nations_are_linked(
    client: Client,
) -> None:
    make_recommendation("2012/5")
    page = read(client, "2012/5")
    assert page.link("https://docs.un.org/zh/CTOC/COP/WG.7/2012/5").get("hreflang") == "zh-Hans"
    assert "CTOC/<wbr>COP/<wbr>WG.7/<wbr>2012/<wbr>5" in page.html


def test_the_languages_that_are_not_held_are_said(client: Client) -> None:
    make_recommendation("2012/5")
    under = read(client, "2012/5").one("p.under").text
    assert "Official text in Chinese" in under
    assert "Not on this site in: Arabic, English, French, Russian, Spanish" in under


@pytest.fixture
def translated(client: Client) -> Recommendation:
    """A record in Chinese with translations into English and Arabic."""
    recommendation = make_recommendation("2012/5")
    make_translation(recommendation, "en", "States parties should act.", modal="should")
    make_translation(recommendation, "ar", "ينبغي للدول الأطراف أن تعمل.")
    return recommendation


@pytest.mark.usefixtures("translated")
def test_a_translation_stands_beside_the_official_text(client: Client) -> None:
    pair = read(client, "2012/5").one("div.pair")
    translation, original = pair.all("section")
    [words] = translation.all("p.hero")
    assert (words.text, words.lang) == ("States parties should act.", "en")
    assert "is-unofficial" in words.get("class")
    assert translation.one("p.translated").text == (
        "Unofficial translation into English Official text (Chinese)"
    )
    assert translation.links() == ["#original"]
    assert original.get("id") == "original"
    [words] = original.all("p.hero")
    assert (words.text, words.lang) == ("缔约国应当采取行动。", "zh-Hans")
    assert "is-unofficial" not in words.get("class")
    assert original.one("p.translated").text == "Printed as 5. Official text in Chinese"
    assert [part.text for part in pair.all(".modal")] == ["should", "应当"]


@pytest.mark.usefixtures("translated")
def test_the_original_stands_alone_for_its_readers_and_where_it_is_asked_for(
    client: Client,
) -> None:
    for page in (read(client, "2012/5", "zh-hans"), read(client, "2012/5", query="?text=original")):
        assert not page.all("div.pair")
        assert [part.text for part in page.all("p.hero")] == ["缔约国应当采取行动。"]


@pytest.mark.usefixtures("translated")
def test_every_text_held_is_a_link_and_says_whether_it_is_official(client: Client) -> None:
    official, translations = read(client, "2012/5").all("p.texts")
    assert official.text == "Official text: 中文"
    assert official.links() == ["/en/recommendations/2012/5/?text=original"]
    assert translations.text == "Unofficial translations: عربي English"
    assert translations.links() == [
        "/en/recommendations/2012/5/?text=ar",
        "/en/recommendations/2012/5/",
    ]
    [current] = [part for part in translations.all("a") if part.get("aria-current")]
    assert (current.text, current.get("hreflang")) == ("English", "en")


@pytest.mark.usefixtures("translated")
def test_a_text_in_another_language_keeps_the_list(client: Client) -> None:
    page = read(client, "2012/5", query="?list=sort%3Dcode")
    assert page.all("p.texts")[0].links() == [
        "/en/recommendations/2012/5/?list=sort%3Dcode&text=original"
    ]


@pytest.mark.usefixtures("translated")
def test_facts_and_citations_are_those_of_the_document_never_of_a_translation(
    client: Client,
) -> None:
    page, original = read(client, "2012/5"), read(client, "2012/5", query="?text=original")
    for part in ("#citation-en", "#citation-ar", "aside.side"):
        assert page.one(part).text == original.one(part).text
    assert "nofficial" not in page.one("#citation-en").text
    assert page.one("aside.side").one("span.f4").text == "should 应当"


def test_facts_say_where_they_are_from(client: Client) -> None:
    recommendation = make_recommendation("2012/5", strength=Strength.SHOULD)
    recommendation.addressees.create(addressee="states", origin=Provenance.DOCUMENT)
    recommendation.theme_assignments.update(origin=Provenance.EDITOR)
    reasons = recommendation.theme_assignments.get().reasons
    reasons.create(language="en", text="It speaks of 儿童.")
    page = read(client, "2012/5")
    side = page.one("aside.side")
    assert side.one("span.f4").text == "should 应当"
    assert "from the modal word" in side.text
    assert side.link("/en/recommendations/?addressee=states").text == "States"
    assert side.link("/en/themes/prevention/").text == "Prevention"
    assert "editor: It speaks of 儿童." in side.text
    assert '<span lang="zh-Hans" dir="ltr">儿童</span>' in page.html


def test_cited_articles_lead_to_what_else_cites_them(client: Client) -> None:
    text = make_recommendation("2012/5").texts.get()
    instrument = Instrument.objects.create(slug="som-protocol", position=1)
    InstrumentName.objects.create(
        instrument=instrument, language="en", kind="short", name="Smuggling Protocol"
    )
    provision = Provision.objects.create(
        instrument=instrument, kind="article", number=16, slug="som-protocol-16"
    )
    make_citation(
        text,
        start=0,
        as_written="第16条第5款",
        reference="som-protocol-16",
        pinpoint="5",
        provision=provision,
    )
    make_citation(text, start=9, as_written="第 6/3 号决议", kind="resolution", reference="6/3")
    side = read(client, "2012/5").one("aside.side")
    assert side.link("/en/articles/som-protocol/16/").text == ("Smuggling Protocol, art. 16 (5)")
    assert "第 6/3 号决议" in side.text
    assert "Resolution: Not in this knowledge base" in side.text


def test_a_record_without_citations_says_so(client: Client) -> None:
    make_recommendation("2012/5")
    assert "None cited in the text" in read(client, "2012/5").one("aside.side").text


def test_relations_are_shown_from_both_ends(client: Client) -> None:
    earlier, later = make_recommendation("2012/5", text="旧。"), make_recommendation("2013/6")
    make_relation(later, earlier, "extends", note="Adds much.")
    assert "2013/6 extends 2012/5 Editor, probable: Adds much." in read(client, "2013/6").text
    page = read(client, "2012/5")
    assert "2012/5 is extended by 2013/6" in page.text
    assert page.link("/en/recommendations/2013/6/")


def test_a_published_record_without_words_is_not_shown(client: Client) -> None:
    one = make_recommendation("2012/5")
    [bare] = Recommendation.objects.bulk_create(
        [Recommendation(code="2012/6", year=2012, number=6, publication="published")]
    )
    make_relation(one, bare, "extends")
    for page in ("", "recommendations/", "recommendations.csv", "recommendations/2012/5/"):
        response = client.get(f"/en/{page}")
        assert response.status_code == 200
        assert "2012/6" not in b"".join(response).decode()
    assert client.get("/en/recommendations/2012/6/").status_code == 404


def test_relations_with_drafts_are_not_shown(client: Client) -> None:
    one = make_recommendation("2012/5")
    make_relation(one, make_recommendation("2013/6", publication=WorkflowStage.DRAFT), "extends")
    assert "2013/6" not in read(client, "2012/5").html


def test_a_passage_that_restates_it_is_shown_with_its_place_and_its_notes(client: Client) -> None:
    recommendation = make_recommendation("2012/5")
    later = make_document("CTOC/COP/WG.7/2022/2", year=2022)
    make_paragraph(61, "a", "采取行动；", later)
    make_restatement(recommendation, later, "p61a")
    note("CTOC/COP/WG.7/2022/2", "p61a", "conflict", en="Says less.")
    page = read(client, "2012/5")
    restated = page.one("ul.rows").text
    assert restated.startswith("CTOC/COP/WG.7/2022/2, para. 61 (a) 缔约国应当： 采取行动；")
    assert "Says less." in restated


def test_notes_on_its_passage_and_on_the_heading_above_are_shown(client: Client) -> None:
    make_recommendation("2012/5")
    note("CTOC/COP/WG.7/2012/5", "p5", en="On the passage.", zh_hans="关于该段。")
    note("CTOC/COP/WG.7/2012/5", "s1", en="On the heading.")
    note("CTOC/COP/WG.7/2012/5", "p6", en="On another passage.")
    notes = [each.text for each in read(client, "2012/5").all("div.note")]
    assert notes == ["Source slip. “建议”: On the passage.", "Source slip. “建议”: On the heading."]
    assert "关于该段。" in read(client, "2012/5", "zh-hans").text


def test_notes_on_the_items_and_on_the_paragraph_above_an_item_are_shown(client: Client) -> None:
    document = make_document("CTOC/COP/WG.7/2012/5", year=2012)
    make_recommendation("2012/5", document=document)
    make_paragraph(5, "d", "海上偷运", document)
    make_recommendation("2012/7b", document=document)
    note(document.symbol, "p5d", en="On an item.")
    note(document.symbol, "p7", en="On the words before the list.")
    assert "On an item." in read(client, "2012/5").text
    assert "On the words before the list." in read(client, "2012/7b").text


def test_an_inferred_symbol_is_said_to_be_so_and_why(client: Client) -> None:
    make_document("CTOC/COP/WG.7/2012/5", year=2012, symbol_origin="inferred")
    make_recommendation("2012/5")
    note("CTOC/COP/WG.7/2012/5", "", "symbol", en="The footnote implies it.")
    side = read(client, "2012/5").one("aside.side").text
    assert "Symbol inferred: The footnote implies it." in side


def test_the_neighbours_are_those_published_in_the_order_of_codes(client: Client) -> None:
    for code in ("2012/9", "2012/10", "2012/10a", "2013/1"):
        make_recommendation(code)
    make_recommendation("2012/11", publication=WorkflowStage.DRAFT)
    turn = read(client, "2012/10a").one("nav.turn")
    assert [(link.get("rel"), link.text) for link in turn.all("a")] == [
        ("prev", "Previous: 2012/10"),
        ("next", "Next: 2013/1"),
    ]
    assert [link.get("rel") for link in read(client, "2012/9").one("nav.turn").all("a")] == ["next"]


@pytest.mark.parametrize("ending", ["/", ".json"])
def test_drafts_and_unknown_codes_are_not_found(client: Client, ending: str) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    assert client.get(f"/en/recommendations/2012/5{ending}").status_code == 404
    assert client.get(f"/en/recommendations/2012/6{ending}").status_code == 404


def test_the_address_to_cite_leads_to_the_visitor_language(client: Client) -> None:
    make_recommendation("2012/5")
    answer = client.get("/recommendations/2012/5/", headers={"accept-language": "zh-CN"})
    assert answer.headers["Location"] == "/zh-hans/recommendations/2012/5/"


def test_a_year_leads_to_its_list(client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2013/6", publication=WorkflowStage.DRAFT)
    answer = client.get("/en/recommendations/2012/")
    assert answer.headers["Location"] == "/en/recommendations/?year=2012"
    assert client.get("/en/recommendations/2013/").status_code == 404


def test_its_json_has_every_field_of_the_codebook(client: Client) -> None:
    earlier = make_recommendation("2012/5", session=make_session(1))
    later = make_recommendation("2013/90", text="建议审议：\n(a) 儿童；")
    make_relation(later, earlier)
    note("CTOC/COP/WG.7/2012/5", "p5", en="On the passage.")
    fields = client.get("/en/recommendations/2012/5.json").json()
    assert (fields["code"], fields["session"]) == ("2012/5", 1)
    assert fields["url"] == "http://testserver/recommendations/2012/5/"
    assert fields["occurrences"] == [
        {"document": "CTOC/COP/WG.7/2012/5", "anchor": "p5", "relation": "source"}
    ]
    assert fields["relations"] == [
        {
            "type": "restated-by",
            "code": "2013/90",
            "origin": "curator",
            "confidence": "probable",
            "note": "",
        }
    ]
    assert fields["notes"][0]["text"] == "On the passage."
    assert (fields["similar"], fields["items"], fields["citations"]) == ([], [], [])
    other = client.get("/en/recommendations/2013/90.json").json()
    assert other["items"] == [{"letter": "a", "text": "儿童；"}]


def test_its_json_has_the_text_of_every_language_with_its_status(client: Client) -> None:
    record = make_recommendation("2012/5", text="缔约国应当：\n(a) 合作。")
    record.texts.create(
        language="fr",
        text="Les États devraient :\n(a) Coopérer.",
        chapeau="Le Groupe de travail :",
        modal="devraient",
        text_status=TextStatus.UNOFFICIAL,
    )
    record.texts.create(
        language="ar", text="مسودة", text_status=TextStatus.UNOFFICIAL, stage=TextStage.DRAFT
    )
    french = {
        "language": "fr",
        "text_status": "unofficial",
        "document": None,
        "chapeau": "Le Groupe de travail :",
        "modal": "devraient",
        "text": "Les États devraient :\n(a) Coopérer.",
        "items": [{"letter": "a", "text": "Coopérer."}],
        "source_text": None,
    }
    chinese = {
        "language": "zh-hans",
        "text_status": "official",
        "document": None,
        "chapeau": "",
        "modal": "应当",
        "text": "缔约国应当：\n(a) 合作。",
        "items": [{"letter": "a", "text": "合作。"}],
        "source_text": None,
    }
    for query, shown in (("", french), ("?text=original", chinese)):
        fields = client.get(f"/fr/recommendations/2012/5.json{query}").json()
        assert fields["texts"] == [chinese, french]
        assert {name: fields[name] for name in ("language", "text_status", "text", "modal")} == {
            name: shown[name] for name in ("language", "text_status", "text", "modal")
        }
    assert client.get("/fr/recommendations/2012/5.json?text=de").status_code == 400


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(("ending", "queries"), [("/", 3), (".json", 3)])
def test_a_record_asks_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    records: int,
    ending: str,
    queries: int,
) -> None:
    first, *others = [
        make_recommendation(f"2012/{number}", session=make_session(1))
        for number in range(5, 5 + records)
    ]
    for other in others:
        make_relation(other, first, "extends")
    for number in range(1, records + 1):
        make_link(first, make_provision(number))
    with django_assert_num_queries(queries):
        client.get(f"/en/recommendations/2012/5{ending}")


@pytest.mark.data_version
def test_the_page_shows_the_digest_that_downloads_have(client: Client) -> None:
    make_recommendation("2012/5")
    page = client.get("/en/recommendations/2012/5/").content.decode()
    fields = client.get("/en/recommendations/2012/5.json").json()
    assert f"<dd><code>{fields['digest']}</code></dd>" in page
    assert re.fullmatch("[0-9a-f]{12}", fields["digest"])
    assert fields["data_version"] == DataVersion.objects.current().digest


@pytest.mark.usefixtures("translated")
def test_the_heading_above_is_shown_in_translation_and_as_printed(client: Client) -> None:
    section = Section.objects.get(version__document__symbol="CTOC/COP/WG.7/2012/5")
    SectionTranslation.objects.create(section=section, language="en", heading="Recommendations")
    side = read(client, "2012/5").one("aside.side").text
    assert "Recommendations [unofficial translation]" in side
    assert "一. 建议" in side
    side = read(client, "2012/5", query="?text=original").one("aside.side").text
    assert "unofficial" not in side
