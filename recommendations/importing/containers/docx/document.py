"""The text of a Word file, in the order in which it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from recommendations.importing.containers.docx.names import (
    RELATIONSHIP,
    child_number,
    child_value,
    switch,
    value,
    w,
)
from recommendations.importing.containers.docx.notes import Note, Notes
from recommendations.importing.containers.docx.numbering import Numbering
from recommendations.importing.containers.docx.package import WordPackage
from recommendations.importing.containers.docx.paragraph_text import (
    ALTERNATIVES,
    ParagraphText,
    TextReader,
    first_alternative,
)
from recommendations.importing.containers.docx.styles import Styles, style_hint
from recommendations.importing.inquiries.question_kinds import (
    EMBEDDED_OBJECTS,
    NOTES_NUMBERED_BY_PAGE,
    TRACKED_CHANGES,
)
from recommendations.importing.inquiries.questions import (
    QUOTED,
    ImportQuestion,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.running_headers import header_reason
from recommendations.importing.layout.source_text import FileFormat, MarkPlace, SourceText
from recommendations.importing.layout.source_text_builder import SourceTextBuilder

#: Paragraphs of the longest file.
MOST_PARAGRAPHS = 50_000
#: Elements that hold paragraphs and tables beside the body and cells.
HOLDERS = {*map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo"))}
#: Headings are set in, as in texts without styles.
HEADING_INDENT = 2
#: Spaces that set words apart on a line of a header.
APART = re.compile(r"\t| {2,}")

TOO_LONG = gettext_noop(
    "The file has more than %(most)s paragraphs, and no document has. Choose the file that holds"
    " the document's text alone."
)
NO_TEXT = message(
    gettext_noop(
        "The document has no text. If its pages are pictures, send the file that they were made of."
    )
)


def read_docx(content: bytes, hints: ReadingHints) -> SourceText:
    """Read a Word file into lines; raises ``ImportRejected``."""
    package = WordPackage(content)
    return WordReader(package).read_file()


@dataclass
class CellText:
    """A cell of a table: its paragraphs, and the places of marks among them."""

    text: str
    marks: list[MarkPlace]


class WordReader:
    """Reads the parts of a file into the lines of a source text."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._builder = SourceTextBuilder(FileFormat.DOCX)
        self._settings = package.related_root("settings")
        self._styles = Styles(package.related_root("styles"))
        self._numbering = Numbering(package.related_root("numbering"))
        self._notes = Notes(
            {
                "footnote": package.related_root("footnotes"),
                "endnote": package.related_root("endnotes"),
            },
            self._settings,
        )
        self._text_reader = TextReader(self._styles, self._notes.mark)
        #: The words of a paragraph whose end is deleted, so that the next one continues it.
        self._carried: ParagraphText | None = None
        self._paragraphs = 0
        self._changes: list[str] = []
        self._objects = 0

    def read_file(self) -> SourceText:
        """Return the whole text."""
        root = self._package.root(self._package.main)
        body = None if root is None else root.find(w("body"))
        if body is None:
            raise ImportRejected(NO_TEXT)
        sections = list(body.iter(w("sectPr")))
        masthead = self._read_masthead(sections)
        self._read_blocks(body, is_cover=True)
        self._notes.is_complete = True
        for note in self._notes.referred:
            self._read_note(note)
        self._drop_headers(sections, masthead)
        self._drop_comments()
        source = self._builder.build()
        if not source.body:
            raise ImportRejected(NO_TEXT)
        source.questions += self._open_questions(root)
        return source

    def _read_blocks(self, parent: etree._Element, *, is_cover: bool = False) -> None:
        """Read paragraphs and tables; a table that a document begins with is its masthead."""
        for block in blocks(parent):
            if block.tag == w("tbl"):
                self._read_table(block, is_masthead=is_cover and not self._builder.source.body)
            else:
                self._read_paragraph(block)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        text = self._paragraph_text(paragraph)
        if text is None:
            return
        style, indent = self._style_of(paragraph)
        for place, (line, marks) in enumerate(zip(text.lines, text.marks, strict=True)):
            is_first = place == 0
            self._builder.add_line(
                line,
                mark_places=marks,
                style=style,
                indent=indent if is_first else 0,
                begins_paragraph=is_first,
            )
        self._leave_out(text)
        for box in text.boxes:
            self._read_blocks(box)
        self._end_section(paragraph)

    def _paragraph_text(self, paragraph: etree._Element) -> ParagraphText | None:
        """Return the text of a paragraph with its number; None if the next one continues it."""
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise ImportRejected(message(TOO_LONG, most=f"{MOST_PARAGRAPHS:,}"))
        properties = paragraph.find(w("pPr"))
        mark = None if properties is None else properties.find(w("rPr"))
        is_continued = mark is not None and any(
            mark.find(w(name)) is not None for name in ("del", "moveFrom")
        )
        number = "" if is_continued else self._number(properties)
        text = self._text_reader.read_paragraph(paragraph)
        if self._carried:
            text = join_texts(self._carried, text)
            self._carried = None
        if is_continued:
            self._carried = text
            return None
        return add_number(number, text)

    def _number(self, properties: etree._Element | None) -> str:
        """Return the number that Word prints before a paragraph; empty if it prints none."""
        identifier = self._styles.identifier(child_value(properties, "pStyle"))
        style = self._styles.style(identifier)
        own = None if properties is None else properties.find(w("numPr"))
        name = child_value(own, "numId") or style.list_name
        if not name or name == "0" or not self._numbering.has(name):
            return ""
        depth = child_number(own, "ilvl")
        if depth is None and child_value(own, "numId"):
            depth = 0
        if depth is None:
            depth = style.list_depth
        if depth is None:
            depth = self._numbering.depth_of_style(name, identifier)
        return self._numbering.next_number(name, depth)

    def _style_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return what a paragraph is by its style, and how far it is set in as such."""
        properties = paragraph.find(w("pPr"))
        style = self._styles.style(child_value(properties, "pStyle"))
        hint = style_hint(style, child_number(properties, "outlineLvl"))
        return hint, HEADING_INDENT if hint.startswith("heading") else 0

    def _read_table(self, table: etree._Element, *, is_masthead: bool) -> None:
        rows = [
            [cell for cell in row.iter(w("tc")) if nearest(cell, "tr") is row]
            for row in table.iter(w("tr"))
            if nearest(row, "tbl") is table and not is_deleted_row(row)
        ]
        is_box = max(map(len, rows), default=0) <= 1
        for row in rows:
            if is_box or is_masthead:
                for cell in row:
                    self._read_blocks(cell)
            else:
                self._add_row([self._read_cell(cell) for cell in row])

    def _add_row(self, cells: list[CellText]) -> None:
        """Add the row of a table as one line: its cells apart from each other."""
        marks, start = [], 0
        for cell in cells:
            marks += [replace(mark, offset=mark.offset + start) for mark in cell.marks]
            start += len(cell.text) + 1
        text = "\t".join(cell.text for cell in cells).replace("\n", " ")
        self._builder.add_line(text, mark_places=marks, cells=tuple(cell.text for cell in cells))

    def _read_cell(self, parent: etree._Element) -> CellText:
        """Return what stands in a cell, with the tables in it."""
        cell = CellText("", [])
        for block in paragraphs_within(parent):
            text = self._paragraph_text(block)
            if text is None:
                continue
            for line, marks in zip(text.lines, text.marks, strict=True):
                if cell.text and line:
                    cell.text += "\n"
                cell.marks += [replace(each, offset=each.offset + len(cell.text)) for each in marks]
                cell.text += line
            self._leave_out(text)
            for box in text.boxes:
                inner = self._read_cell(box)
                cell.text += f"\n{inner.text}" if inner.text else ""
        return cell

    def _read_note(self, note: Note) -> None:
        paragraphs = []
        for block in paragraphs_within(note.element):
            if text := self._paragraph_text(block):
                paragraphs += text.lines
                self._leave_out(text)
        if note.has_own_mark and paragraphs:
            paragraphs[0] = paragraphs[0].lstrip().removeprefix(note.mark)
        self._builder.add_footnote(note.mark, paragraphs)

    def _leave_out(self, text: ParagraphText) -> None:
        self._objects += text.objects
        for words, reason in text.unprinted:
            self._builder.drop(words, reason)
            if reason == "deleted words":
                self._changes.append(words)

    def _end_section(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(w("pPr"))
        section = None if properties is None else properties.find(w("sectPr"))
        if section is not None:
            self._notes.begin_section()

    def _headers(self, sections: list[etree._Element]) -> Iterator[tuple[str, str, int]]:
        """Yield the kind, the part and the section of each header and footer that prints."""
        relationships = self._package.relationships(self._package.main)
        has_even = bool(switch(self._settings, "evenAndOddHeaders"))
        for place, section in enumerate(sections):
            has_first = bool(switch(section, "titlePg"))
            for name in ("headerReference", "footerReference"):
                for reference in section.iterfind(w(name)):
                    pages = value(reference, "type")
                    if (pages == "first" and not has_first) or (pages == "even" and not has_even):
                        continue
                    target = relationships.get(reference.get(f"{{{RELATIONSHIP}}}id", ""))
                    if target:
                        yield f"{pages} {name}", target.target, place

    def _read_masthead(self, sections: list[etree._Element]) -> str:
        """Read the header of the first page, which prints once; returns its part."""
        for kind, part, place in self._headers(sections):
            if kind == "first headerReference" and place == 0:
                for line in self._lines_of(part):
                    if reason := header_reason(line):
                        self._builder.drop(line, reason)
                    else:
                        self._builder.add_line(line, style="masthead")
                return part
        return ""

    def _drop_headers(self, sections: list[etree._Element], masthead: str) -> None:
        """Account for headers and footers, each as often as it stands in the file."""
        parts = dict.fromkeys(part for _kind, part, _place in self._headers(sections))
        for part in parts:
            if part != masthead:
                for line in self._lines_of(part):
                    self._builder.drop(line, header_reason(line) or "header of pages")

    def _lines_of(self, part: str) -> Iterator[str]:
        """Yield the words of a header or footer, those set apart by a tab each for itself."""
        root = self._package.root(part)
        reader = TextReader(self._styles, self._notes.mark)
        for paragraph in root.iter(w("p")) if root is not None else ():
            text = reader.read_paragraph(paragraph)
            for line in text.lines:
                yield from filter(None, map(str.strip, APART.split(line)))

    def _drop_comments(self) -> None:
        comments = self._package.related_root("comments")
        for paragraph in comments.iter(w("p")) if comments is not None else ():
            for line in TextReader(self._styles, self._notes.mark).read_paragraph(paragraph).lines:
                self._builder.drop(line, "comment")

    def _open_questions(self, root: etree._Element | None) -> Iterator[ImportQuestion]:
        inserted = root.iter(w("ins"), w("moveTo")) if root is not None else ()
        changes = [*self._changes, *("".join(each.itertext(w("t"))) for each in inserted)]
        if words := next(filter(str.strip, changes), ""):
            yield TRACKED_CHANGES.question(0, words.strip()[:QUOTED])
        if self._objects:
            yield EMBEDDED_OBJECTS.question(0, str(self._objects))
        if self._notes.is_numbered_by_page:
            yield NOTES_NUMBERED_BY_PAGE.question(0, self._notes.referred[0].mark)


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body, a cell, a box."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in HOLDERS:
            yield from blocks(child)
        elif child.tag == ALTERNATIVES:
            for each in first_alternative(child):
                yield from [each] if each.tag in (w("p"), w("tbl")) else blocks(each)


def paragraphs_within(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell or a note, those of tables in it among them."""
    for block in blocks(parent):
        if block.tag == w("p"):
            yield block
            continue
        for row in block.iter(w("tr")):
            if nearest(row, "tbl") is block and not is_deleted_row(row):
                for cell in row.iter(w("tc")):
                    if nearest(cell, "tr") is row:
                        yield from paragraphs_within(cell)


def nearest(element: etree._Element, name: str) -> etree._Element | None:
    """Return the innermost element of a name that an element is in."""
    return next(element.iterancestors(w(name)), None)


def is_deleted_row(row: etree._Element) -> bool:
    """Return whether a row of a table was deleted while changes were tracked."""
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def join_texts(first: ParagraphText, second: ParagraphText) -> ParagraphText:
    """Return two paragraphs as one, since the end of the first was deleted."""
    length = len(first.lines[-1])
    moved = [replace(mark, offset=mark.offset + length) for mark in second.marks[0]]
    return ParagraphText(
        [*first.lines[:-1], first.lines[-1] + second.lines[0], *second.lines[1:]],
        [*first.marks[:-1], first.marks[-1] + moved, *second.marks[1:]],
        first.unprinted + second.unprinted,
        first.boxes + second.boxes,
        first.objects + second.objects,
    )


def add_number(number: str, text: ParagraphText) -> ParagraphText:
    """Return a paragraph with its number before it."""
    text.lines[0] = number + text.lines[0]
    text.marks[0] = [replace(mark, offset=mark.offset + len(number)) for mark in text.marks[0]]
    return text
