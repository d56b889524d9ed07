"""Stemming: words of a language with a common stem, by Snowball's algorithms.

Stems are of words as printed, since endings have accents (``investigación``, ``investigaciones``),
and are folded like all that is compared. A word typed without its accents is known by that of the
texts which it is without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from snowballstemmer import stemmer

from recommendations.texts.folding import fold_text
from recommendations.texts.scripts import LATIN, LETTERS
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
#: Marks on and between Arabic letters that the words are written without.
VOWELS = re.compile("[\u0640\u064b-\u0652\u0670]")
#: ``And`` or ``so`` written together with an Arabic word after its article, which Snowball leaves;
#: not the beginning of ``parents``.
CONJUNCTION = re.compile(r"^[وف](?=ال(?!د(?:ين|ان|ي\w*)$)\w{3})")


def distinct_words(printed: Iterable[str]) -> frozenset[str]:
    """Return the distinct words of texts, in small letters."""
    pieces: set[str] = set()
    for text in printed:
        pieces.update(text.split())
    return frozenset(word for piece in pieces for word in WORD.findall(_normalize(piece)))


def variants(word: str, language: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """Return the other words of a vocabulary, folded, with a stem of this one.

    The vocabulary is of words as printed. None in a language without a stemmer, nor of what is no
    single word of its script.
    """
    if not is_inflected(word, language):
        return frozenset()
    by_stem, stems_of = _families(language, vocabulary)
    folded = fold_text(word)
    own = stems_of.get(folded, frozenset()) | {stem(language, word)}
    alike = (by_stem.get(each, frozenset()) for each in own)
    return frozenset().union(*alike) - {folded}


def is_inflected(word: str, language: str) -> bool:
    """Return whether a word can be one of a language that has a stemmer."""
    if language not in ALGORITHMS or not WORD.fullmatch(_normalize(word)):
        return False
    return LETTERS.get(language, LATIN).match(word) is not None


def languages_of(words: Iterable[str]) -> Iterator[str]:
    """Yield the languages with a stemmer that all of some words can be of."""
    of_words = tuple(words)
    for language in ALGORITHMS:
        if all(is_inflected(word, language) for word in of_words):
            yield language


@lru_cache(maxsize=16)
def _families(
    language: str, vocabulary: frozenset[str]
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the folded words by stem, and the stems by folded word."""
    by_stem: defaultdict[str, set[str]] = defaultdict(set)
    stems_of: defaultdict[str, set[str]] = defaultdict(set)
    for word in vocabulary:
        folded, root = fold_text(word), stem(language, word)
        by_stem[root].add(folded)
        stems_of[folded].add(root)
    return _freeze_sets(by_stem), _freeze_sets(stems_of)


def _freeze_sets(sets: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in sets.items()}


def stem(language: str, word: str) -> str:
    """Return the stem, folded, of a word of a language that has a stemmer."""
    # Not shared between calls: a stemmer works on itself, and requests run in threads.
    return (_cached_stem if len(word) <= LONGEST_CACHED else _stem)(language, _normalize(word))


def _normalize(word: str) -> str:
    """Return a word in small letters, its accents composed, without the vowels of Arabic."""
    return VOWELS.sub("", unicodedata.normalize("NFC", word).lower())


def _stem(language: str, word: str) -> str:
    if language == LanguageCode.ARABIC:
        word = CONJUNCTION.sub("", word)
    return fold_text(stemmer(ALGORITHMS[language]).stemWord(word))


_cached_stem = lru_cache(maxsize=50_000)(_stem)
