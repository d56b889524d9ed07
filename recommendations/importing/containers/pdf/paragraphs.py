"""Paragraphs of printed lines: joined as running text, broken words made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recommendations.importing.containers.pdf.hyphens import (
    broken_word,
    keeps_hyphen,
    words_within_lines,
)
from recommendations.importing.containers.pdf.lines import PrintedLine
from recommendations.importing.inquiries.question_kinds import LINE_END_HYPHEN, SPACE_BEFORE_ADDRESS
from recommendations.importing.inquiries.questions import ImportQuestion, ReadingHints
from recommendations.importing.layout.running_text import ADDRESS as ADDRESS_TO_END
from recommendations.importing.layout.running_text import white_space_between
from recommendations.importing.layout.source_text import MarkPlace
from smuggling_kb.chinese import WIDE

#: What goes on without a space on the next line: a symbol, a range of numbers, a compound.
GOES_ON = re.compile(r"[^\W_](?:[-/]\n|\n/)[^\W_]")
#: An address at the beginning of a line, and one within a line after a Chinese mark.
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,200}")
ADDRESS_WITHIN = re.compile(rf"[{WIDE}](?P<space> ?)(?:https?://|www\.)")
ENDS_WITH_MARK = re.compile(rf"[{WIDE}]$")
#: Addresses within lines that tell, if all are set in the same way, how the others are.
ENOUGH = 2


@dataclass
class JoinedLines:
    """The text of printed lines that belong together."""

    text: str = ""
    mark_places: list[MarkPlace] = field(default_factory=list)
    #: How many hyphens at ends of lines it is without.
    dropped_hyphens: int = 0


def begins_with_mark(mark_places: Sequence[MarkPlace]) -> bool:
    """Return whether a line begins with the mark of a footnote, set against the word before."""
    return any(place.offset == 0 for place in mark_places)


class ParagraphWriter:
    """Joins lines; what their ends leave open is as it is within the lines of the document."""

    def __init__(self, lines: Sequence[str], hints: ReadingHints) -> None:
        self._words = words_within_lines(lines)
        #: What stands before addresses within lines.
        self._before_addresses = [
            match["space"] for line in lines for match in ADDRESS_WITHIN.finditer(line)
        ]
        self._hints = hints
        self.questions: dict[str, ImportQuestion] = {}

    def paragraph(self, lines: Iterable[PrintedLine | JoinedLines]) -> JoinedLines:
        """Return the lines as one paragraph."""
        joined = JoinedLines()
        for line in lines:
            self._add(joined, line.text, line.mark_places)
        return joined

    def _add(self, joined: JoinedLines, text: str, mark_places: Sequence[MarkPlace]) -> None:
        before = joined.text
        between = white_space_between(before, "\n", text)
        is_address = ADDRESS_TO_END.search(before)
        if not is_address and (word := broken_word(before, text)):
            between = ""
            if not self._keeps_hyphen(*word):
                joined.text = before = before.removesuffix("-")
                joined.dropped_hyphens += 1
        elif begins_with_mark(mark_places) or GOES_ON.search(f"{before[-2:]}\n{text[:2]}"):
            between = ""
        elif (address := ADDRESS.match(text)) and ENDS_WITH_MARK.search(before):
            between = self._space_before(address[0])
        start = len(before) + len(between)
        joined.text = before + between + text
        joined.mark_places += [replace(mark, offset=mark.offset + start) for mark in mark_places]

    def _space_before(self, address: str) -> str:
        """Return what stands before an address after a Chinese mark; asks if nothing tells."""
        found = self._before_addresses
        if len(found) >= ENOUGH and len(set(found)) == 1:
            return found[0]
        answer = self._hints.answer(SPACE_BEFORE_ADDRESS.slug, address)
        if answer is None:
            self.questions[address] = SPACE_BEFORE_ADDRESS.question(0, address)
        # Here and below, answers kept from earlier have the general slug.
        return " " if answer and answer.choice in ("with-space", "text") else ""

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Return whether the hyphen of a broken word is printed within lines, too; asks if not."""
        keeps = keeps_hyphen(before, after, self._words)
        if keeps is not None:
            return keeps
        words = f"{before}-{after}"
        answer = self._hints.answer(LINE_END_HYPHEN.slug, words)
        if answer is None:
            self.questions[words] = LINE_END_HYPHEN.question(0, words, joined=f"{before}{after}")
        return bool(answer and answer.choice in ("with-hyphen", "text"))
