"""The parts of words from right to left that run from left to right: symbols, codes, other scripts.

Browsers and spreadsheets find them by the algorithm of Unicode. Word does not: within a run from
right to left it turns the parts of ``2012/5`` around, and draws Chinese in the font of Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

#: Words, their spaces, and what is glued to either of another direction, as ``و`` to a code.
_PIECE = re.compile(r"\s+|[\u0590-\u08ff]+|[^\s\u0590-\u08ff]+")
#: A word without the marks around it. What an address ends with is part of it.
_BARE_WORD = re.compile(r"\A(?P<before>[^\w/]*)(?P<bare>.*?)(?P<after>[^\w/]*)\Z", re.DOTALL)
_PARTED_NUMBER = re.compile(r"\d+(?:/\d+)+")


class DirectedPart(NamedTuple):
    """A part of some words, all of which runs in one direction."""

    words: str
    is_left_to_right: bool


def split_directions(words: str) -> Iterator[DirectedPart]:
    """Yield the parts of words from right to left; together they are the words."""
    parts = _join_neighbours([part for piece in _PIECE.findall(words) for part in _split(piece)])
    for is_left_to_right, found in groupby(parts, key=lambda part: part.is_left_to_right):
        yield DirectedPart("".join(part.words for part in found), is_left_to_right)


def _split(word: str) -> Iterator[DirectedPart]:
    for match in _BARE_WORD.finditer(word):
        for name, part in match.groupdict().items():
            if part:
                yield DirectedPart(part, name == "bare" and _is_left_to_right(part))


def _is_left_to_right(word: str) -> bool:
    directions = {bidirectional(character) for character in word}
    if directions & {"R", "AL"}:
        return False
    return "L" in directions or bool(_PARTED_NUMBER.fullmatch(word))


def _join_neighbours(parts: list[DirectedPart]) -> Iterator[DirectedPart]:
    """Yield parts, what stands between two from left to right as one of them.

    Words of another script keep their order so. A comma or bracket ends them.
    """
    for number, part in enumerate(parts):
        around = parts[max(0, number - 1) : number + 2]
        is_between = part.words.isspace() and [each.is_left_to_right for each in around] == [
            *(True, False, True)
        ]
        yield part._replace(is_left_to_right=part.is_left_to_right or is_between)
