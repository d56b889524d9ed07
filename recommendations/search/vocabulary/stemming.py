"""Stemming: words of a language with a common stem, by Snowball's algorithms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from snowballstemmer import stemmer

from smuggling_kb.chinese import HAN
from smuggling_kb.languages import LanguageCode

#: The languages with a stemmer, and what Snowball calls it. Chinese inflects nothing.
ALGORITHMS: dict[str, str] = {
    LanguageCode.ARABIC: "arabic",
    LanguageCode.ENGLISH: "english",
    LanguageCode.FRENCH: "french",
    LanguageCode.RUSSIAN: "russian",
    LanguageCode.SPANISH: "spanish",
}
#: Characters of the longest word whose stem is kept in memory: visitors' may be of any length.
LONGEST_CACHED = 40
#: A word of a script that puts spaces between words; numbers have no stems.
WORD = re.compile(rf"(?<![^\W{HAN}])[^\W\d_{HAN}]+(?![^\W{HAN}])")


def distinct_words(folded: Iterable[str]) -> frozenset[str]:
    """Return the distinct words of folded texts."""
    pieces: set[str] = set()
    for text in folded:
        pieces.update(text.split())
    return frozenset(word for piece in pieces for word in WORD.findall(piece))


def variants(word: str, language: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """Return the other words of a vocabulary, both folded, with the stem of this one.

    None in a language without a stemmer, and none of what is no single word.
    """
    if language not in ALGORITHMS or not WORD.fullmatch(word):
        return frozenset()
    return _by_stem(language, vocabulary).get(stem(language, word), frozenset()) - {word}


@lru_cache(maxsize=16)
def _by_stem(language: str, vocabulary: frozenset[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in vocabulary:
        found.setdefault(stem(language, word), set()).add(word)
    return {root: frozenset(alike) for root, alike in found.items()}


def stem(language: str, word: str) -> str:
    """Return the stem of a folded word of a language that has a stemmer."""
    # Not shared between calls: a stemmer works on itself, and requests run in threads.
    return (_cached_stem if len(word) <= LONGEST_CACHED else _stem)(language, word)


def _stem(language: str, word: str) -> str:
    return str(stemmer(ALGORITHMS[language]).stemWord(word))


_cached_stem = lru_cache(maxsize=50_000)(_stem)
