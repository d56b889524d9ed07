"""What there is to search for: names, symbols, and words and phrases that the texts say often.

The words are read from the texts once in a version of the data. Of many texts only some are read,
one of every so many in the order of codes: as many as have ``SAMPLED`` characters together. A word
that is said seldom may then be missing, and how often a word is said is an estimate, by which words
are put in order and which nobody is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import ceil

from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.recommendation_index import key
from recommendations.search import glossary, phrases
from recommendations.search.matching import INSTRUMENT, Matching
from recommendations.search.synonyms import curated
from recommendations.texts.folding import fold_text
from smuggling_kb.preference import SOURCE

#: Characters of the texts that are read for words; takes less than a second.
SAMPLED = 50_000
#: The most records of which it is counted how many a word finds.
COUNTED = 3000
#: Codes of a year that are looked through for those that begin as typed.
LOOKED_THROUGH = 2000
CODE = re.compile(r"([0-9]{4})/([0-9]{0,5})([a-z]{0,2})")
#: Kinds beside the facets: a word of the texts, a record.
WORD, RECORD = "word", "record"


@dataclass(frozen=True)
class Word:
    """Something to search for: ``text`` is it printed, ``needle`` folded, ``meaning`` translated.

    ``value`` is that of the facet ``kind``, if it is a name; ``weight`` about how many records it
    finds.
    """

    text: str
    needle: str
    kind: str = WORD
    value: str = ""
    weight: int = 0
    meaning: str = ""
    #: Whether editors know it as a word; the others the texts say often, whole words or not.
    is_chosen: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        """The same for all names of one thing; of a treaty, each name is offered for itself."""
        is_treaty = self.kind == INSTRUMENT
        return self.kind, self.needle if is_treaty else self.value or self.needle

    @cached_property
    def is_one_word(self) -> bool:
        """Whether a query takes it for one word."""
        return " " not in self.needle


@dataclass(frozen=True)
class Sample:
    """Some of the texts, by language: one of every ``step``. Its bitmaps are of these alone."""

    step: int
    texts: dict[str, Sequence[str]]

    @property
    def everything(self) -> Bitmap:
        """All of them."""
        return bitmaps.full(max(map(len, self.texts.values()), default=0))

    def of(self, records: Bitmap) -> Bitmap:
        """Those of some records that are in the sample."""
        return bitmaps.every(records, self.step)

    def holding(self, needle: str) -> Bitmap:
        """Those that hold a word."""
        found = 0
        for texts in self.texts.values():
            found |= bitmaps.from_flags(needle in text for text in texts)
        return found


@dataclass(frozen=True)
class Lexicon:
    """All of it, for readers of one language; names before words."""

    index: RecommendationIndex
    language: str
    sample: Sample
    words: Sequence[Word]

    @property
    def is_counted(self) -> bool:
        """Whether records are few enough to count how many a word finds."""
        return self.index.size <= COUNTED

    @cached_property
    def by_needle(self) -> dict[str, Word]:
        """What a query takes for one word."""
        return {word.needle: word for word in self.words if word.is_one_word}


def lexicon(index: RecommendationIndex, language: str) -> Lexicon:
    """What there is to search for in a snapshot; worked out once."""
    return index.cache.get_or_compute(("lexicon", language), lambda: _lexicon(index, language))


def codes(index: RecommendationIndex, beginning: str) -> Iterator[Word]:
    """The records whose codes begin so, of which at least the year is typed."""
    parts = CODE.fullmatch(beginning)
    if not parts:
        return
    start = bisect_left(index.keys, key(int(parts[1]), 0, ""))
    for place in range(start, min(start + LOOKED_THROUGH, index.size)):
        code = index.code(place)
        if not code.startswith(f"{parts[1]}/"):
            break
        if code.startswith(beginning):
            yield Word(code, code, RECORD, code, 1)


def _lexicon(index: RecommendationIndex, language: str) -> Lexicon:
    sample, counts = index.cache.get_or_compute(("words of texts",), lambda: _read(index))
    found: dict[str, Word] = {}
    for word in (*_names(index, language), *_words(sample, counts, language)):
        found.setdefault(word.needle, word)
    for word in list(found.values()):
        for part in phrases.words([word.needle]):
            found.setdefault(part, Word(part, part, weight=word.weight))
    return Lexicon(index, language, sample, list(found.values()))


def _read(index: RecommendationIndex) -> tuple[Sample, Counter[str]]:
    """Some of the texts, and what they say often."""
    characters = sum(texts.characters for texts in index.texts.values())
    step = max(1, ceil(characters / SAMPLED))
    sample = Sample(step, {name: texts[::step] for name, texts in index.texts.items()})
    texts = [text for texts in sample.texts.values() for text in texts]
    return sample, phrases.phrases(texts) + phrases.words(texts)


def _names(index: RecommendationIndex, language: str) -> Iterator[Word]:
    labels = Matching(index).labels()
    for label in sorted(labels, key=lambda each: each.language != language):
        if label.kind == INSTRUMENT or label.language in (language, SOURCE):
            weight = label.having.bit_count()
            yield Word(label.printed, label.name, label.kind, label.value, weight)
    for symbol, having in index.columns["document"].bitmaps.items():
        yield Word(symbol, fold_text(symbol), "document", symbol, having.bit_count())


def _words(sample: Sample, counts: Counter[str], language: str) -> Iterator[Word]:
    """Words that editors know, with what they mean, and those that the texts say often."""
    chosen = {word: "" for group in curated() for word in group.words}
    meanings = {word: str(meaning) for word, meaning in glossary.WORDS.items()}
    for text, meaning in (chosen | meanings).items():
        needle = fold_text(text)
        if weight := sample.holding(needle).bit_count() * sample.step:
            means = meaning if language != SOURCE and meaning != text else ""
            yield Word(text, needle, weight=weight, meaning=means, is_chosen=True)
    for needle, count in counts.items():
        yield Word(needle, needle, weight=count * sample.step)


def few(found: Iterator[Word], most: int) -> list[Word]:
    """The first of many."""
    return list(islice(found, most))
