"""Beginnings of paragraphs and headings, by gaps, indents, short lines and heavy letters."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recommendations.importing.containers.pdf.lines import PrintedLine
from recommendations.importing.containers.pdf.paragraphs import begins_with_mark

#: The distance of lines, as a part of the usual one, from which on a gap parts paragraphs.
GAP = 1.2
#: Parts of the size of the text: an indent, and the space that the next word needs before it;
#: letters from the right reach further than their places say.
INDENT, SPACE, SPACE_FROM_RIGHT = 0.8, 0.5, 0.8
#: How much larger headings are than the text.
LARGER = 1.08
LONGEST_HEADING = 200
#: The part of the text's width that a line fills which may go on with the next page.
HALF = 0.5
#: The usual distance of lines, as a part of the size, where the text does not tell it.
LEADING = 1.3
#: How numbered passages begin: “12.”, “(a)”, “四、”, “建议 3”.
LABELLED = re.compile(r"(?!www\.)[(（]?\w{1,4}[.)）、-](?=[\s\w])|[^\W\d]+ \d{1,3}(?:[.:：]|$)")
SENTENCE_END = re.compile(r"[.:;!?。：；！？…؛؟][)\]”’»）》\d*]*$")


@dataclass(frozen=True)
class TextMeasures:
    """The usual measures of a document's text, in points."""

    size: float
    leading: float
    left: float
    right: float
    #: The sizes, the largest first, of numbered headings that are larger than the text.
    heading_sizes: tuple[float, ...]


def text_measures(pages: Sequence[Sequence[PrintedLine]]) -> TextMeasures:
    """Return the usual measures of the text on the pages."""
    lines = [line for page in pages for line in page]
    size = statistics.mode(line.size for line in lines for _glyph in line.glyphs)
    body = [line for line in lines if line.size == size]
    left, right = min(line.left_edge for line in body), max(line.right_edge for line in body)
    distances = [
        above.baseline - below.baseline
        for page in pages
        for above, below in pairwise(page)
        if above.size == below.size == size and is_line_full(above, below, left, right)
    ]
    usual = [each for each in distances if size * 0.9 < each < size * 3]
    leading = statistics.median_low(usual) if usual else size * LEADING
    headings = {
        line.size for line in lines if line.size > LARGER * size and LABELLED.match(line.text)
    }
    return TextMeasures(size, leading, left, right, tuple(sorted(headings, reverse=True)))


def is_line_full(above: PrintedLine, line: PrintedLine, left: float, right: float) -> bool:
    """Return whether the first word of a line had no place on the line above it."""
    left, right = above.column or (left, right)
    if line.is_from_right:
        return above.left_edge - SPACE_FROM_RIGHT * line.size - line.first_word_width < left
    return above.right_edge + SPACE * line.size + line.first_word_width > right


def is_below(line: PrintedLine, above: PrintedLine) -> bool:
    """Return whether a line stands below another on the same page, in the same column."""
    return line.page == above.page and line.baseline < above.baseline


def begins_paragraph(line: PrintedLine, above: PrintedLine | None, measures: TextMeasures) -> bool:
    """Return whether a paragraph begins with a line; ``above`` is the line before it."""
    if above is None or line.row or above.row:
        return True
    if begins_with_mark(line.mark_places):
        return False
    from_right = line.is_from_right
    if from_right != above.is_from_right and line.text[:1].isalpha():
        return True
    if abs(line.size - above.size) > 0.5 or line.is_bold != above.is_bold:
        return True
    if is_below(line, above) and any(_sets_apart(line, above, measures, from_right=from_right)):
        return True
    if is_line_full(above, line, measures.left, measures.right):
        return False
    is_open = not is_below(line, above) and not line.is_bold and not LABELLED.match(line.text)
    if is_open and above.right_edge - above.left_edge > HALF * (measures.right - measures.left):
        return False  # A page may end within a paragraph before its last line is full.
    return bool(SENTENCE_END.search(above.text)) or not _goes_on(line)


def may_begin(line: PrintedLine, above: PrintedLine) -> bool:
    """Return whether a line after the end of a sentence begins as numbered passages do.

    Its number decides whether it is one, not the layout.
    """
    return bool(SENTENCE_END.search(above.text) and LABELLED.match(line.text))


def is_undecided(line: PrintedLine, above: PrintedLine) -> bool:
    """Return whether nothing tells if a line at the head of a page or column begins a paragraph."""
    goes_on = _goes_on(line) or begins_with_mark(line.mark_places)
    is_full_sentence = bool(SENTENCE_END.search(above.text)) and not goes_on
    return is_full_sentence and not is_below(line, above) and not LABELLED.match(line.text)


def _goes_on(line: PrintedLine) -> bool:
    """Return whether a line begins as no sentence does: small, or with a sign."""
    first = line.text[:1]
    return first.islower() or first in ",.;:)]，。；：）、»”"


def _sets_apart(
    line: PrintedLine, above: PrintedLine, measures: TextMeasures, *, from_right: bool
) -> Iterator[bool]:
    """Yield whether a gap, or an indent, sets a line apart from the one above it."""
    yield above.baseline - line.baseline > GAP * measures.leading * line.size / measures.size
    indent = above.right_edge - line.right_edge if from_right else line.left_edge - above.left_edge
    yield indent > INDENT * line.size


def heading_style(line: PrintedLine, measures: TextMeasures) -> str:
    """Return the style of a line that is a heading by its letters; empty if it is none.

    The sizes of numbered headings tell the levels.
    """
    if line.row or len(line.text) > LONGEST_HEADING:
        return ""
    if line.size > LARGER * measures.size:
        sizes = measures.heading_sizes
        level = 1 + sum(size > line.size for size in sizes)
        return f"heading{level}" if line.size in sizes or level == 1 else "heading"
    return "heading" if line.is_bold and line.size > 0.95 * measures.size else ""
