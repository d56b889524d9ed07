"""The phrasebook: what words mean beside themselves, as words of the texts and as labels.

Words are looked up by a key that leaves out what makes no difference: function words, and what
folding does. Words of scripts that put spaces between words are looked up as they are, then by
their stems in each language that they can be of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from recommendations.search.query import Label, Term, strip_punctuation
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.search.vocabulary.glossary import GlossaryEntry, meanings
from recommendations.search.vocabulary.stemming import languages_of, stem
from recommendations.texts.folding import fold_text
from smuggling_kb.chinese import HAN

Key = tuple[str, ...]
Meaning = TypeVar("Meaning", str, Label)
CHINESE = re.compile(f"[{HAN}]")
#: Between the words of scripts that put spaces between them.
GAP = re.compile(r"[\s\-‐-―/]+")


@dataclass(frozen=True)
class NamedValue:
    """A value of a facet, with one of its names or synonyms."""

    label: Label
    name: str
    language: str


def phrase_key(words: str) -> Key:
    """Return the key of words as printed or typed; empty if they are function words alone.

    Chinese is folded; words of other scripts keep their accents, for their stems.
    """
    folded = fold_text(words)
    if CHINESE.search(folded):
        return (folded,)
    parts = filter(None, map(strip_punctuation, GAP.split(words.lower())))
    return tuple(part for part in parts if not is_function_word(fold_text(part)))


def term_key(term: Term) -> Key:
    """Return the key of a term."""
    return phrase_key(term.needle if CHINESE.search(term.needle) else term.words)


def _fold_key(key: Key) -> Key:
    return tuple(map(fold_text, key))


def _stems(language: str, key: Key) -> Key:
    """Return the stems of words of a language, after the language."""
    return language, *(stem(language, part) for part in key)


class _Meanings(Generic[Meaning]):
    """Meanings by the keys of words, and by their stems."""

    def __init__(self, known: Iterable[tuple[str, str, Meaning]]) -> None:
        """Index words of a language with what they mean."""
        exact: defaultdict[Key, dict[Meaning, None]] = defaultdict(dict)
        by_stems: defaultdict[Key, dict[Meaning, None]] = defaultdict(dict)
        for language, words, meaning in known:
            if key := phrase_key(words):
                exact[_fold_key(key)][meaning] = None
                if language in languages_of(key):
                    by_stems[_stems(language, key)][meaning] = None
        self.exact: Mapping[Key, dict[Meaning, None]] = dict(exact)
        self.by_stems: Mapping[Key, dict[Meaning, None]] = dict(by_stems)

    def find(self, key: Key) -> tuple[Meaning, ...]:
        """Return what words mean; if these very words are not known, what their stems do."""
        if found := self.exact.get(_fold_key(key)):
            return tuple(found)
        of_stems = (self.by_stems.get(_stems(each, key), {}) for each in languages_of(key))
        return tuple(dict.fromkeys(meaning for each in of_stems for meaning in each))


@dataclass(frozen=True)
class Phrasebook:
    """Words of the texts and labels by the keys of what people type."""

    glossary: Sequence[GlossaryEntry] = ()
    names: Sequence[NamedValue] = field(default=(), repr=False)

    @cached_property
    def _words(self) -> _Meanings[str]:
        return _Meanings(self._translations())

    def _translations(self) -> Iterator[tuple[str, str, str]]:
        for entry in self.glossary:
            for language, others in entry.others.items():
                yield from ((language, other, word) for other in others for word in entry.words)

    @cached_property
    def _labels(self) -> _Meanings[Label]:
        return _Meanings((named.language, named.name, named.label) for named in self.names)

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest phrase."""
        return max(map(len, (*self._words.exact, *self._labels.exact)), default=1)

    @cached_property
    def chinese_words(self) -> frozenset[str]:
        """Every Chinese word that it knows or leads to, folded."""
        keys = (key[0] for key in (*self._words.exact, *self._labels.exact))
        words = (fold_text(word) for entry in self.glossary for word in entry.words)
        return frozenset(word for word in (*keys, *words) if CHINESE.search(word))

    def text_words(self, key: Key) -> tuple[str, ...]:
        """Return the words of the texts that words mean."""
        return self._words.find(key)

    def translations(self, words: str, language: str) -> list[tuple[str, str]]:
        """Return the words of the texts that words mean, each with its meaning in a language."""
        known = meanings(language)
        return [(word, known.get(word, word)) for word in self.text_words(phrase_key(words))]

    def labels(self, key: Key) -> tuple[Label, ...]:
        """Return the labels that words name."""
        return self._labels.find(key)

    def has_phrase(self, key: Key) -> bool:
        """Return whether it knows several words together."""
        return len(key) > 1 and bool(self.text_words(key) or self.labels(key))
