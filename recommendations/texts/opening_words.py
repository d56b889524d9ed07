"""The first words of a text, as a title quotes them."""

from __future__ import annotations

import re
from itertools import accumulate
from unicodedata import east_asian_width

#: Columns that the words take at most: a Chinese character takes two of them.
LONGEST = 90
CONTINUED = "…"
#: The end of a sentence, of a clause, and of a word in languages that write spaces.
SENTENCE = re.compile(r"[.。](?!\d)")
CLAUSE = re.compile(r"[,;:.，；：。](?!\d)")
SPACE = re.compile(r"\s+")
#: Marks that end a sentence or announce what follows, and are none of a title.
END_MARKS = " ,;:.，；：。"


def opening_words(text: str) -> str:
    """Return the words of a short text, or the first of them, cut after a clause or a word."""
    words = SPACE.sub(" ", text).strip()
    widths = accumulate(2 if east_asian_width(each) in "WF" else 1 for each in words)
    fitting = sum(width <= LONGEST for width in widths)
    if fitting == len(words):
        return words.rstrip(END_MARKS)
    return words[: _last_boundary(words, fitting)].rstrip(END_MARKS) + CONTINUED


def _last_boundary(words: str, fitting: int) -> int:
    """Return where to cut: after the last sentence of the second half, or clause, or word of it."""
    for boundary in (SENTENCE, CLAUSE, SPACE):
        ends = [match.start() for match in boundary.finditer(words, fitting // 2, fitting + 1)]
        if ends:
            return ends[-1]
    return fitting
