"""A made-up document: its passages in order, each with its number and its footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tests.importing.made_documents.labels import printed_label


class Kind(StrEnum):
    """The kinds of passage; ``CONTINUATION`` is a further paragraph of a recommendation."""

    COVER = "cover"
    CHAPTER = "chapter"
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    RECOMMENDATION = "recommendation"
    CONTINUATION = "continuation"
    ITEM = "item"
    AGENDA_ITEM = "agenda item"
    TEXT = "text"
    ROW = "row"


HEADINGS = (Kind.CHAPTER, Kind.SECTION, Kind.HEADING)


@dataclass(frozen=True)
class Note:
    """A footnote; ``offset`` counts the characters of the passage's text before its mark."""

    offset: int
    mark: str
    text: str


@dataclass(frozen=True)
class MadePassage:
    """A passage without its number and its marks; ``cells`` are those of a table's row.

    ``printed`` stands before it where the document prints its number in a way of its own, and
    ``level`` is that of a heading which its kind does not tell.
    """

    kind: Kind
    text: str
    number: int = 0
    notes: tuple[Note, ...] = ()
    cells: tuple[str, ...] = ()
    printed: str = ""
    level: int = 0

    def pieces(self) -> Iterator[str | Note]:
        """Yield the text in pieces, between them the footnotes whose marks stand there."""
        start = 0
        for note in self.notes:
            yield self.text[start : note.offset]
            yield note
            start = note.offset
        yield self.text[start:]


@dataclass(frozen=True)
class MadeDocument:
    """A document; ``genre`` is a slug of the site's, or empty if the site has none for it."""

    language: str
    genre: str
    symbol: str
    job_number: str
    passages: tuple[MadePassage, ...]

    @property
    def right_to_left(self) -> bool:
        return self.language == "ar"

    @property
    def first_foot(self) -> list[str]:
        """Return the lines at the foot of the first page: the job, its days, its bar code."""
        return [
            f"{self.job_number} (E)    201026    211026",
            f"*{self.job_number[2:].replace('-', '')}*",
        ]

    @property
    def footnotes(self) -> list[Note]:
        """Return the footnotes of all passages, in order."""
        return [note for passage in self.passages for note in passage.notes]

    def label(self, passage: MadePassage) -> str:
        """Return what is printed before the text of a passage, with no space after it."""
        return passage.printed or printed_label(passage.kind, passage.number, self.language)

    def recommendations(self) -> dict[int, str]:
        """Return the words of each numbered recommendation, items on lines of their own."""
        found: dict[int, str] = {}
        number = 0
        for passage in self.passages:
            if passage.kind == Kind.RECOMMENDATION:
                number = passage.number
                found[number] = passage.text
            elif number and passage.kind == Kind.CONTINUATION:
                found[number] += f"\n{passage.text}"
            elif number and passage.kind == Kind.ITEM:
                found[number] += (
                    f"\n({'abcdefghijklmnopqrstuvwxyz'[passage.number - 1]}) {passage.text}"
                )
            else:
                number = 0
        return found
