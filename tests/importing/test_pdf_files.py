"""PDF files: text as the Word file has it, and what pages add told as layout."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest

from recommendations.importing.containers import read_source_text
from recommendations.importing.containers.pdf.hyphens import (
    broken_word,
    keeps_hyphen,
    words_within_lines,
)
from recommendations.importing.inquiries.questions import ImportAnswer, ReadingHints
from recommendations.importing.layout.source_text import MarkPlace, SourceText
from tests.importing.conftest import MakePdf
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.pdf_writer import print_page

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
COLUMN = "States parties should cooperate with each other and share what they know of routes. "
BEFORE_ADDRESS = "毒品和犯罪问题办公室的工具包可以在以下网址免费查阅："
FRENCH = "Le Groupe de travail a recommandé aux États parties de prendre des mesures. "


def contents(source: SourceText) -> Iterator[object]:
    """Yield all that is read of a file, but where it stands."""
    for line in source.body:
        yield line.text, line.cells, line.mark_places
    for footnote in source.footnotes:
        yield footnote.mark, " ".join(line.text for line in footnote.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_read_as_its_word_file_is(make_pdf: MakePdf, language: str) -> None:
    report = next_report(language)
    found = read_source_text(make_pdf(report))
    assert list(contents(found)) == list(contents(read_source_text(write_docx(report))))
    assert {each.reason for each in found.dropped} == {"job number", "running header"}
    wanted = ["letters-from-right"] if language == "ar" else []
    assert [each.kind for each in found.questions] == wanted


@pytest.fixture
def print_html(make_pdf: MakePdf, tmp_path: Path) -> Callable[..., bytes]:
    """Return what prints the body of a page of HTML, in a style."""

    def printed(body: str, style: str = "") -> bytes:
        form = "<!DOCTYPE html><meta charset=utf-8><style>{}</style>{}"
        return print_page(form.format(style, body).encode(), tmp_path).read_bytes()

    return printed


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.body]


def test_two_columns_are_read_one_after_the_other(print_html: Callable[..., bytes]) -> None:
    left, right = f"{COLUMN * 12}They may.", "The Secretariat is requested to report on it. " * 20
    body = f"<h1>Summary of both</h1><div>{paragraphs(left, right)}</div>"
    style = "div { columns: 2; column-gap: 2em } p { break-inside: avoid; margin: 0 0 1em }"
    source = read_source_text(print_html(body, style))
    assert texts(source) == ["Summary of both", left, right.strip()]


def test_feet_in_other_forms_are_layout(print_html: Callable[..., bytes]) -> None:
    page = "<div class=page><p>{}</p><footer>– {} –</footer><header>Draft report</header></div>"
    style = (
        "@page { size: A4; margin: 0 } body { margin: 0 }"
        " .page { block-size: 296mm; position: relative; padding: 40mm; box-sizing: border-box }"
        " footer, header { position: absolute; left: 45%; bottom: 12mm }"
        " header { bottom: auto; top: 12mm }"
    )
    body = "".join(page.format(f"{FRENCH}{number}.", number) for number in (4, 5, 6))
    source = read_source_text(print_html(body, style))
    assert texts(source) == [f"{FRENCH}{number}." for number in (4, 5, 6)]
    assert sorted({(each.text, each.reason) for each in source.dropped}) == [
        ("Draft report", "header of pages"),
        *((f"– {number} –", "page number") for number in (4, 5, 6)),
    ]


def test_words_broken_at_the_ends_of_lines_are_made_whole(
    print_html: Callable[..., bytes],
) -> None:
    lines = (
        *("Le non-", "refoulement et la coopé-", "ration, le non-refoulement, la coopé-"),
        *("ration et la co-", "opération."),
    )
    body = f"<p>{'<br>'.join(lines)}</p><p>la coopération</p>"
    content = print_html(body)
    source = read_source_text(content)
    cooperation = "la coopération"
    assert texts(source)[0] == (
        f"Le non-refoulement et {cooperation}, le non-refoulement, {cooperation} et {cooperation}."
    )
    assert [each.text for each in source.dropped] == ["-", "-", "-"]
    assert source.questions == []


@pytest.mark.parametrize("choice", ["with-hyphen", "text"])
def test_a_word_broken_once_is_asked_about(print_html: Callable[..., bytes], choice: str) -> None:
    content = print_html("<p>Le sous-<br>groupe se réunit.</p>")
    source = read_source_text(content)
    assert [(each.kind, each.words) for each in source.questions] == [
        ("line-end-hyphen", "sous-groupe")
    ]
    answers = (ImportAnswer("line-end-hyphen", "sous-groupe", choice),)
    answered = read_source_text(content, ReadingHints(answers=answers))
    assert (texts(answered), answered.questions) == (["Le sous-groupe se réunit."], [])


@pytest.mark.parametrize(
    ("line", "following", "broken"),
    [
        ("the inter-", "national", ("inter", "national")),
        ("and post-inter-", "national", ("post-inter", "national")),
        ("COVID-", "19", None),
        ("since 2019-", "2020", None),
        ("the West-", "East", None),
        ("as follows –", "national", None),
    ],
)
def test_what_a_line_breaks(line: str, following: str, broken: tuple[str, str] | None) -> None:
    assert broken_word(line, following) == broken


@pytest.mark.parametrize(
    ("words", "keeps"),
    [
        ("follow-up", True),
        ("followup", False),
        ("", None),
        ("follow-up followup", None),
        ("follow-ups", True),
    ],
)
def test_a_hyphen_is_kept_as_it_is_printed_elsewhere(words: str, keeps: bool | None) -> None:
    assert keeps_hyphen("follow", "up", words_within_lines([words])) is keeps


@pytest.mark.parametrize("choice", ["new-paragraph", "text"])
def test_a_page_that_ends_with_a_sentence_leaves_open_whether_a_paragraph_ends(
    print_html: Callable[..., bytes], choice: str
) -> None:
    line = "<div style='break-after: page'>Les États parties coopèrent en mer et à terre.</div>"
    content = print_html(f"{line}<div>Ils échangent.</div>", "div { font-size: 1em }")
    source = read_source_text(content)
    assert texts(source) == ["Les États parties coopèrent en mer et à terre. Ils échangent."]
    [question] = source.questions
    assert (question.kind, question.words) == ("paragraph-at-page", "Ils échangent.")
    answers = (ImportAnswer(question.kind, question.words, choice),)
    answered = read_source_text(content, ReadingHints(answers=answers))
    assert len(texts(answered)) == 2
    assert answered.questions == []


def test_a_heading_of_a_font_without_a_name_is_told_by_its_letters(
    print_html: Callable[..., bytes],
) -> None:
    prose = paragraphs("缔约国应收集关于偷运移民的信息，并与其他缔约国分享可用的信息。" * 4)
    source = read_source_text(print_html(f"{prose}<p><b>可用信息</b></p><p>分享信息</p>{prose}"))
    assert [line.style for line in source.body] == ["", "heading", "", ""]


def test_a_mark_that_a_page_or_a_line_parts_from_its_word_stays_with_it(
    print_html: Callable[..., bytes],
) -> None:
    body = (
        "<div style='break-after: page'>Les États coopèrent.</div>"
        "<div><sup>1</sup>Ils échangent.<br><sup>12</sup></div>"
    )
    source = read_source_text(print_html(body, "div { line-height: 1.3 } sup { font-size: 8px }"))
    assert texts(source) == ["Les États coopèrent.1Ils échangent.12"]
    assert source.body[0].mark_places == (MarkPlace(20, "1"), MarkPlace(35, "12"))
    assert source.questions == []


@pytest.mark.parametrize("choice", ["with-space", "text"])
def test_a_space_before_an_address_on_a_new_line_is_asked_about(
    print_html: Callable[..., bytes], choice: str
) -> None:
    content = print_html(f"<p>{BEFORE_ADDRESS}<br>www.unodc.org/tool.pdf。</p>")
    source = read_source_text(content)
    [question] = source.questions
    assert (question.kind, question.words) == ("space-before-address", "www.unodc.org/tool.pdf")
    answers = (ImportAnswer(question.kind, question.words, choice),)
    answered = read_source_text(content, ReadingHints(answers=answers))
    assert texts(answered) == [f"{BEFORE_ADDRESS} www.unodc.org/tool.pdf。"]


def test_addresses_within_lines_tell_how_the_others_are_set(
    print_html: Callable[..., bytes],
) -> None:
    body = paragraphs("见： www.a.org。", "见： www.b.org。")
    content = print_html(f"{body}<p>{BEFORE_ADDRESS}<br>www.c.org。</p>")
    source = read_source_text(content)
    assert texts(source)[2] == f"{BEFORE_ADDRESS} www.c.org。"
    assert source.questions == []


def test_addresses_and_symbols_go_on_with_the_next_line_as_they_are(
    print_html: Callable[..., bytes],
) -> None:
    body = "<p>See www.unodc.org/human-<br>trafficking and document A/HRC/35<br>/25.</p>"
    source = read_source_text(print_html(body))
    assert texts(source) == ["See www.unodc.org/human-trafficking and document A/HRC/35/25."]
    assert source.questions == []


def test_a_symbol_that_ends_a_paragraph_at_the_head_of_a_page_is_text(
    print_html: Callable[..., bytes],
) -> None:
    page = "<div class=page><header>CTOC/COP/WG.7/2026/4</header>{}</div>"
    texts_of_pages = ("<p>Un.</p>", "<p>Deux.</p>", "<p>CTOC/COP/WG.7/2026/INF/1.</p>")
    style = "@page { margin: 5mm } .page { break-after: page } p, header { margin: 0 0 3mm }"
    content = print_html("".join(map(page.format, texts_of_pages)), style)
    assert " ".join(texts(read_source_text(content))) == "Un. Deux. CTOC/COP/WG.7/2026/INF/1."


def test_a_table_of_short_cells_is_no_prose_in_two_columns(
    print_html: Callable[..., bytes],
) -> None:
    rows = [(f"CTOC/COP/WG.7/2026/{number}", COLUMN.strip()) for number in range(7)]
    cells = "".join(f"<tr><td>{symbol}<td>{title}" for symbol, title in rows)
    style = "table { inline-size: 100% } td { inline-size: 50%; vertical-align: top }"
    source = read_source_text(print_html(f"<table>{cells}</table>", style))
    assert [line.cells for line in source.body] == rows


def test_a_cell_goes_on_with_the_next_page(print_html: Callable[..., bytes]) -> None:
    rows = (
        "<div class=row><span>CTOC/COP/WG.7/2026/2</span><span>Background paper on the</span></div>"
        "<div class=row style='break-before: page'><span></span><span>smuggling of migrants</span>"
    )
    style = ".row { display: grid; grid-template-columns: 1fr 1fr }"
    source = read_source_text(print_html(rows, style))
    assert [line.cells for line in source.body] == [
        ("CTOC/COP/WG.7/2026/2", "Background paper on the smuggling of migrants")
    ]


def test_the_sizes_of_numbered_headings_tell_the_levels_of_others(
    print_html: Callable[..., bytes],
) -> None:
    prose = paragraphs(COLUMN * 3)
    parts = (f"<b class=one>I. Opening</b>{prose}", f"<b class=two>A. Dates</b>{prose}")
    others = (f"<b class=two>Attendance</b>{prose}", f"<b>Observers</b>{prose}")
    style = "b { display: block } .one { font-size: 24px } .two { font-size: 20px }"
    source = read_source_text(print_html("".join((*parts, *others)), style))
    assert [line.style for line in source.body if line.style] == [
        *("heading1", "heading2", "heading2", "heading")
    ]


def test_a_gap_after_a_number_is_a_space_however_narrow_it_is(
    print_html: Callable[..., bytes],
) -> None:
    body = "<h2>一、<span style='margin-left: .5em'>导言</span></h2><p>缔约国</p>"
    assert texts(read_source_text(print_html(body)))[0] == "一、 导言"


def test_a_number_alone_on_a_line_of_arabic_ends_its_sentence(
    print_html: Callable[..., bytes],
) -> None:
    body = "<div dir=rtl><p>وعقد الفريق العامل اجتماعه في عام</p><p>2025.</p></div>"
    assert texts(read_source_text(print_html(body)))[-1].endswith("2025.")


def test_a_wide_space_after_a_chinese_number_is_kept_and_a_stretch_is_not(
    print_html: Callable[..., bytes],
) -> None:
    body = "<p>一、&emsp;导言</p><p style='letter-spacing: 4px'>缔约国</p>"
    assert "".join(texts(read_source_text(print_html(body)))) == "一、 导言缔约国"


def test_a_file_without_text_is_refused(print_html: Callable[..., bytes]) -> None:
    picture = "<svg width=200 height=200><circle r=90 cx=99 cy=99 /></svg>"
    with pytest.raises(Exception, match="has no text"):
        read_source_text(print_html(picture))
