"""Running headers and feet of pages: what comes again on page after page, and numbers of pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from recommendations.importing.containers.pdf.lines import PrintedLine
from recommendations.importing.inquiries.question_kinds import REPEATED_LINE
from recommendations.importing.inquiries.questions import ImportQuestion, ReadingHints
from recommendations.importing.layout.running_headers import header_reason

#: The part of a page's height, at its head and at its foot, where headers and feet stand.
ZONE = 0.13
#: Lines at the head or the foot of a page, at most.
MOST_LINES = 4
#: Pages on which the same line is a header, and their part of all pages; of fewer it is asked.
REPEATED, SHARE = 2, 0.4
#: How far apart, in points, the same header may stand on two pages.
DRIFT = 8
SYMBOL = re.compile(r"[A-Z]+(?:/[\w.]*\w){2,}")
NUMBER = r"\d{1,3}|[\u0660-\u0669]{1,3}"
#: The number of a page with or without words and dashes around it: “– 3 –”, “Page 3 of 7”.
PAGE_NUMBER = re.compile(
    rf"(?:page|página|страница|стр\.|الصفحة|第)?\s*[–—-]?\s*(?P<number>{NUMBER})\s*[–—-]?\s*"
    rf"(?:页|(?:of|de|sur|из|من|/)\s*(?:{NUMBER}))?(?:\s*[,，]?\s*共\s*\d{{1,3}}\s*页)?",
    re.IGNORECASE,
)


class PageLayer:
    """Tells the lines that pages add to a text, and asks about those that it is not sure of."""

    def __init__(self, hints: ReadingHints) -> None:
        self._hints = hints
        self.questions: dict[str, ImportQuestion] = {}

    def reasons(
        self, pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]
    ) -> dict[int, str]:
        """Return why lines are layout of the pages, by the identity of the line."""
        zones = [list(_zone(lines, height)) for lines, height in zip(pages, heights, strict=True)]
        reasons = {}
        headers = _running_headers(zones)
        for line in (line for zone in zones for line in zone):
            if SYMBOL.match(line.text):
                if id(line) in headers:
                    reasons[id(line)] = "running header"
            elif not line.text.isdecimal() and (reason := header_reason(line.text)):
                reasons[id(line)] = reason
        for line in _numbering_lines(zones):
            reasons.setdefault(id(line), "page number")
        for same in _repeated_lines(zones):
            if not any(id(line) in reasons for line in same) and self._is_header(same, len(pages)):
                reasons |= {id(line): "header of pages" for line in same}
        return reasons

    def _is_header(self, same: list[PrintedLine], pages: int) -> bool:
        if len(same) >= SHARE * pages:
            return True
        words = same[0].text
        answer = self._hints.answer(REPEATED_LINE.slug, words)
        if answer is None:
            self.questions[words] = REPEATED_LINE.question(0, words, count=len(same))
        return answer is None or answer.choice == "layout"


def _zone(lines: Sequence[PrintedLine], height: float) -> Iterator[PrintedLine]:
    """Yield the lines at the head and at the foot of a page."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    for line in ordered[:MOST_LINES]:
        if line.baseline > height * (1 - ZONE):
            yield line
    for line in ordered[-MOST_LINES:]:
        if line.baseline < height * ZONE:
            yield line


def _running_headers(zones: Sequence[Sequence[PrintedLine]]) -> set[int]:
    """Return the lines with the symbol of the document and nothing but a page's number.

    A line of text may be a symbol, too, but hardly on as many pages.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for line in (line for zone in zones for line in zone):
        symbol = SYMBOL.match(line.text)
        rest = line.text[symbol.end() :].strip() if symbol else ""
        if symbol and (not rest or PAGE_NUMBER.fullmatch(rest)):
            found[symbol[0]].add(id(line))
    return max(found.values(), key=len, default=set())


def _numbering_lines(zones: Sequence[Sequence[PrintedLine]]) -> Iterator[PrintedLine]:
    """Yield the lines that number the pages: on two pages or more, each by the same count."""
    found: dict[int, list[PrintedLine]] = defaultdict(list)
    for page, zone in enumerate(zones):
        for line in zone:
            if match := PAGE_NUMBER.fullmatch(line.text):
                found[int(match["number"]) - page].append(line)
    for lines in found.values():
        if len({line.page for line in lines}) >= REPEATED:
            yield from lines


def _repeated_lines(zones: Sequence[Sequence[PrintedLine]]) -> Iterator[list[PrintedLine]]:
    """Yield the lines that come again, in the same words, at the same height of other pages."""
    same: dict[str, list[PrintedLine]] = defaultdict(list)
    for zone in zones:
        for line in zone:
            same[line.text].append(line)
    for lines in same.values():
        heights = [line.baseline for line in lines]
        if len({line.page for line in lines}) >= REPEATED and max(heights) - min(heights) < DRIFT:
            yield lines
