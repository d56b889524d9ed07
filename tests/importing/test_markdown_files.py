"""Markdown and plain text: marks are taken off, footnotes and tables are told."""

import re

import pytest

from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.containers import read_source_text
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import MarkPlace
from recommendations.importing.reading.segmentation import mark_pattern
from recommendations.importing.uploads.document_reader import read_content
from recommendations.texts.gb18030 import is_chinese_gb18030
from tests.importing.made_documents.comparison import differences
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.markdown_writer import write_markdown
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.text_writer import write_text
from tests.importing.test_pdf_files import LANGUAGES, contents


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_read_as_its_word_file_is(language: str) -> None:
    report = next_report(language)
    found = read_source_text(write_markdown(report))
    assert list(contents(found)) == list(contents(read_source_text(write_docx(report))))


def test_marks_rows_and_footnotes() -> None:
    source = read_source_text(
        "# 甲\n\n**乙**[^a]丙[^*]\n\n|x|y \\| z|\n|---|:-:|\n|1||\n\n"
        "[^a]: 注*一*。\n    又。\n[^*]: 星。\n".encode()
    )
    assert [(line.text, line.cells, line.mark_places) for line in source.body] == [
        ("甲", (), ()),
        ("乙a丙*", (), (MarkPlace(1, "a"), MarkPlace(3, "*"))),
        ("x y | z", ("x", "y | z"), ()),
        ("1", ("1", ""), ()),
    ]
    assert [(note.mark, [line.text for line in note.lines]) for note in source.footnotes] == [
        ("a", ["注一。", "又。"]),
        ("*", ["星。"]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_unicode(encoding: str) -> None:
    source = read_source_text("一. 导言\r\n\r\n1. 建议".encode(encoding))
    assert [line.text for line in source.body] == ["一. 导言", "1. 建议"]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ru", "Windows-1251"),
        ("ru", "KOI8-R"),
        ("ar", "Windows-1256"),
        ("fr", "Windows-1252"),
        ("es", "Windows-1252"),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_its_name(language: str, encoding: str) -> None:
    content = write_text(next_report(language)).decode().encode(encoding, "replace")
    with pytest.raises(ImportRejected, match=re.escape(f"in {encoding} (byte ")):
        read_source_text(content)


def test_a_chinese_file_in_gb18030_is_read_and_that_is_told(knowledge_base: None) -> None:
    document = next_report("zh-hans")
    content = write_text(document).decode().encode("gb18030")
    source = read_source_text(content)
    assert source.encoding == "GB18030"
    assert source.text == read_source_text(write_text(document)).text
    assert differences(document, read_content(content, ReadingHints(document.symbol)).parsed) == []
    batch = create_batch(content, file_name="a.txt", by=None, symbol=document.symbol)
    assert fidelity_report(batch).encoding == "GB18030"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Рабочая группа по незаконному ввозу мигрантов и о защите их прав", "koi8-r"),
        ("Рабочая группа по незаконному ввозу мигрантов и о защите их прав", "windows-1251"),
        ("偷運移民問題工作組的建議，各國應當合作。", "big5"),
        ("ΟΜΑΔΑ ΕΡΓΑΣΙΑΣ", "iso-8859-7"),
        ("Groupe de travail à Vienne, éléments nécessaires", "windows-1252"),
        ("被偷运移民的权利", "gb18030"),
    ],
)
def test_other_encodings_are_not_taken_for_it(text: str, encoding: str) -> None:
    assert is_chinese_gb18030(text.encode(encoding)) == (encoding == "gb18030")
    assert not is_chinese_gb18030("缔约国".encode("gb18030") + b"\xff")


def test_a_file_with_a_broken_byte_is_refused_with_its_place() -> None:
    content = "缔约国应加强合作。 de ".encode() + b"\xff"
    with pytest.raises(ImportRejected, match=r"not in UTF-8 \(byte 31\)"):
        read_source_text(content)


@pytest.mark.parametrize("mark", ["**", "a(", "+", "12"])
def test_a_mark_of_any_characters_is_looked_for(mark: str) -> None:
    match = mark_pattern(mark).search(f"建议{mark}，另见")
    assert match is not None
    assert match[0] == mark
