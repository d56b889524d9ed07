"""Lists as Word files: the words of the page, styles, languages, whole."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import docx
import pytest
from django.test import Client
from django.utils.translation import gettext, override
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml.ns import qn
from docx.shared import Mm
from pytest_django import DjangoAssertNumQueries

from recommendations.exports import FORMATS
from recommendations.exports.word import styles
from recommendations.exports.word.writer import FileFacts, Run, WordWriter, marked_runs
from recommendations.models import AdoptionStatus
from recommendations.names.labels import language_name
from tests.builders import (
    make_document,
    make_paragraph,
    make_recommendation,
    make_session,
    make_translation,
)
from tests.languages import EACH_LANGUAGE
from tests.reading import Page, file_content

#: The styles of the texts that the page shows: originals and translations.
SHOWN = (
    *("Recommendation text", "Recommendation item"),
    *("Unofficial translation", "Unofficial translation of item"),
)
LISTS = [
    "",
    "?group=session",
    "?document=CTOC/COP/WG.7/2020/4",
    "?q=海上",
    "?group=theme&sort=code",
]


def word_file(client: Client, query: str = "", language: str = "en") -> WordDocument:
    answer = client.get(f"/{language}/recommendations.docx{query}")
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(file_content(answer)))


def words_in_style(word: WordDocument, *names: str) -> list[str]:
    return [each.text for each in word.paragraphs if each.style and each.style.name in names]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def pages(client: Client, language: str, query: str) -> list[Page]:
    """Every page of a list."""
    found = [Page(client.get(f"/{language}/recommendations/{query}"))]
    separator = "&" if query else "?"
    while len(found[-1].all("article.rec")) == 25:
        number = len(found) + 1
        answer = client.get(f"/{language}/recommendations/{query}{separator}page={number}")
        if answer.status_code != 200:
            break
        found.append(Page(answer))
    return found


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("query", LISTS)
def test_it_has_the_records_and_the_words_of_the_page_in_its_order(
    client: Client, query: str, language: str
) -> None:
    on_pages = [row for page in pages(client, language, query) for row in page.all("article.rec")]
    word = word_file(client, query, language)
    level = "Heading 3" if words_in_style(word, "Heading 3") else "Heading 2"
    headings = words_in_style(word, level)
    codes = [each.split(" · ")[0] for each in headings if " · " in each]
    assert codes == [row.one("h3").text for row in on_pages]
    texts = squeezed("".join(words_in_style(word, *SHOWN)))
    shown = (part for row in on_pages for part in row.all("p.voice") + row.all("ul.voice"))
    expected = (
        each.text
        for each in shown
        if not {"chapeau", "found"} & set((each.get("class") or "").split())
    )
    assert texts == squeezed("".join(expected))


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_record_ends_with_its_full_citation(client: Client, language: str) -> None:
    word = word_file(client, "?theme=research", language)
    citations = words_in_style(word, "Full citation")
    page = pages(client, language, "?theme=research")[0]
    codes = [row.one("h3").text for row in page.all("article.rec")]
    assert len(citations) == len(codes) == 7
    for code, citation in zip(codes, citations, strict=True):
        record = Page(client.get(f"/{language}/recommendations/{code}/"))
        assert citation in record.text


@pytest.mark.usefixtures("knowledge_base")
def test_headings_are_those_of_the_list(client: Client) -> None:
    grouped = words_in_style(word_file(client, "?group=session&session=1"), "Heading 2")
    assert grouped == ["1st session, Vienna, 30 May–1 June 2012 (55)"]
    newest = words_in_style(word_file(client), "Heading 2")
    assert newest == ["Not adopted by the Working Group (16)"]
    assert not words_in_style(word_file(client, "?topic=children"), "Heading 3")


@pytest.mark.usefixtures("knowledge_base")
def test_a_chapeau_that_neighbours_share_stands_once_above_them(client: Client) -> None:
    word = word_file(client, "?status=proposed")
    chapeaux = words_in_style(word, "Chapeau")
    assert len(chapeaux) == len(set(chapeaux))
    assert "2010/54a to 2010/54h" in words_in_style(word, "Heading 2", "Heading 3")


@pytest.mark.usefixtures("knowledge_base")
def test_neighbours_with_a_gap_are_each_named(client: Client) -> None:
    headings = words_in_style(word_file(client, "?q=培训"), "Heading 2")
    assert "2010/54d, 2010/54g" in headings
    assert "2010/54d to 2010/54g" not in headings


@pytest.mark.usefixtures("knowledge_base")
def test_it_begins_by_saying_what_it_is_and_has_nothing_of_the_site(client: Client) -> None:
    word = word_file(client, "?theme=research")
    assert words_in_style(word, "Heading 1") == [
        "Recommendations: Research, data collection and analysis"
    ]
    facts = "\n".join(each.text for each in word.paragraphs[1:11])
    assert "Texts: English (7, unofficial)" in facts
    assert "Translations: 7 texts are unofficial translations made for this site" in facts
    assert "Recommendations: 6 adopted, 1 not adopted" in facts
    assert "Address: http://testserver/en/recommendations.docx?theme=research" in facts
    assert "The United Nations documents prevail." in facts
    whole = "\n".join(each.text for each in word.paragraphs)
    assert not re.search("Skip to|Download|Sort by|Choose columns", whole)


@pytest.mark.usefixtures("knowledge_base")
def test_it_is_of_the_size_and_the_language_that_readers_have(client: Client) -> None:
    word = word_file(client, "?theme=research", "zh-hans")
    section = word.sections[0]
    assert section.page_width
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert section.page_height
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    [language] = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    assert word.core_properties.language == "zh-Hans"
    for style in (styles.TEXT, styles.HEADINGS[0], styles.NORMAL):
        fonts = word.styles[style.name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == style.fonts.east_asian
    about = word.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("",) * 4


@pytest.mark.usefixtures("knowledge_base")
def test_the_foot_of_each_page_has_its_number_and_the_data(client: Client) -> None:
    word = word_file(client, "?theme=research")
    footer = word.sections[0].footer
    assert [each.text for each in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    version = Page(client.get("/en/recommendations/")).text
    first, second = (each.text for each in footer.paragraphs)
    assert first.startswith("Page 1 of 1 · Data version ")
    assert first.removeprefix("Page 1 of 1 · ") in version
    assert second == "http://testserver/en/recommendations.docx?theme=research"


@pytest.mark.usefixtures("knowledge_base")
def test_the_modal_word_is_marked_and_chinese_is_said_to_be_chinese(client: Client) -> None:
    word = word_file(client, "?theme=research&text=original")
    text = next(
        each for each in word.paragraphs if each.style and each.style.name == "Recommendation text"
    )
    marked = [run.text for run in text.runs if run.style.name == "Modal word"]
    assert len(marked) == 1
    languages = {each.get(qn("w:eastAsia")) for each in text._p.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


@pytest.mark.django_db
def test_lettered_items_hang_behind_their_letters_without_bullets(client: Client) -> None:
    make_recommendation("2013/90", "工作组建议审议：\n(a) 甲；\n(b) 乙。", session=make_session(2))
    items = [
        each
        for each in word_file(client).paragraphs
        if each.style and each.style.name == "Recommendation item"
    ]
    assert [each.text for each in items] == ["(a)\t甲；", "(b)\t乙。"]
    layout = items[0].style.paragraph_format if items[0].style else None
    assert layout is not None
    assert (layout.left_indent, layout.first_line_indent) == (279400, -279400)
    assert not [each for item in items for each in item._p.iter(qn("w:numPr"))]


@pytest.mark.django_db
def test_a_text_that_is_not_the_documents_own_says_so(client: Client) -> None:
    record = make_recommendation("2012/5", "缔约国应当预防。", session=make_session(1))
    record.texts.create(language="en", text="States should prevent.", text_status="unofficial")
    record.texts.filter(language="zh-hans").update(text="缔约国应当防止。")
    in_english = word_file(client)
    assert words_in_style(in_english, "Status of text") == [
        "Unofficial translation into English",
        "The source passage reads:",
    ]
    assert "Differs from its source." in words_in_style(in_english, "Facts")
    assert words_in_style(in_english, "Official text") == ["缔约国应当防止。", "缔约国应当预防。"]
    in_chinese = word_file(client, language="zh-hans")
    assert words_in_style(in_chinese, "Recommendation text") == [
        "缔约国应当防止。",
        "缔约国应当预防。",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "side"), [("fr", "left"), ("ar", "right")])
def test_a_translation_is_set_apart_and_has_the_official_text_below_it(
    client: Client, language: str, side: str
) -> None:
    text = "建议：\n(a) 甲；"
    record = make_recommendation("2013/90", text, session=make_session(2))
    words = {"fr": "Recommande :\n(a) A ;", "ar": "يوصي بما يلي:\n(a) ألف؛"}[language]
    make_translation(record, language, words, chapeau=words.partition("\n")[0])
    word = word_file(client, language=language)
    lines = [(each.style.name if each.style else "", each.text) for each in word.paragraphs]
    first, item = words.split("\n")
    with override(language):
        mark = gettext("Unofficial translation into %(language)s")
        below = gettext("Official text (%(language)s)")
        mark %= {"language": language_name(language)}
        below %= {"language": language_name("zh-hans")}
    start = lines.index(("Status of text", mark))
    assert lines[start + 1 : start + 7] == [
        ("Unofficial translation of chapeau", first),
        ("Unofficial translation", first),
        ("Unofficial translation of item", item.replace(") ", ")\t")),
        ("Facts", below),
        ("Official text", "建议："),
        ("Official text of item", "(a)\t甲；"),
    ]
    [(_style, citation)] = [line for line in lines if line[0] == "Full citation"]
    assert "2013/90" in citation
    assert "[" not in citation
    for paragraph in word.paragraphs:
        name = paragraph.style.name if paragraph.style else ""
        edges = [each.tag for each in paragraph._p.iterfind(f".//{qn('w:pBdr')}/*")]
        assert edges == ([qn(f"w:{side}")] if str(name).startswith("Unofficial") else [])
    originals = word_file(client, "?text=original", language)
    assert words_in_style(originals, "Status of text", "Unofficial translation") == []
    assert words_in_style(originals, "Recommendation text") == ["建议："]


@pytest.mark.django_db
def test_neighbours_with_a_translated_chapeau_have_it_once_in_both_languages(
    client: Client,
) -> None:
    document = make_document("CTOC/COP/WG.7/2022/2")
    make_paragraph(61, "", "缔约国应当：", document)
    for letter in "ab":
        record = make_recommendation(f"2022/61{letter}", f"甲{letter}；", document=document)
        make_translation(record, "en", f"Do {letter};", chapeau="States parties should:")
    word = word_file(client)
    assert words_in_style(word, "Unofficial translation of chapeau") == ["States parties should:"]
    assert words_in_style(word, "Unofficial translation") == ["Do a;", "Do b;"]
    assert words_in_style(word, "Official text") == ["缔约国应当：", "甲a；", "甲b；"]


@pytest.mark.django_db
def test_characters_that_a_file_cannot_hold_are_left_out(client: Client) -> None:
    make_recommendation("2012/5", "缔约国应当\x0b行动。", session=make_session(1))
    assert words_in_style(word_file(client), "Recommendation text") == ["缔约国应当行动。"]


@pytest.mark.usefixtures("knowledge_base")
def test_an_arabic_file_runs_from_right_to_left_but_for_codes_and_chinese(client: Client) -> None:
    word = word_file(client, "?document=CTOC/COP/WG.7/2020/4&text=original", "ar")
    [section] = word.sections
    assert section._sectPr.find(qn("w:bidi")) is not None
    for paragraph in word.paragraphs:
        is_chinese = paragraph.style.name in ("Recommendation text", "Chapeau")  # type: ignore[union-attr]
        is_turned = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        assert is_turned != is_chinese, paragraph.text
        for run in paragraph.runs:
            is_arabic = re.search("[\u0600-\u06ff]", run.text) is not None
            assert not is_arabic or run.font.rtl
            assert not (run.font.rtl and re.search(r"\d/\d|[A-Za-z\u4e00-\u9fff]", run.text))


@pytest.mark.django_db
def test_a_table_in_arabic_begins_at_the_right() -> None:
    with override("ar"):
        writer = WordWriter(FileFacts("T", "ar", date(2026, 12, 1), "v", "https://example.org"))
    writer.add_table(["أ"], [[[Run("2012/5")]]])
    with writer.file() as file:
        [table] = docx.Document(file).tables
    assert table.table_direction == WD_TABLE_DIRECTION.RTL


@pytest.mark.django_db
def test_words_from_right_to_left_are_set_so() -> None:
    with override("en"):
        writer = WordWriter(FileFacts("T", "en", date(2026, 12, 1), "v", "https://example.org"))
    writer.add_paragraph(marked_runs("نص عربي", [(0, 2)]), styles.TEXT, "ar", indent=1)
    writer.add_paragraph([Run("Link", address="https://example.org/a", is_underlined=True)])
    with writer.file() as file, zipfile.ZipFile(file) as parts:
        document = parts.read("word/document.xml")
        links = parts.read("word/_rels/document.xml.rels").decode()
    first, second = ElementTree.fromstring(document).iter(qn("w:p"))  # noqa: S314 - our own
    assert first.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert len(list(first.iter(qn("w:rtl")))) == len(list(first.iter(qn("w:r")))) == 2
    assert {each.get(qn("w:bidi")) for each in first.iter(qn("w:lang"))} == {"ar-SA"}
    assert second.find(qn("w:hyperlink")) is not None
    assert 'Target="https://example.org/a"' in links


@pytest.mark.django_db
def test_a_longer_list_is_refused_with_the_ways_that_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "docx", replace(FORMATS["docx"], most_records=1))
    for number in (5, 6):
        make_recommendation(f"2012/{number}", session=make_session(1))
    answer = client.get("/en/recommendations.docx?theme=prevention&group=session")
    page = Page(answer)
    assert answer.status_code == 400
    assert "Word takes up to 1 records: take XLSX, or narrow the list." in page.text
    assert page.link("/en/recommendations.xlsx?theme=prevention")
    assert page.link("/en/recommendations/?theme=prevention")
    listed = Page(client.get("/en/recommendations/"))
    assert "Word takes up to 1 records" in listed.text
    assert not [each for each in listed.links() if "docx" in each and "brief" not in each]


@pytest.mark.django_db
@pytest.mark.parametrize("records", [2, 20])
def test_it_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        make_recommendation(f"2012/{number + 5}", session=make_session(1))
    make_recommendation("2019/3", status=AdoptionStatus.PROPOSED)
    client.get("/en/recommendations/")
    with django_assert_num_queries(3):
        file_content(client.get("/en/recommendations.docx"))
