"""This site's HTML as DOCX: all words, links and tables, and no names of persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from recommendations.pages.briefs.html_blocks import TextParagraph, TextRun, TextTable, html_blocks
from smuggling_kb.languages import BY_CODE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What XML cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: The fonts: of Latin letters, and of Chinese, which Word would else take from anywhere.
LATIN, EAST_ASIAN = "Calibri", "SimSun"
#: The styles of paragraphs by their element.
STYLES = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3", "caption": "Caption"}
GRID = "Table Grid"
INDENT = Mm(8)


def docx_file(html: str, *, title: str, language: str, root: str, day: date) -> bytes:
    """Write the file; ``root`` begins the addresses of its links."""
    word = Document()
    _set_up(word, BY_CODE[language].tag)
    _set_properties(word, title, language, day)
    for block in html_blocks(html):
        if isinstance(block, TextTable):
            _table(word, block, root)
        else:
            _paragraph(word, block, root)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: WordDocument, tag: str) -> None:
    """Fonts for every script in every style, and the languages of whoever checks the spelling."""
    for style in word.styles:
        if not hasattr(style, "font"):
            continue
        style.font.name = LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), EAST_ASIAN)
    normal = word.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().append(_language(tag))


def _language(tag: str) -> Any:
    found = OxmlElement("w:lang")
    found.set(qn("w:val"), "en-GB" if tag.startswith("zh") else tag)
    found.set(qn("w:eastAsia"), "zh-CN")
    return found


def _set_properties(word: WordDocument, title: str, language: str, day: date) -> None:
    """Set the title, the language and the day of the data."""
    properties = word.core_properties
    properties.title = ILLEGAL.sub("", title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = (
        properties.subject
    ) = ""
    properties.language = BY_CODE[language].tag
    properties.created = properties.modified = datetime.combine(day, time())
    properties.revision = 1


def _paragraph(word: WordDocument, block: TextParagraph, root: str) -> None:
    style = "List Bullet" if block.kind == "li" else STYLES.get(block.kind)
    written = word.add_paragraph(style=style)
    if "chapeau" in block.classes:
        written.paragraph_format.left_indent = INDENT
    _runs(written, block.runs, root)


def _table(word: WordDocument, table: TextTable, root: str) -> None:
    """Write its rows; those of the head are repeated on each page."""
    width = max(map(len, table.rows), default=0)
    if not width:
        return
    written = word.add_table(rows=0, cols=width, style=GRID)
    for number, row in enumerate(table.rows):
        cells = written.add_row()
        for cell, words in zip(cells.cells, row, strict=False):
            _runs(cell.paragraphs[0], words.runs, root)
        if number < table.heads:
            head = OxmlElement("w:tblHeader")
            cells._tr.get_or_add_trPr().append(head)
    word.add_paragraph()


def _runs(paragraph: WordParagraph, runs: Sequence[TextRun], root: str) -> None:
    for run in runs:
        written = paragraph.add_run(ILLEGAL.sub("", run.words))
        written.bold = run.bold or None
        written.underline = run.underlined or None
        if run.language:
            written._r.get_or_add_rPr().append(_language(run.language))
        if run.address:
            _make_link(
                paragraph, written._r, run.address if ":" in run.address else root + run.address
            )


def _make_link(paragraph: WordParagraph, run: Any, address: str) -> None:
    """Make a run a link."""
    name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), name)
    paragraph._p.append(link)
    link.append(run)
