"""Segmentation: the words in Chinese that somebody wrote without spaces, such as a question.

The fewest characters remain that belong to no known word, then the fewest words are taken.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

#: The longest word that is looked for, in characters.
LONGEST = 16
#: The cost of a word, and of a character that belongs to none.
WORD, UNKNOWN = 1, 10


def segments(needle: str, known: Container[str]) -> list[str]:
    """Return folded text in pieces: known words, and what stands between them."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(needle) + 1):
        choices = [(best[end - 1][0] + UNKNOWN, end - 1)]
        choices += [
            (best[start][0] + WORD, start)
            for start in range(max(0, end - LONGEST), end)
            if needle[start:end] in known
        ]
        best.append(min(choices))
    return list(_join_unknown(needle, known, _cuts(best)))


def _cuts(best: list[tuple[int, int]]) -> list[int]:
    """Return the places between the pieces, from the first to the last."""
    found = [len(best) - 1]
    while found[-1]:
        found.append(best[found[-1]][1])
    return found[::-1]


def _join_unknown(needle: str, known: Container[str], cuts: list[int]) -> Iterator[str]:
    """Yield the pieces; characters side by side that belong to no word are one piece."""
    unknown = ""
    for start, end in pairwise(cuts):
        piece = needle[start:end]
        if piece in known:
            if unknown:
                yield unknown
            unknown = ""
            yield piece
        else:
            unknown += piece
    if unknown:
        yield unknown
