"""Word files: every visible character is read, and nothing that is not printed."""

from io import BytesIO

import docx

from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.uploads.document_reader import read_content
from tests.importing.test_coming_reports import REPORT


def word_file(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_report_is_read_as_its_text_is() -> None:
    lines = [line.lstrip("# ") for line in REPORT.splitlines() if line]
    read = read_content(word_file(lines), ReadingHints(symbol="CTOC/COP/WG.7/2026/4"))
    wanted = read_content(REPORT.encode())
    assert [each.text for each in read.parsed.passages] == [
        each.text for each in wanted.parsed.passages
    ]
    assert read.parsed.recommendations == wanted.parsed.recommendations
