"""Plain text, as it is taken from the pages of a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

RULE = "_" * 18
#: Columns of a printed line; a Chinese character takes two.
WIDTH = 84


@dataclass
class Page:
    """The lines of a page, each with a blank one after it, and its footnotes."""

    lines: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def print(self) -> Iterator[str]:
        yield from self.lines
        if self.notes:
            yield RULE
            yield from (f" {note.mark} {note.text}" for note in self.notes)


def write_text(document: MadeDocument, *, wrapped: bool = False, page_lines: int = 40) -> bytes:
    """Return a document as text in UTF-8.

    A passage has a line of its own, or as many as it takes on a page if ``wrapped``. From the
    second page on, the document's symbol and the number of its page stand before the page.
    """
    pages = [Page()]
    for passage in document.passages:
        for line, notes in printed_lines(document, passage, wrapped=wrapped):
            if len(pages[-1].lines) >= page_lines:
                pages.append(Page())
            pages[-1].lines.append(line)
            pages[-1].notes += notes
    lines: list[str] = []
    for number, page in enumerate(pages, start=1):
        if number > 1:
            foot = document.first_foot if number == 2 else []
            lines += [*foot, f"{document.job_number} {number}/{len(pages)}", document.symbol]
        lines += page.print()
    return "".join(f"{line}\n\n" for line in lines).encode()


def printed_lines(
    document: MadeDocument, passage: MadePassage, *, wrapped: bool
) -> Iterator[tuple[str, list[Note]]]:
    """Yield each line of a passage, with the footnotes whose marks it has."""
    label = document.label(passage)
    if passage.kind == Kind.RECOMMENDATION:
        yield label, []
        label = ""
    line = "  " if passage.kind == Kind.HEADING else ""
    line += f"{label} " if label else ""
    width, notes = columns(line), list[Note]()
    for token in tokens(passage):
        size = 0 if isinstance(token, Note) else columns(token)
        if (
            wrapped
            and width + size > WIDTH
            and not isinstance(token, Note)
            and may_break(line, token)
        ):
            yield line.rstrip(), notes
            line, width, notes = "", 0, []
            token = token.lstrip()
        if isinstance(token, Note):
            line += token.mark
            notes.append(token)
        else:
            line += token
        width += size
    yield line.rstrip(), notes
    if passage.kind == Kind.COVER:  # Whose parts stand apart.
        yield "", []


def tokens(passage: MadePassage) -> Iterator[str | Note]:
    """Yield the footnotes of a passage and the words between them, a space before its word."""
    for piece in passage.pieces():
        if isinstance(piece, Note):
            yield piece
            continue
        word = ""
        for character in piece:
            if word and (character == " " or is_wide(character) or is_wide(word[-1])):
                yield word
                word = ""
            word += character
        if word:
            yield word


def may_break(line: str, token: str) -> bool:
    """Return whether a line may end before a word: at a space, or between Chinese characters."""
    if token.startswith(" "):
        return True
    return bool(line) and is_ideograph(line[-1]) and is_ideograph(token[0])


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def columns(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)
