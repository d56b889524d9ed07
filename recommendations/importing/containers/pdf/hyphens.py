"""Words that are broken at the end of a line: joined, with or without their hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable

BROKEN = re.compile(r"(?P<before>[^\W\d_]+)-$")
CONTINUED = re.compile(r"(?P<after>[^\W\d_]+)")
#: Letters in which forms of a word agree.
STEM = 5
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_within_lines(lines: Iterable[str]) -> set[str]:
    """Return the words of lines, with the hyphens in them, but for those that the ends break."""
    found: set[str] = set()
    for line in lines:
        words = WORD.findall(line)
        if words and (line.endswith("-") or BROKEN.search(line)):
            words.pop()
        found.update(word.lower() for word in words)
    return found


def broken_word(line: str, following: str) -> tuple[str, str] | None:
    """Return both parts of the word that a line's end breaks; None if it breaks none."""
    before, after = BROKEN.search(line), CONTINUED.match(following)
    if before is None or after is None or not after["after"][0].islower():
        return None
    start = WORD.findall(line.removesuffix("-"))[-1]
    return start, after["after"]


def keeps_hyphen(before: str, after: str, words: set[str]) -> bool | None:
    """Return whether a broken word has a hyphen of its own, by its other places; None if unknown.

    A word that comes in both ways is not known.
    """
    with_hyphen = _has_compound(before.lower(), after.lower(), words)
    without = f"{before}{after}".lower() in words
    return None if with_hyphen == without else with_hyphen


def _has_compound(before: str, after: str, words: set[str]) -> bool:
    """Return whether a compound of the two words is printed, in this form or another of it."""
    begins, goes_on = before[:STEM], f"-{after[:STEM]}"
    return any(
        word.startswith(begins) and goes_on in word
        for word in words
        if "-" in word and abs(len(word) - len(before) - len(after)) <= STEM
    )
