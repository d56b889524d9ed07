"""The text of a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from recommendations.importing.containers.archive import Archive
from recommendations.importing.inquiries.questions import ReadingHints, gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import FileFormat, SourceText
from recommendations.importing.layout.source_text_builder import SourceTextBuilder

MAIN_PART = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NOT_WORD = message(
    gettext_noop("The file is a ZIP archive and no Word document. Save the document as DOCX.")
)


def read_docx(content: bytes, hints: ReadingHints) -> SourceText:
    """Read a Word file into lines; raises ``ImportRejected``."""
    archive = Archive(content)
    if MAIN_PART not in archive.names():
        raise ImportRejected(NOT_WORD)
    builder = SourceTextBuilder(FileFormat.DOCX)
    for paragraph in archive.xml(MAIN_PART).iter(f"{W}p"):
        builder.add_line("".join(_pieces(paragraph)))
    return builder.build()


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        yield element.text or "" if element.tag == f"{W}t" else " "
