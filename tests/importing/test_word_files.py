"""Word files: every visible character is read as it prints, and nothing that does not print."""

from collections.abc import Mapping
from io import BytesIO

import docx
import pytest

from recommendations.importing.containers import read_source_text
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import MarkPlace, SourceText
from recommendations.importing.uploads.document_reader import read_content
from tests.importing.test_coming_reports import REPORT
from tests.importing.word_xml import (
    level,
    list_paragraph,
    note,
    numbering,
    paragraph,
    reference,
    run,
    table,
    word_xml,
)

VANISH = "<w:vanish/>"
SOFT = "<w:t>丙</w:t><w:softHyphen/><w:t>丁\u00ad</w:t>"
RUBY = "<w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>"


def word_file(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(body: str, headers: Mapping[str, str] | None = None, **parts: str) -> SourceText:
    return read_source_text(word_xml(body, headers, **parts))


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.body]


def dropped(source: SourceText) -> list[tuple[str, str]]:
    return [(each.text, each.reason) for each in source.dropped]


def test_a_report_is_read_as_its_text_is() -> None:
    lines = [line.lstrip("# ") for line in REPORT.splitlines() if line]
    found = read_content(word_file(lines), ReadingHints(symbol="CTOC/COP/WG.7/2026/4"))
    wanted = read_content(REPORT.encode())
    assert [each.text for each in found.parsed.passages] == [
        each.text for each in wanted.parsed.passages
    ]
    assert found.parsed.recommendations == wanted.parsed.recommendations


@pytest.mark.parametrize(
    ("number_format", "printed"),
    [
        ("decimal", ["1", "2", "3"]),
        ("decimalZero", ["01", "02", "03"]),
        ("lowerLetter", ["a", "b", "c"]),
        ("upperLetter", ["A", "B", "C"]),
        ("lowerRoman", ["i", "ii", "iii"]),
        ("upperRoman", ["I", "II", "III"]),
        ("chineseCounting", ["一", "二", "三"]),
        ("chineseCountingThousand", ["一", "二", "三"]),
        ("ideographTraditional", ["甲", "乙", "丙"]),
        ("arabicAlpha", ["أ", "ب", "ت"]),
        ("arabicAbjad", ["أ", "ب", "ج"]),
        ("russianLower", ["а", "б", "в"]),
        ("decimalEnclosedCircle", ["①", "②", "③"]),
        ("decimalFullWidth", ["１", "２", "３"]),
        ("ordinal", ["1st", "2nd", "3rd"]),
    ],
)
def test_numbers_that_word_makes_are_written_out(number_format: str, printed: list[str]) -> None:
    body = "".join(list_paragraph("x", 1) for _number in printed)
    source = read(body, numbering=numbering(level(0, number_format, "(%1)")))
    assert texts(source) == [f"({number}) x" for number in printed]


@pytest.mark.parametrize(
    ("number_format", "start", "printed"),
    [
        ("lowerLetter", 26, ["z", "aa", "bb"]),
        ("upperRoman", 48, ["XLVIII", "XLIX", "L"]),
        ("chineseCounting", 10, ["十", "十一", "十二"]),
        ("chineseCounting", 99, ["九十九", "一百", "一百零一"]),
        ("arabicAlpha", 28, ["ي", "أأ", "بب"]),
        ("decimal", 0, ["0", "1", "2"]),
    ],
)
def test_large_numbers_are_written_out(number_format: str, start: int, printed: list[str]) -> None:
    body = "".join(list_paragraph("x", 1) for _number in printed)
    source = read(body, numbering=numbering(level(0, number_format, "%1.", start=start)))
    assert texts(source) == [f"{number}. x" for number in printed]


def test_deeper_levels_begin_anew_under_each_number() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")
    body = "".join(list_paragraph("x", 1, depth) for depth in (0, 1, 1, 0, 1))
    source = read(body, numbering=numbering(levels))
    assert texts(source) == ["1. x", "(a) x", "(b) x", "2. x", "(a) x"]


def test_a_level_may_go_on_through_the_numbers_above_it() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = "".join(list_paragraph("x", 1, depth) for depth in (0, 1, 1, 0, 1))
    source = read(body, numbering=numbering(levels))
    assert texts(source) == ["I. x", "1. x", "2. x", "II. x", "3. x"]


def test_a_number_names_the_levels_above_it() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = "".join(list_paragraph("x", 1, depth) for depth in (0, 0, 1, 1))
    source = read(body, numbering=numbering(levels))
    assert texts(source) == ["I. x", "II. x", "2.1 x", "2.2 x"]


def test_a_list_may_begin_with_a_number_of_its_own() -> None:
    overrides = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(list_paragraph("x", number) for number in (1, 1, 2, 2))
    source = read(body, numbering=numbering(level(0, "decimal", "%1."), overrides=overrides))
    assert texts(source) == ["1. x", "2. x", "5. x", "6. x"]


def test_lists_that_share_their_levels_count_on() -> None:
    overrides = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    body = "".join(list_paragraph("x", number) for number in (1, 1, 2, 1))
    source = read(body, numbering=numbering(level(0, "decimal", "%1."), overrides=overrides))
    assert texts(source) == ["1. x", "2. x", "3. x", "4. x"]


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="heading 1"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="M"><w:name w:val="own"/><w:basedOn w:val="N"/>'
        "</w:style>"
    )
    body = (
        paragraph("导言", properties='<w:pStyle w:val="N"/>')
        + paragraph("建议", properties='<w:pStyle w:val="M"/>')
        + paragraph(
            "附件", properties='<w:pStyle w:val="N"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        )
    )
    source = read(body, styles=styles, numbering=numbering(level(0, "chineseCounting", "%1.")))
    assert texts(source) == ["一. 导言", "二. 建议", "附件"]
    assert [line.style for line in source.body] == ["heading1", "", "heading1"]


def test_a_form_of_numbers_that_is_not_known_is_refused_in_words() -> None:
    body = list_paragraph("x", 1)
    with pytest.raises(ImportRejected, match=r"form that cannot be read here \(hebrew2\)"):
        read(body, numbering=numbering(level(0, "hebrew2", "%1.")))


def test_bullets_and_what_stands_after_numbers() -> None:
    levels = (
        level(0, "bullet", "\uf0b7")
        + level(1, "bullet", "–", '<w:suff w:val="space"/>')
        + level(2, "decimal", "建议 %3：", '<w:suff w:val="nothing"/>')
    )
    body = "".join(list_paragraph("x", 1, depth) for depth in (0, 1, 2))
    assert texts(read(body, numbering=numbering(levels))) == ["• x", "– x", "建议 1：x"]


def test_footnotes_have_the_places_of_their_marks() -> None:
    source = read(
        list_paragraph("甲", 1).replace("</w:p>", f"{reference(2)}{run('乙')}{reference(3)}</w:p>"),
        numbering=numbering(level(0, "decimal", "%1.")),
        footnotes=note(2, "见第 1 条。", "又一段。") + note(3, "注 二。"),
    )
    assert texts(source) == ["1. 甲1乙2"]
    assert source.body[0].mark_places == (MarkPlace(4, "1"), MarkPlace(6, "2"))
    assert [(each.mark, [line.text for line in each.lines]) for each in source.footnotes] == [
        ("1", ["见第 1 条。", "又一段。"]),
        ("2", ["注 二。"]),
    ]


def test_marks_that_somebody_typed_and_endnotes() -> None:
    source = read(
        paragraph("甲", reference(2, own="*"), "乙", reference(1, "endnote")),
        footnotes=note(2, "* 星号。"),
        endnotes=note(1, "尾注。", kind="endnote"),
    )
    assert texts(source) == ["甲*乙i"]
    assert [(each.mark, each.lines[0].text) for each in source.footnotes] == [
        ("*", "星号。"),
        ("i", "尾注。"),
    ]


def test_footnotes_that_begin_anew_on_each_page_are_asked_about() -> None:
    settings = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    source = read(paragraph("甲", reference(2)), footnotes=note(2, "注。"), settings=settings)
    assert [each.kind for each in source.questions] == ["notes-numbered-by-page"]


def test_rows_of_tables_have_cells_with_their_paragraphs_and_inner_tables() -> None:
    inner = table(("c", "d"))
    cell = paragraph("b") + paragraph("e", reference(1))
    source = read(paragraph("x") + table(("a", cell), (inner, "f")), footnotes=note(1, "注。"))
    assert [line.cells for line in source.body] == [(), ("a", "b\ne1"), ("c\nd", "f")]
    row = source.body[1]
    assert (row.text, row.mark_places) == ("a b e1", (MarkPlace(5, "1"),))


def test_a_box_of_one_cell_and_the_table_of_the_masthead_are_lines() -> None:
    source = read(
        table(("联合国", "一般"), ("大会", "")) + paragraph("甲") + table(("乙",), ("丙",))
    )
    assert texts(source) == ["联合国", "一般", "大会", "甲", "乙", "丙"]
    assert {line.cells for line in source.body} == {()}


def test_headers_and_footers_are_layout_and_the_first_page_is_the_cover() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/>'
        '<w:headerReference w:type="default" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:headerReference w:type="even" r:id="header3"/><w:titlePg/></w:sectPr>'
    )
    tab = "<w:r><w:tab/></w:r>"
    headers = {
        "header1": paragraph("联合国", tab, "CTOC/COP/WG.7/2026/4") + paragraph("Distr.: General"),
        "header2": paragraph("CTOC/COP/WG.7/2026/4"),
        "header3": paragraph("not on any page"),
        "footer1": paragraph("V.26-05151", tab, "3/7"),
    }
    source = read(paragraph("甲") + section, headers)
    assert texts(source) == ["联合国", "Distr.: General", "甲"]
    assert dropped(source) == [
        ("CTOC/COP/WG.7/2026/4", "running header"),
        ("CTOC/COP/WG.7/2026/4", "running header"),
        ("V.26-05151", "job number"),
        ("3/7", "page number"),
    ]


def test_tracked_changes_are_taken_and_asked_about() -> None:
    body = paragraph(
        "鼓励",
        f"<w:ins>{run('所有')}</w:ins>",
        "<w:del><w:r><w:delText>有关</w:delText></w:r></w:del>",
        "缔约国",
        properties="<w:rPr><w:del/></w:rPr>",
    ) + paragraph("合作。")
    source = read(body)
    assert texts(source) == ["鼓励所有缔约国合作。"]
    assert dropped(source) == [("有关", "deleted words")]
    assert [(each.kind, each.words) for each in source.questions] == [("tracked-changes", "有关")]


def test_what_does_not_print_is_accounted_for() -> None:
    source = read(
        paragraph(
            "甲",
            run("暗", VANISH),
            "乙",
            "<w:r><w:t>丙</w:t><w:softHyphen/><w:t>丁\u00ad</w:t></w:r>",
        ),
        comments=f'<w:comment w:id="1">{paragraph("批注")}</w:comment>',
    )
    assert texts(source) == ["甲乙丙丁"]
    assert dropped(source) == [("暗", "hidden words"), ("批注", "comment")]
    assert [fault.code for fault in source.invisible] == ["U+00AD"]


def test_a_style_may_hide_words_and_a_run_show_them_again() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="h"/>'
        f"<w:rPr>{VANISH}</w:rPr></w:style>"
    )
    shown = run("见", '<w:vanish w:val="0"/>')
    source = read(paragraph("暗", shown, properties='<w:pStyle w:val="H"/>'), styles=styles)
    assert (texts(source), dropped(source)) == (["见"], [("暗", "hidden words")])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:noBreakHyphen/><w:t>19</w:t>", "COVID-19"),
        ("<w:tab/><w:t>x</w:t>", "COVID x"),
        ("<w:t>\u201119</w:t>", "COVID-19"),
        ("<w:t>\u00a019</w:t>", "COVID 19"),
        ('<w:sym w:font="Symbol" w:char="F062"/>', "COVIDβ"),
        ('<w:sym w:font="Wingdings" w:char="F0A7"/>', "COVID▪"),
        ("<w:t>  x  </w:t>", "COVIDx"),
        (
            RUBY.format(run("yì"), run("疫")),
            "COVID疫",
        ),
        ("<w:lastRenderedPageBreak/><w:t>-19</w:t>", "COVID-19"),
    ],
)
def test_characters_of_a_run(content: str, text: str) -> None:
    assert texts(read(paragraph("COVID", f"<w:r>{content}</w:r>"))) == [text]


def test_breaks_make_lines_of_one_paragraph() -> None:
    source = read(paragraph("会议", "<w:r><w:br/></w:r>", "报告") + paragraph("导言"))
    assert [(line.text, line.begins_paragraph) for line in source.body] == [
        ("会议", True),
        ("报告", False),
        ("导言", True),
    ]


def test_fields_have_their_results_alone() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    inner = field("begin") + instruction + field("separate") + run("7") + field("end")
    source = read(
        paragraph(
            "第", field("begin"), instruction, inner, field("separate"), "8", field("end"), "页"
        )
        + paragraph('<w:fldSimple w:instr="X"><w:r><w:t>9</w:t></w:r></w:fldSimple>')
        + paragraph(f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>')
    )
    assert texts(source) == ["第8页", "9", "链接"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    alternatives = (
        "<mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert texts(read(paragraph("甲", f"<w:r>{alternatives}</w:r>"))) == ["甲", "框"]


def test_words_within_controls_formulas_and_other_enclosures_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
        + paragraph(f"<w:smartTag>{run('乙')}</w:smartTag>", f"<w:bdo>{run('丙')}</w:bdo>")
        + paragraph("<m:oMath><m:r><m:t>丁</m:t></m:r></m:oMath>")
    )
    assert texts(read(body)) == ["甲", "乙丙", "丁"]


def test_embedded_objects_are_asked_about() -> None:
    source = read(paragraph("甲", "<w:r><w:object/></w:r>"))
    assert [each.kind for each in source.questions] == ["embedded-objects"]


def test_marks_of_direction_are_left_out_and_one_that_turns_words_round_is_not() -> None:
    source = read(paragraph("\u200fالمادة 8\u200e من") + paragraph("\u202e8"))
    assert texts(source) == ["المادة 8 من", "\u202e8"]
