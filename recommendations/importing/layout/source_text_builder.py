"""The builder of a source text from a file that has paragraphs rather than printed lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from recommendations.importing.inquiries.questions import gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.findings import DroppedText
from recommendations.importing.layout.source_text import (
    FileFormat,
    FootnoteBlock,
    MarkPlace,
    SourceLine,
    SourceText,
)
from smuggling_kb.characters import character_faults, replace_look_alikes

#: Spaces of any width, and hyphens at which no line may break, as word processors set them.
PLAIN_CHARACTERS = str.maketrans(
    dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " ")
    | dict.fromkeys("\u202f\u205f\u3000", " ")
    | {"\u2011": "-"}
)
#: Characters that word processors set for breaking lines and for turning the direction of texts;
#: what overrides a direction is not among them, since it changes what is read.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]")
#: Lines of the longest file.
MOST_LINES = 60_000
TOO_LONG = gettext_noop(
    "The file has more than %(most)s lines or paragraphs, and no document has. Choose the file that"
    " holds the document's text alone."
)
#: The page of a file that has none.
ONE_PAGE = 1


class SourceTextBuilder:
    """Adds lines to a source text, so that its text has all of them, in their order."""

    def __init__(self, file_format: FileFormat) -> None:
        self.source = SourceText("", file_format)
        self._lines: list[str] = []
        self._gap = 0

    def add_line(
        self,
        text: str,
        *,
        mark_places: Iterable[MarkPlace] = (),
        cells: tuple[str, ...] = (),
        style: str = "",
        indent: int = 0,
        begins_paragraph: bool = True,
        page: int = ONE_PAGE,
    ) -> SourceLine | None:
        """Add a line to the body and return it; None if it is blank."""
        line = self._line(text, tuple(mark_places), page)
        if line is None:
            return None
        line.cells = tuple(clean_text(cell).strip() for cell in cells)
        line.style, line.indent, line.begins_paragraph = style, indent, begins_paragraph
        self.source.body.append(line)
        return line

    def add_footnote(self, mark: str, paragraphs: Iterable[str], page: int = ONE_PAGE) -> None:
        """Add a footnote, its mark before the first of its paragraphs."""
        lines = []
        before = f"{mark} "
        for paragraph in paragraphs:
            if line := self._line(before + paragraph, (), page):
                line.begin_at(line.text.removeprefix(before.strip()).strip())
                lines.append(line)
                before = ""
        self.source.footnotes.append(FootnoteBlock(mark, page, lines))

    def drop(self, text: str, reason: str) -> None:
        """Add a line that is layout."""
        if line := self._line(text, (), ONE_PAGE):
            self.source.dropped.append(DroppedText(line.number, line.text, reason))

    def build(self) -> SourceText:
        """Return the source text."""
        self.source.text = "\n".join(self._lines)
        return self.source

    def _line(self, text: str, mark_places: tuple[MarkPlace, ...], page: int) -> SourceLine | None:
        number = len(self._lines) + 1
        if number > MOST_LINES:
            raise ImportRejected(message(TOO_LONG, most=f"{MOST_LINES:,}"))
        text, mark_places = self._without_invisible(text, mark_places, number)
        text, replaced = replace_look_alikes(text.translate(PLAIN_CHARACTERS))
        self.source.replaced += [replace(fault, line=number) for fault in replaced]
        self._lines.append(text.rstrip())
        line = SourceLine(number, text.rstrip(), 0, self._gap, page, mark_places)
        line.begin_at(line.text.lstrip())
        self._gap = 0 if line.text else self._gap + 1
        return line if line.text else None

    def _without_invisible(
        self, text: str, mark_places: tuple[MarkPlace, ...], number: int
    ) -> tuple[str, tuple[MarkPlace, ...]]:
        """Return a text and its marks without invisible characters, which are noted."""
        if not INVISIBLE.search(text):
            return text, mark_places
        faults = (fault for fault in character_faults(text) if INVISIBLE.match(fault.character))
        self.source.invisible += [replace(fault, line=number) for fault in faults]
        shifted = tuple(
            replace(place, offset=len(INVISIBLE.sub("", text[: place.offset])))
            for place in mark_places
        )
        return INVISIBLE.sub("", text), shifted


def clean_text(text: str) -> str:
    """Return a text with plain spaces, ideographs for their look-alikes, and nothing invisible."""
    return replace_look_alikes(INVISIBLE.sub("", text).translate(PLAIN_CHARACTERS))[0]
