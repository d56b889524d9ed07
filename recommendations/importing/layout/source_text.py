"""The layout model: a file of any format as lines, with its footnotes and what its pages add.

Every container becomes one ``SourceText``. Its ``text`` holds every visible character of the file,
line by line, each of which ends in the body, in a footnote, or among what was dropped as layout.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from recommendations.importing.inquiries.questions import ImportQuestion
from recommendations.importing.layout.findings import Deviation, DroppedText
from recommendations.importing.layout.running_headers import running_header_lines
from smuggling_kb.characters import CharacterFault


class FileFormat(StrEnum):
    """The formats of files that are read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True)
class MarkPlace:
    """The place of a footnote's mark, known exactly: ``mark`` stands at ``offset`` of the line."""

    offset: int
    mark: str


@dataclass
class SourceLine:
    """One line of the body, or the row of a table.

    ``number`` counts the lines of ``SourceText.text`` from 1; ``indent`` and ``gap`` count the
    spaces and blank lines before it. The rest is what the file itself says, empty where it does
    not: ``mark_places`` are in order, ``cells`` are of a table's row, with a line feed between
    their paragraphs, ``style`` is ``heading1`` … or ``title``, a hint only, or ``heading`` where
    the level is not told; ``begins_paragraph`` is false where nothing tells.
    """

    number: int
    text: str
    indent: int
    gap: int
    page: int
    mark_places: tuple[MarkPlace, ...] = ()
    cells: tuple[str, ...] = ()
    style: str = ""
    begins_paragraph: bool = False

    def begin_at(self, text: str) -> None:
        """Take off what stands before ``text``, which is the end of the line."""
        cut = len(self.text) - len(text)
        places = (replace(place, offset=place.offset - cut) for place in self.mark_places)
        self.mark_places = tuple(place for place in places if place.offset >= 0)
        self.text = text


@dataclass
class FootnoteBlock:
    """The lines of one footnote, lifted out of the page that prints it."""

    mark: str
    page: int
    lines: list[SourceLine]


@dataclass
class SourceText:
    """A file as pages: its body without its footnotes and without decoration."""

    text: str
    file_format: FileFormat = FileFormat.TEXT
    body: list[SourceLine] = field(default_factory=list)
    footnotes: list[FootnoteBlock] = field(default_factory=list)
    dropped: list[DroppedText] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    #: What the container alone can ask.
    questions: list[ImportQuestion] = field(default_factory=list)
    #: Look-alikes of ideographs, which the text has the ideographs in place of.
    replaced: list[CharacterFault] = field(default_factory=list)
    #: Characters without a shape of their own, as word processors set them, which it leaves out.
    invisible: list[CharacterFault] = field(default_factory=list)
    #: The name of the encoding that a plain text was read in, if that is not Unicode.
    encoding: str = ""

    @property
    def markdown(self) -> bool:
        """Return whether the file is Markdown."""
        return self.file_format == FileFormat.MARKDOWN

    def lines(self) -> list[str]:
        """Return the lines of the file without the white space around them."""
        return [line.strip() for line in self.text.split("\n")]

    def running_headers(self) -> set[int]:
        """Return the places among its lines of those that the layout of pages put there."""
        return running_header_lines(self.lines(), has_pages=self.file_format == FileFormat.TEXT)
