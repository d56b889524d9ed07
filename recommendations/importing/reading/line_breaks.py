"""Where a line ends a paragraph, and where it only was full."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from recommendations.importing.grammars.grammar import Grammar, any_of
from recommendations.importing.layout.source_text import SourceLine

#: Columns beyond which lines are paragraphs, not printed lines, and what a page has at least.
SHORTEST_PRINTED_LINE = 40
LONGEST_PRINTED_LINE = 150
#: The lines that are full, if lines were printed one below the other.
FULL_LINES = 8
#: The part of a page's width that a line leaves free only if it ends a paragraph.
SHORT = 0.8
FIRST_WORD = re.compile(r"[^\s\u2e80-\uffef]+|\S")


def line_width(lines: Sequence[SourceLine]) -> int:
    """Return the columns of the longest line; of a page only if several lines are full."""
    widths = [columns(line.text) for line in lines]
    width = max(widths, default=0)
    full = sum(each >= SHORT * width for each in widths)
    return width if full >= FULL_LINES else LONGEST_PRINTED_LINE + 1


def columns(text: str) -> int:
    """Return the columns that a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def ends_sentence(text: str, grammar: Grammar) -> bool:
    """Return whether a text ends with what ends sentences, footnote marks and brackets aside."""
    bare = re.sub(r"[\s\d*\[\]^]+$", "", text).rstrip(")）”’»\"'")
    return bool(re.search(rf"{grammar.sentence_end}$", bare))


def ends_before_item(text: str, grammar: Grammar) -> bool:
    """Return whether an item can begin after a text: it ends a sentence, or with “and” or “or”."""
    if ends_sentence(text, grammar):
        return True
    words = any_of(tuple(map(re.escape, grammar.before_last_item)))
    space = "" if grammar.language == "zh-hans" else r"(?<!\w)"
    return bool(re.search(rf"{space}(?:{words})$", text.rstrip(), re.IGNORECASE))


def ends_paragraph(before: str, line: SourceLine, width: int) -> bool:
    """Return whether the line before another one ends a paragraph, as far as lines can tell."""
    if line.begins_paragraph or width > LONGEST_PRINTED_LINE:
        return True
    return columns_with_next(before, line) <= SHORT * width


def is_full(before: str, line: SourceLine, width: int) -> bool:
    """Return whether the first word of a line had no place on the printed line before it."""
    if line.begins_paragraph or not SHORTEST_PRINTED_LINE <= width <= LONGEST_PRINTED_LINE:
        return False
    return columns_with_next(before, line) > width


def columns_with_next(before: str, line: SourceLine) -> int:
    """Return the columns that a line would take with the first word of the next."""
    first = FIRST_WORD.match(line.text)
    return columns(before) + 1 + columns(first[0] if first else "")
