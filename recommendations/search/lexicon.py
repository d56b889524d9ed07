"""The lexicon: names, symbols, and the words and phrases that are frequent in the texts.

Words are learned from all texts, once in each revision of the data, as long as that takes less than
a second. Of more records only names, symbols and the words that editors know are offered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import or_

from recommendations.index import RecommendationIndex
from recommendations.index.code_keys import code_key
from recommendations.index.facets import FACETS
from recommendations.search.matching import INSTRUMENT, Matcher
from recommendations.search.vocabulary import glossary, phrases
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.search.vocabulary.stemming import distinct_words
from recommendations.search.vocabulary.synonyms import curated_synonyms
from recommendations.texts.codes import CODE_BEGINNING
from recommendations.texts.folding import fold_text
from smuggling_kb.languages import DEFAULT_LANGUAGE
from smuggling_kb.preference import SOURCE

#: The most records of which the texts are read for words, and counted how many a word finds.
COUNTED = 3000
#: Codes of a year that are looked through for those that begin as typed.
LOOKED_THROUGH = 2000
#: Facets whose values are called by words that texts use too: then the word is offered as well.
LIKE_WORDS = frozenset({"topic", "addressee"})
#: Kinds beside the facets: a word of the texts, a record.
WORD, RECORD = "word", "record"


@dataclass(frozen=True)
class Word:
    """A word or name: ``text`` as printed, ``needle`` folded, ``meaning`` translated.

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
        """A key that all names of one thing share; each name of a treaty has its own."""
        is_treaty = self.kind == INSTRUMENT
        return self.kind, self.needle if is_treaty else self.value or self.needle

    @cached_property
    def is_one_word(self) -> bool:
        """Return whether a query takes it for one word."""
        return " " not in self.needle


@dataclass(frozen=True)
class Lexicon:
    """The words for readers of one language, names before the others."""

    index: RecommendationIndex
    language: str
    words: Sequence[Word]

    @property
    def is_counted(self) -> bool:
        """Return whether records are few enough to count how many a word finds."""
        return _is_counted(self.index)

    @cached_property
    def by_needle(self) -> dict[str, Word]:
        """The words that a query reads as one word, by needle."""
        found: dict[str, Word] = {}
        for word in self.words:
            if word.is_one_word:
                found.setdefault(word.needle, word)
        return found


def lexicon(index: RecommendationIndex, language: str) -> Lexicon:
    """Return the lexicon of an index; computed once."""
    return index.cache.get_or_compute(("lexicon", language), lambda: _lexicon(index, language))


def code_words(index: RecommendationIndex, beginning: str) -> Iterator[Word]:
    """Yield the records whose codes begin so; at least the year must be typed."""
    parts = CODE_BEGINNING.fullmatch(beginning)
    if not parts:
        return
    start = bisect_left(index.keys, code_key(int(parts[1]), 0, ""))
    for place in range(start, min(start + LOOKED_THROUGH, index.size)):
        code = index.code(place)
        if not code.startswith(f"{parts[1]}/"):
            break
        if code.startswith(beginning):
            yield Word(code, code, RECORD, code, 1)


def _lexicon(index: RecommendationIndex, language: str) -> Lexicon:
    found: dict[str, Word] = {}
    names = list(_names(index, language))
    first = [name for name in names if name.kind not in LIKE_WORDS]
    for word in (*first, *_words(index, language), *names):
        found.setdefault(word.needle, word)
    for word in list(found.values()):
        for part in phrases.frequent_words([word.needle]):
            found.setdefault(part, Word(part, part, weight=word.weight))
    # Of a name that texts use as a word too, both are offered: the word first.
    shadowed = {name.needle: name for name in reversed(names) if found[name.needle].kind == WORD}
    return Lexicon(index, language, [*found.values(), *shadowed.values()])


def _is_counted(index: RecommendationIndex) -> bool:
    return index.size <= COUNTED


def _names(index: RecommendationIndex, language: str) -> Iterator[Word]:
    labels = Matcher(index).names()
    for label in sorted(labels, key=lambda each: each.language != language):
        if label.language in _languages(language, of_names=label.kind != INSTRUMENT):
            weight = label.bitmap.bit_count()
            yield Word(label.printed, label.name, label.kind, label.value, weight)
    for facet in FACETS.values():
        if facet.is_suggested and not facet.found_in:
            yield from _value_names(index, facet.parameter, language)


def _value_names(index: RecommendationIndex, parameter: str, language: str) -> Iterator[Word]:
    """Yield the names of the values of a facet whose names are not searched, such as symbols."""
    labels = index.facet_labels(language).by_value[parameter]
    for value, having in index.columns[parameter].bitmaps.items():
        label = labels[value].label
        yield Word(label, fold_text(label), parameter, value, having.bit_count())


def _words(index: RecommendationIndex, language: str) -> Iterator[Word]:
    """Yield the words that editors know, with meanings, and those frequent in the texts."""
    chosen = {word: "" for group in curated_synonyms() for word in group.words}
    meanings = glossary.meanings(language)
    for text, meaning in {**chosen, **meanings}.items():
        needle = fold_text(text)
        if weight := _weight(index, needle):
            means = meaning if meaning != text else ""
            yield Word(text, needle, weight=weight, meaning=means, is_chosen=True)
    for each in _languages(language):
        printed = {fold_text(word): word for word in distinct_words(index.words.get(each, ()))}
        for needle, count in learned_words(index, each).items():
            if not is_function_word(needle):
                yield Word(printed.get(needle, needle), needle, weight=count)


def _languages(reader: str, *, of_names: bool = False) -> tuple[str, ...]:
    """Return the languages whose words are offered to a reader: of names, no other's English."""
    others = (SOURCE,) if of_names else (SOURCE, DEFAULT_LANGUAGE)
    return tuple(dict.fromkeys((reader, *others)))


def learned_words(index: RecommendationIndex, language: str) -> Counter[str]:
    """Return the words frequent in the texts of a language, with the number of these texts.

    None of many records.
    """
    return index.cache.get_or_compute(
        ("words of texts", language), lambda: _learn_words(index, language)
    )


def _learn_words(index: RecommendationIndex, language: str) -> Counter[str]:
    if not _is_counted(index):
        return Counter()
    texts = index.texts.get(language, ())
    return phrases.frequent_phrases(texts) + phrases.frequent_words(texts)


def _weight(index: RecommendationIndex, needle: str) -> int:
    """Return how many records contain a word; of too many to count, 1 if any does."""
    if _is_counted(index):
        holding = (texts.bitmap_containing(needle) for texts in index.texts.values())
        return reduce(or_, holding, 0).bit_count()
    return int(any(needle in text for text in chain.from_iterable(index.texts.values())))
