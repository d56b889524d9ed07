"""A writer of Word files: headings, paragraphs and tables, one after the other.

It writes elements itself where python-docx would look through all that is written already, and
keeps them as they stand in the file: as a tree, a list of 5,000 records takes 60 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from recommendations.exports.word import styles
from recommendations.exports.word.styles import ParagraphStyle, TextStyles
from recommendations.texts.directions import split_directions
from recommendations.texts.folding import Span
from smuggling_kb.languages import BY_CODE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Characters that XML cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: The label of a lettered item, and what follows it.
ITEM = re.compile(r"(?P<label>\([a-z]+\))\s+(?P<words>.*)")
#: The words of the comment that keeps the place of the text in a file without it.
TEXT_PLACE = "text"
BREAKS = {"\n": "w:br", "\t": "w:tab"}
#: The fields at the foot of a page, by their names in the message there.
PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Run(NamedTuple):
    """Words in one style; ``address`` is their link, ``field`` what Word computes instead."""

    words: str
    is_modal: bool = False
    is_bold: bool = False
    is_underlined: bool = False
    address: str = ""
    field: str = ""


@dataclass(frozen=True)
class FileFacts:
    """The title of a file, and what stands at the foot of each page."""

    title: str
    language: str
    day: date
    data_version: str
    address: str


class WordWriter:
    """Writes a file in one language; what is in another says so, paragraph by paragraph."""

    def __init__(self, facts: FileFacts) -> None:
        self.language = facts.language
        self._word = Document()
        styles.set_up(self._word, facts.language)
        self._set_properties(facts)
        self._write_footer(facts)
        self._written = BytesIO()
        self._ids = {style.name: style.style_id for style in self._word.styles}
        self._links: dict[str, str] = {}

    def add_heading(self, words: str, level: int, *more: Run) -> None:
        """Add a heading; the first level is the title of the file."""
        self.add_paragraph([Run(words), *more], styles.HEADINGS[level - 1])

    def add_paragraph(
        self,
        runs: Sequence[Run],
        style: ParagraphStyle = styles.NORMAL,
        language: str = "",
        indent: int = 0,
    ) -> None:
        """Add a paragraph, ``indent`` steps further in than its style says."""
        self._write(self._paragraph(runs, style, language, indent))

    def add_text(
        self,
        words: str,
        modal: Sequence[Span],
        language: str,
        *,
        indent: int = 0,
        look: TextStyles = styles.ORIGINAL,
    ) -> None:
        """Add the text of a document, line by line; a lettered line hangs behind its letter."""
        start = 0
        for line in words.split("\n"):
            runs = marked_runs(line, [(first - start, last - start) for first, last in modal])
            item = ITEM.fullmatch(line)
            if item:
                runs = [Run(f"{item['label']}\t"), *_skip(runs, item.start("words"))]
            self.add_paragraph(runs, look.item if item else look.line, language, indent)
            start += len(line) + 1

    def add_table(self, head: Sequence[str], rows: Iterable[Sequence[Sequence[Run]]]) -> None:
        """Add a table; its head is repeated on each page."""
        table: Any = self._word.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = True
        if styles.is_right_to_left(self.language):
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for number, cells in enumerate([[[Run(each, is_bold=True)] for each in head], *rows]):
            row = table.add_row()
            for cell, runs in zip(row.cells, cells, strict=True):
                cell._tc.remove(cell.paragraphs[0]._p)
                cell._tc.append(self._paragraph(runs, styles.CELL))
            for mark in ("w:cantSplit", "w:tblHeader")[: 1 if number else 2]:
                row._tr.get_or_add_trPr().append(OxmlElement(mark))
        self._word.element.body.remove(table._tbl)
        self._write(table._tbl)
        self.add_paragraph([], styles.CELL)

    def file(self) -> IO[bytes]:
        """Return the file, a temporary one, to be read from its beginning."""
        file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
        try:
            with TemporaryFile() as frame:
                self._word.element.body.insert(0, etree.Comment(TEXT_PLACE))
                self._word.save(frame)
                self._fill(frame, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def _fill(self, frame: IO[bytes], file: IO[bytes]) -> None:
        """Copy a file without text, and put what was written in the place of its text."""
        place = etree.tostring(etree.Comment(TEXT_PLACE))
        with ZipFile(frame) as source, ZipFile(file, "w") as target:
            for part in source.infolist():
                written = ZipInfo(part.filename, part.date_time)
                written.compress_type = ZIP_DEFLATED
                with target.open(written, "w") as copy:
                    before, found, after = source.read(part).partition(place)
                    copy.write(before)
                    if found:
                        copy.write(self._written.getbuffer())
                    copy.write(after)

    def _write(self, element: Any) -> None:
        self._written.write(etree.tostring(element))

    def _paragraph(
        self, runs: Sequence[Run], style: ParagraphStyle, language: str = "", indent: int = 0
    ) -> Any:
        language = language or self.language
        paragraph = OxmlElement("w:p")
        layout = _child(paragraph, "w:pPr")
        _child(layout, "w:pStyle", val=self._ids[style.name])
        if style.has_edge:
            _write_edge(layout, language)
        if indent:
            start = twips(style.hanging + indent * styles.INDENT)
            if style.hanging:
                _child(_child(layout, "w:tabs"), "w:tab", val="left", pos=start)
        if styles.is_right_to_left(language):
            _child(layout, "w:bidi")
        if indent:
            start = twips(style.hanging + indent * styles.INDENT)
            _child(layout, "w:ind", left=start, hanging=twips(style.hanging))
        for run in runs:
            around = self._link(run.address, paragraph) if run.address else paragraph
            for part, is_right_to_left in _directed_runs(run, language):
                around.append(self._run(part, language, is_right_to_left=is_right_to_left))
        return paragraph

    def _run(self, run: Run, language: str, *, is_right_to_left: bool) -> Any:
        written = OxmlElement("w:r")
        look = OxmlElement("w:rPr")
        if run.is_modal:
            _child(look, "w:rStyle", val=self._ids[styles.MODAL_WORD])
        if language == styles.CHINESE:
            # Quotation marks, dashes and dots are then as wide as characters.
            _child(look, "w:rFonts", hint="eastAsia")
        if run.is_bold:
            _child(look, "w:b")
            _child(look, "w:bCs")
        if run.is_underlined:
            _child(look, "w:u", val="single")
        if is_right_to_left:
            _child(look, "w:rtl")
        if language != self.language:
            look.append(styles.language_element(language))
        if len(look):
            written.append(look)
        if run.field:
            _write_field(written, run.field)
        else:
            _write_words(written, run.words)
        return written

    def _link(self, address: str, paragraph: Any) -> Any:
        if address not in self._links:
            self._links[address] = f"link{len(self._links) + 1}"
            self._word.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, self._links[address], is_external=True
            )
        link = _child(paragraph, "w:hyperlink")
        link.set(qn("r:id"), self._links[address])
        return link

    def _write_footer(self, facts: FileFacts) -> None:
        """Write the page, the version of the data and the address at the foot of each page."""
        self._ids = {style.name: style.style_id for style in self._word.styles}
        footer = self._word.sections[0].footer
        first: Any = footer.paragraphs[0]._p
        numbered = [*_page_runs(_("Page %(page)s of %(pages)s")), Run(f" · {facts.data_version}")]
        for runs in (numbered, [Run(facts.address)]):
            first.addprevious(self._paragraph(runs, styles.FOOTER))
        first.getparent().remove(first)

    def _set_properties(self, facts: FileFacts) -> None:
        """Set the title, the language and the day of the data; nobody's name."""
        about = self._word.core_properties
        about.title = ILLEGAL.sub("", facts.title)[:255]
        about.author = about.last_modified_by = about.comments = about.keywords = ""
        about.subject = ""
        about.language = BY_CODE[facts.language].tag
        about.created = about.modified = datetime.combine(facts.day, time())
        about.revision = 1


def twips(points: float) -> str:
    """Return a length as WordprocessingML writes it."""
    return str(round(points * 20))


def marked_runs(words: str, modal: Sequence[Span]) -> list[Run]:
    """Return words as runs, those at these places as the modal word."""
    runs, start = [], 0
    for first, last in modal:
        if first < 0 or last > len(words):
            continue
        runs += [Run(words[start:first]), Run(words[first:last], is_modal=True)]
        start = last
    return [run for run in (*runs, Run(words[start:])) if run.words]


def _skip(runs: Iterable[Run], count: int) -> Iterator[Run]:
    """Yield runs without their first characters."""
    for run in runs:
        if len(run.words) > count:
            yield run._replace(words=run.words[count:])
        count = max(0, count - len(run.words))


def _directed_runs(run: Run, language: str) -> Iterator[tuple[Run, bool]]:
    """Yield the parts of a run, and whether each runs from right to left."""
    if not styles.is_right_to_left(language) or run.field:
        yield run, False
        return
    for part in split_directions(run.words):
        yield run._replace(words=part.words), not part.is_left_to_right


def _page_runs(message: str) -> Iterator[Run]:
    """Yield a message with its names as fields."""
    for part in re.split(r"%\((\w+)\)s", message):
        yield Run("", field=PAGE_FIELDS[part]) if part in PAGE_FIELDS else Run(part)


def _write_words(run: Any, words: str) -> None:
    """Write words, with line ends and tabs in their places."""
    for part in re.split("([\n\t])", ILLEGAL.sub("", words)):
        if part in BREAKS:
            _child(run, BREAKS[part])
        elif part:
            text = _child(run, "w:t")
            text.text = part
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _write_edge(layout: Any, language: str) -> None:
    """Write the dashed line along the edge where lines of a language begin."""
    side = "w:right" if styles.is_right_to_left(language) else "w:left"
    edge = {"val": "dashed", "sz": "6", "space": "8", "color": styles.EDGE}
    _child(_child(layout, "w:pBdr"), side, **edge)


def _write_field(run: Any, name: str) -> None:
    """Write a field that Word computes."""
    _child(run, "w:fldChar", fldCharType="begin")
    _child(run, "w:instrText").text = name
    _child(run, "w:fldChar", fldCharType="separate")
    _child(run, "w:t").text = "1"
    _child(run, "w:fldChar", fldCharType="end")


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    """Append an element and return it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
