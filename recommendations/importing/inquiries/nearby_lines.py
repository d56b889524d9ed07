"""The lines of a file around the one that a question is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: Lines with words that are shown before the line and after it, and the characters of each.
AROUND, MOST_CHARACTERS = 2, 400


def nearby_lines(lines: Sequence[str], line: int) -> list[tuple[int, str]]:
    """Return a line and its neighbours that have words, each with its number from 1.

    Nothing of line 0, which is the whole document, and of a line that the file does not have.
    """
    if not 1 <= line <= len(lines):
        return []
    before = list(neighbours(lines, range(line - 1, 0, -1)))
    after = list(neighbours(lines, range(line + 1, len(lines) + 1)))
    shown = [*reversed(before), (line, lines[line - 1]), *after]
    return [(number, text[:MOST_CHARACTERS]) for number, text in shown]


def neighbours(lines: Sequence[str], numbers: range) -> Iterator[tuple[int, str]]:
    """Yield the first of some lines that have words."""
    count = 0
    for number in numbers:
        if count == AROUND:
            return
        if text := lines[number - 1].strip():
            count += 1
            yield number, text
