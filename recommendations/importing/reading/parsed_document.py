"""The result of a parser: passages, footnotes, recommendations, and what it asks a person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from recommendations.importing.inquiries.questions import ImportQuestion
from recommendations.importing.layout.findings import DroppedText, JoinedLine
from recommendations.texts.wording import Wording, passage_wording

#: Section levels: chapter (一), section (A), subsection (1); a heading without number is one deeper
#: than the numbered heading before it.
CHAPTER, SECTION, SUBSECTION = 1, 2, 3

#: The number of the job by which a document was printed, in the layout of its pages.
JOB_NUMBER = re.compile(r"V\.\d{2}-\d{5}")


class PassageKind(StrEnum):
    """The kinds of passage; all but ``SECTION`` are kinds of paragraph in the database."""

    COVER = "cover"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    RECOMMENDATION = "recommendation"
    ITEM = "item"
    TEXT = "text"
    ROW = "row"


@dataclass
class ParsedPassage:
    """A stretch of the document with an anchor of its own; ``line`` counts the file's from 1."""

    kind: PassageKind
    line: int
    label: str
    printed_label: str
    text: str
    level: int = 0
    anchor: str = ""
    section: str = ""
    parent: str = ""
    #: The place of its number or letter in its sequence.
    value: int = 0

    @property
    def number(self) -> int | None:
        """The printed number of a paragraph or recommendation."""
        numbered_passages = self.kind in (PassageKind.PARAGRAPH, PassageKind.RECOMMENDATION)
        return int(self.label) if numbered_passages else None


@dataclass
class ParsedFootnote:
    """A footnote; ``offset`` counts the characters of the passage's text before its mark.

    A footnote without a mark stands at the end of a passage.
    """

    mark: str
    line: int
    text: str
    passage: str
    offset: int
    has_mark: bool = True

    @property
    def anchor(self) -> str:
        """``fn60``, or ``fn-star`` for the footnote marked with an asterisk."""
        return "fn-star" if self.mark == "*" else f"fn{self.mark}"


@dataclass
class ParsedRecommendation:
    """A passage that is a recommendation; ``year`` and ``session`` only if the passage tells."""

    passage: str
    status: str
    number: int
    letter: str
    text: str
    chapeau: str = ""
    year: int | None = None
    session: int | None = None
    chapter: str = ""


@dataclass(frozen=True)
class Meeting:
    """A session as its report prints it, days in ISO form; ``anchor`` is of the passage."""

    session: int
    anchor: str
    start: str = ""
    end: str = ""
    city: str = ""


@dataclass
class ParsedDocument:
    """One document, in the order of its text; ``meeting`` is that which it reports on.

    ``symbol`` is the one that was given, printed or answered; empty if none was. ``year`` is that
    of the symbol, else of the cover, else answered; None if none is known.
    """

    genre: str = ""
    language: str = ""
    symbol: str = ""
    #: Whether the file prints the symbol; it is inferred, if not.
    is_symbol_printed: bool = False
    year: int | None = None
    title: str = ""
    issued: str | None = None
    meeting: Meeting | None = None
    passages: list[ParsedPassage] = field(default_factory=list)
    footnotes: list[ParsedFootnote] = field(default_factory=list)
    recommendations: list[ParsedRecommendation] = field(default_factory=list)
    dropped: list[DroppedText] = field(default_factory=list)
    #: Lines that may begin a paragraph and were joined to the one above.
    joined: list[JoinedLine] = field(default_factory=list)
    questions: list[ImportQuestion] = field(default_factory=list)

    @property
    def session(self) -> int | None:
        """The number of the meeting that the text names as its own."""
        return self.meeting.session if self.meeting else None

    @property
    def job_number(self) -> str:
        """The number that the feet of its pages print: ``V.22-02384``; empty if they print none."""
        matches = (JOB_NUMBER.search(dropped.text) for dropped in self.dropped)
        return next((match[0] for match in matches if match), "")

    def passage(self, anchor: str) -> ParsedPassage:
        """Return the passage of an anchor; ``KeyError`` if there is none."""
        for passage in self.passages:
            if passage.anchor == anchor:
                return passage
        raise KeyError(anchor)

    def items_of(self, anchor: str) -> list[ParsedPassage]:
        """Return the items directly under a paragraph, in order."""
        return [passage for passage in self.passages if passage.parent == anchor]

    def wording(self, passage: ParsedPassage) -> Wording:
        """Return the wording of the recommendation that a passage prints."""
        items = ((item.label, item.text) for item in self.items_of(passage.anchor))
        above = self.passage(passage.parent).text if passage.kind == PassageKind.ITEM else ""
        return passage_wording(passage.text, items, above=above)

    def numbered_passages(self) -> list[ParsedPassage]:
        """Return the numbered paragraphs and recommendations."""
        return [passage for passage in self.passages if passage.number is not None]
