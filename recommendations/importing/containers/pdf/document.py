"""The text of a PDF file, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from recommendations.importing.containers.pdf.direction import has_right_to_left
from recommendations.importing.containers.pdf.glyphs import GlyphReader
from recommendations.importing.containers.pdf.heavy_letters import mark_heavy_lines
from recommendations.importing.containers.pdf.lines import (
    PrintedLine,
    is_lone_mark,
    printed_lines,
)
from recommendations.importing.containers.pdf.page_layer import PageLayer
from recommendations.importing.containers.pdf.page_notes import follows, mark_of, notes_begin
from recommendations.importing.containers.pdf.page_order import join_parted_rows, reading_order
from recommendations.importing.containers.pdf.paragraph_starts import (
    begins_paragraph,
    heading_style,
    is_undecided,
    may_begin,
    text_measures,
)
from recommendations.importing.containers.pdf.paragraphs import JoinedLines, ParagraphWriter
from recommendations.importing.inquiries.question_kinds import (
    LETTERS_FROM_RIGHT,
    PAGE_WITHOUT_TEXT,
    PARAGRAPH_AT_PAGE,
    SCANNED_PAGE,
)
from recommendations.importing.inquiries.questions import (
    QUOTED,
    ImportQuestion,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import FileFormat, MarkPlace, SourceText
from recommendations.importing.layout.source_text_builder import SourceTextBuilder

#: The longest file: pages, characters of all, characters and objects of one.
MOST_PAGES = 400
MOST_CHARACTERS = 1_000_000
MOST_OF_PAGE = 30_000
#: Lines of prose are set in no further than headings, as in texts without styles.
HEADING_INDENT = 2
#: A rule above footnotes is at most so thick and so long, in points and as a part of the page.
RULE_THICKNESS, RULE_LENGTH = 2.0, 0.5

DAMAGED = message(
    gettext_noop(
        "The PDF file is damaged or incomplete. Download it again, or send the Word file that it"
        " was made of."
    )
)
PASSWORD = message(gettext_noop("The PDF file has a password. Save it without one, and send that."))
SCRIPTS = message(
    gettext_noop(
        "The PDF file has a program in it (JavaScript), as no document has. Print it as a PDF file"
        " once more, and send that."
    )
)
FORM = message(
    gettext_noop(
        "The PDF file is a form that makes its pages itself (XFA). Print it as a PDF file, and send"
        " that."
    )
)
NO_TEXT = message(
    gettext_noop(
        "The PDF file has no text: its pages are pictures, as a scanner makes them. Send the Word"
        " file, or have the text recognised first."
    )
)
TOO_LONG = gettext_noop(
    "The PDF file has more than %(most)s pages or characters, and no document has. Choose the file"
    " that holds the document's text alone."
)


@dataclass
class PrintedPage:
    """A page with its lines in the order of reading, and the heights of its short rules."""

    number: int
    height: float
    lines: list[PrintedLine]
    rules: list[float]
    has_pictures: bool
    is_scanned: bool


def read_pdf(content: bytes, hints: ReadingHints) -> SourceText:
    """Read a PDF file into paragraphs; raises ``ImportRejected``."""
    pages = list(printed_pages(content))
    if not any(page.lines for page in pages):
        raise ImportRejected(NO_TEXT)
    return PdfReader(pages, hints).read_file()


def printed_pages(content: bytes) -> Iterator[PrintedPage]:
    """Yield the pages of a file."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise ImportRejected(PASSWORD if is_locked else DAMAGED) from error
    check_document(document)
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            reader = GlyphReader(page)
        except pypdfium2.PdfiumError as error:
            raise ImportRejected(DAMAGED) from error
        characters += reader.count()
        if reader.count() > MOST_OF_PAGE or characters > MOST_CHARACTERS:
            raise too_long(MOST_CHARACTERS)
        yield printed_page(page, reader, number + 1)
        page.close()


def check_document(document: pypdfium2.PdfDocument) -> None:
    """Raise ``ImportRejected`` if a file has what no document has, or too much of it."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise ImportRejected(SCRIPTS)
    if raw.FPDF_GetFormType(document) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        raise ImportRejected(FORM)
    if not len(document):
        raise ImportRejected(DAMAGED)
    if len(document) > MOST_PAGES:
        raise too_long(MOST_PAGES)


def too_long(most: int) -> ImportRejected:
    """Return the refusal of a file that is longer than any document."""
    return ImportRejected(message(TOO_LONG, most=f"{most:,}"))


def printed_page(page: pypdfium2.PdfPage, reader: GlyphReader, number: int) -> PrintedPage:
    """Return a page with its lines in the order of reading."""
    glyphs = list(reader.glyphs())
    width, height = page.get_size()
    rules, pictures = [], 0
    for drawn in page.get_objects(
        filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=2
    ):
        pictures += drawn.type == raw.FPDF_PAGEOBJ_IMAGE
        left, bottom, right, top = drawn.get_bounds()
        is_rule = top - bottom < RULE_THICKNESS and 20 < right - left < RULE_LENGTH * width
        if is_rule:
            rules.append(bottom)
    return PrintedPage(
        number,
        height,
        reading_order(printed_lines(glyphs, number), from_right=has_right_to_left(glyphs)),
        rules,
        has_pictures=pictures > 0,
        is_scanned=reader.invisible > 0.5 * max(len(glyphs), 1),
    )


class PdfReader:
    """Puts the lines of pages together to paragraphs and footnotes."""

    def __init__(self, pages: Sequence[PrintedPage], hints: ReadingHints) -> None:
        self._pages = pages
        self._builder = SourceTextBuilder(FileFormat.PDF)
        measures = self._measures = text_measures([page.lines for page in pages])
        lines = [line for page in pages for line in page.lines]
        mark_heavy_lines(lines, measures.right - measures.left)
        self._from_right = any(line.is_from_right for line in lines)
        self._writer = ParagraphWriter([line.text for line in lines], hints)
        self._layer = PageLayer(hints)
        self._hints = hints
        self._undecided: dict[str, ImportQuestion] = {}
        self._notes: list[tuple[str, int, list[PrintedLine]]] = []

    def read_file(self) -> SourceText:
        """Return the whole text."""
        reasons = self._layer.reasons(
            [page.lines for page in self._pages], [page.height for page in self._pages]
        )
        body: list[PrintedLine] = []
        for page in self._pages:
            lines = [line for line in page.lines if id(line) not in reasons]
            start = notes_begin(lines, self._measures.size, page.rules)
            body += lines[:start]
            self._take_notes(lines[start:])
        body = join_parted_rows(body)
        for above, line in pairwise(body):
            if is_lone_mark(line, above):
                line.mark_places = [MarkPlace(0, line.text)]
        last: PrintedLine | None = None
        for lines in self._line_groups(body):
            begins = (
                last is None
                or not may_begin(lines[0], last)
                or begins_paragraph(lines[0], last, self._measures)
            )
            self._add_paragraph(lines, begins=begins)
            last = lines[-1]
        for mark, page_number, lines in self._notes:
            self._add_note(mark, page_number, lines)
        for page in self._pages:
            for line in page.lines:
                if id(line) in reasons:
                    self._builder.drop(line.text, reasons[id(line)])
        source = self._builder.build()
        source.questions += [
            *self._layer.questions.values(),
            *self._undecided.values(),
            *self._writer.questions.values(),
            *self._questions_of_pages(),
        ]
        return source

    def _take_notes(self, lines: Sequence[PrintedLine]) -> None:
        """Take the lines of a page's footnotes; the first may go on from the page before."""
        for line in lines:
            mark = mark_of(line)
            last = self._notes[-1][0] if self._notes else "0"
            if mark and follows(mark, last):
                self._notes.append((mark, line.page, [line]))
            elif self._notes:
                self._notes[-1][2].append(line)
            else:
                self._notes.append(("", line.page, [line]))

    def _line_groups(self, lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
        """Yield the lines of each paragraph."""
        group: list[PrintedLine] = []
        for line in lines:
            if group and self._parts(line, group[-1]):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def _parts(self, line: PrintedLine, above: PrintedLine) -> bool:
        """Return whether a line is of another paragraph than the one above it, or may be."""
        if begins_paragraph(line, above, self._measures) or may_begin(line, above):
            return True
        if not is_undecided(line, above):
            return False
        words = line.text[:QUOTED]
        answer = self._hints.answer(PARAGRAPH_AT_PAGE.slug, words)
        if answer is None:
            self._undecided[words] = PARAGRAPH_AT_PAGE.question(0, words)
        # Answers kept from earlier have the general slug.
        return answer is not None and answer.choice in ("new-paragraph", "text")

    def _add_paragraph(self, lines: list[PrintedLine], *, begins: bool) -> None:
        paragraph = self._writer.paragraph(lines)
        style = heading_style(lines[0], self._measures)
        self._builder.add_line(
            paragraph.text,
            mark_places=paragraph.mark_places,
            cells=tuple(cell.text for cell in lines[0].row),
            style=style,
            indent=HEADING_INDENT if style else 0,
            begins_paragraph=begins,
            page=lines[0].page,
        )
        self._drop_hyphens(paragraph)

    def _add_note(self, mark: str, page: int, lines: list[PrintedLine]) -> None:
        paragraph = self._writer.paragraph(lines)
        text = paragraph.text.removeprefix(mark).lstrip()
        if mark:
            self._builder.add_footnote(mark, [text], page=page)
        else:
            self._builder.add_line(text, page=page)
        self._drop_hyphens(paragraph)

    def _drop_hyphens(self, paragraph: JoinedLines) -> None:
        for _time in range(paragraph.dropped_hyphens):
            self._builder.drop("-", "hyphen at the end of a line")

    def _questions_of_pages(self) -> Iterator[ImportQuestion]:
        for page in self._pages:
            if page.is_scanned:
                yield SCANNED_PAGE.question(0, str(page.number))
            elif not page.lines and page.has_pictures:
                yield PAGE_WITHOUT_TEXT.question(0, str(page.number))
        if self._from_right:
            yield LETTERS_FROM_RIGHT.question(0, self._builder.source.body[0].text[:QUOTED])
