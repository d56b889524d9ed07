"""Spelling: words like one that was typed, or of which it is composed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recommendations.search.lexicon import Lexicon, Word
from smuggling_kb.chinese import HAN

#: Words that are offered for one.
MOST = 3
#: Letters that a word must have for two of them to be wrong.
LONG = 5
CHINESE = re.compile(f"[{HAN}]+")
#: The shortest and the longest piece that a Chinese word is put together of.
SHORTEST_PIECE, LONGEST_PIECE = 2, 8


def similar_words(needle: str, lexicon: Lexicon) -> list[Word]:
    """Return the nearest words first, then those that find most.

    Of a Chinese word one character may be wrong, missing, too much, or one out of its place; of a
    word of five letters or more, two. So many words of two characters share one with another that
    of those the first must be right, unless editors know the word.
    """
    is_chinese = CHINESE.fullmatch(needle) is not None
    most = 1 if is_chinese or len(needle) < LONG else 2
    found = (
        (distance, word.needle[0] != needle[0], -word.weight, word.needle)
        for word in _comparable_words(needle, is_chinese, most, lexicon.by_needle.values())
        if 0 < (distance := edit_distance(needle, word.needle)) <= most
    )
    return [lexicon.by_needle[each] for *_order, each in sorted(found)[:MOST]]


def _comparable_words(
    needle: str, is_chinese: bool, most: int, words: Iterable[Word]
) -> Iterable[Word]:
    """Yield the words that may be near, by a quick test."""
    letters = set(needle)
    least = len(letters) - most
    for word in words:
        if is_chinese and len(needle) <= SHORTEST_PIECE and not _is_likely(needle, word):
            continue
        if (
            abs(len(word.needle) - len(needle)) <= most
            and len(letters.intersection(word.needle)) >= max(least, 1)
            and (CHINESE.fullmatch(word.needle) is not None) == is_chinese
        ):
            yield word


def _is_likely(needle: str, word: Word) -> bool:
    return word.is_chosen or word.needle[0] == needle[0] or word.needle == needle[::-1]


def edit_distance(one: str, other: str) -> int:
    """Return how many characters to change, insert, delete or exchange with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, theirs in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def known_parts(needle: str, lexicon: Lexicon) -> list[Word]:
    """Return the known words in an unknown Chinese word, in order, the longest taken first.

    None if they are less than half of it.
    """
    found: list[Word] = []
    place = 0
    while CHINESE.fullmatch(needle) and place < len(needle):
        lengths = range(LONGEST_PIECE, SHORTEST_PIECE - 1, -1)
        parts = (needle[place : place + length] for length in lengths)
        word = next((lexicon.by_needle[p] for p in parts if p in lexicon.by_needle), None)
        if word:
            found.append(word)
        place += len(word.needle) if word else 1
    known = sum(len(word.needle) for word in found)
    return found if 2 * known >= len(needle) else []
