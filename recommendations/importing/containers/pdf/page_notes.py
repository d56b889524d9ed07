"""Footnotes at the feet of pages: below a rule, or in smaller letters after the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recommendations.importing.containers.pdf.lines import PrintedLine

#: The size of notes, as a part of the text's.
SMALLER = 0.93
#: A footnote's mark at the beginning of its line.
NOTE_START = re.compile(r"(?P<mark>\d{1,3}(?!\d)|\*{1,3})\s*(?=\S)")
#: A number of a note is at most so much larger than the last.
FARTHEST = 3


def notes_begin(lines: Sequence[PrintedLine], size: float, rules: Sequence[float]) -> int:
    """Return the place among the lines of a page, from its head, where its footnotes begin.

    ``size`` is of the document's text, ``rules`` are the heights of short rules on the page.
    """
    start = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.size > SMALLER * size:
            break
        start = place
    while start < len(lines) and not mark_of(lines[start]):
        start += 1
    for rule in rules:
        below = [place for place, line in enumerate(lines) if line.baseline < rule]
        if below and mark_of(lines[below[0]]):
            start = min(start, below[0])
    return start


def mark_of(line: PrintedLine) -> str:
    """Return the mark with which a footnote's line begins; empty if it begins with none."""
    if line.mark_places and line.mark_places[0].offset == 0:
        return line.mark_places[0].mark
    match = NOTE_START.match(line.text)
    return match["mark"] if match else ""


def follows(mark: str, last: str) -> bool:
    """Return whether a footnote of this mark may come after one of the last."""
    if not mark.isdecimal():
        return True
    if not last.isdecimal():
        return True
    return int(last) < int(mark) <= int(last) + FARTHEST or mark == "1"
