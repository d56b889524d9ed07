"""Markdown and plain text: marks are taken off, footnotes and tables are told."""

import pytest

from recommendations.importing.containers import read_source_text
from recommendations.importing.layout.source_text import MarkPlace
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.markdown_writer import write_markdown
from tests.importing.made_documents.notation import next_report
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
