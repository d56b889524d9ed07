"""Paragraphs of printed lines: joined as running text, broken words made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recommendations.importing.containers.pdf.hyphens import broken_word, keeps_hyphen
from recommendations.importing.containers.pdf.lines import PrintedLine
from recommendations.importing.inquiries.question_kinds import LINE_END_HYPHEN
from recommendations.importing.inquiries.questions import ImportQuestion, ReadingHints
from recommendations.importing.layout.running_text import white_space_between
from recommendations.importing.layout.source_text import MarkPlace

#: What goes on without a space on the next line: a symbol, a range of numbers, a compound.
GOES_ON = re.compile(r"(?:[^\W\d_]|\d)[-/]$")


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
    """Joins lines; ``words`` are those that stand whole within lines of the document."""

    def __init__(self, words: set[str], hints: ReadingHints) -> None:
        self._words = words
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
        if word := broken_word(before, text):
            between = ""
            if not self._keeps_hyphen(*word):
                joined.text = before = before.removesuffix("-")
                joined.dropped_hyphens += 1
        elif begins_with_mark(mark_places) or (GOES_ON.search(before) and text[:1].isalnum()):
            between = ""
        start = len(before) + len(between)
        joined.text = before + between + text
        joined.mark_places += [replace(mark, offset=mark.offset + start) for mark in mark_places]

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Return whether the hyphen of a broken word is printed within lines, too; asks if not."""
        keeps = keeps_hyphen(before, after, self._words)
        if keeps is not None:
            return keeps
        words = f"{before}-{after}"
        answer = self._hints.answer(LINE_END_HYPHEN.slug, words)
        if answer is None:
            self.questions[words] = LINE_END_HYPHEN.question(0, words, joined=f"{before}{after}")
        return bool(answer and answer.choice == "text")
