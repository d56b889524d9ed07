"""What lists need to know of the published records, in memory, as one version of the data has it.

A record is a place: 0 is the first in the order of codes. What a record has of a property is in a
column, who has a value is a bitmap, and the folded words are there to be looked into. A snapshot
never changes; a change of the data makes another one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.translation import override

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.cache import ResultCache
from recommendations.index.columns import Column
from recommendations.index.facets import FACETS, FacetValue
from recommendations.index.folded_texts import FoldedTexts
from recommendations.names.labels import Labels
from smuggling_kb.languages import INTERFACE, LANGUAGES
from smuggling_kb.models import Revision
from smuggling_kb.preference import language_rank

if TYPE_CHECKING:
    from recommendations.models import RecommendationQuerySet

#: A code as a number that sorts as codes do: its year, its number and up to two letters.
Key = int


def key(year: int, number: int, letter: str) -> Key:
    """The code as a number; letters beyond the second, which no document has, are passed over."""
    place = (year << 16 | number) << 32
    if not letter:
        return place
    first, second = [*map(ord, letter), 0][:2]
    return place | (first & 0xFFFF) << 16 | second & 0xFFFF


def code(key: Key) -> str:
    """The code of a number that ``key`` made."""
    return f"{year(key)}/{number(key)}{letter(key)}"


def year(key: Key) -> int:
    """The year in such a number."""
    return key >> 48


def number(key: Key) -> str:
    """The printed number in it."""
    return str(key >> 32 & 0xFFFF)


def letter(key: Key) -> str:
    """The printed letter in it, if there is one."""
    both = key & 0xFFFFFFFF
    return (chr(both >> 16) + chr(both & 0xFFFF)).rstrip("\0") if both else ""


@dataclass(frozen=True)
class FacetLabels:
    """What everything is called in one language."""

    language: str
    labels: Labels
    #: The values of each facet, in its order, and their names by value.
    values: Mapping[str, list[FacetValue]]
    by_value: Mapping[str, Mapping[str, FacetValue]]


@dataclass(frozen=True)
class RecommendationIndex:
    """The published records. ``columns`` are by facet; ``texts`` folded, by language and place."""

    revision: Revision
    keys: array[int]
    pks: array[int]
    columns: Mapping[str, Column]
    #: The documents that records were read from, and who cites each instrument.
    sources: Column
    instruments: Mapping[str, Bitmap]
    texts: Mapping[str, FoldedTexts]
    chapeaux: Column
    #: The keys of the sections that the texts of each language stand in.
    sections: Mapping[str, Column]
    #: What downloads have beside, by the names of their columns.
    properties: Mapping[str, Column]
    #: The names of instruments by their slugs, each with its language.
    aliases: Mapping[str, Sequence[tuple[str, str]]]
    cache: ResultCache = field(default_factory=ResultCache)
    #: The numbers of lists, apart: there are so many that they would push out all else.
    count_cache: ResultCache = field(default_factory=ResultCache)
    #: Answers of a dozen bitmaps each: of so many records half a megabyte.
    bulk_cache: ResultCache = field(default_factory=partial(ResultCache, 20))
    _facet_labels: dict[str, FacetLabels] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.keys)

    @property
    def everything(self) -> Bitmap:
        """The bitmap of them all."""
        return bitmaps.full(self.size)

    def code(self, place: int) -> str:
        """``2012/5``."""
        return code(self.keys[place])

    def place(self, year: int, number: int, letter: str) -> int | None:
        """Where the record of a code stands; None if there is none."""
        sought = key(year, number, letter)
        place = bisect_left(self.keys, sought)
        return place if place < self.size and self.keys[place] == sought else None

    def bitmap_for(self, records: RecommendationQuerySet) -> Bitmap:
        """The bitmap of those of the records that are here; one query."""
        codes = records.order_by().values_list("year", "number", "letter")
        found = (self.place(*each) for each in codes)
        return bitmaps.from_places((place for place in found if place is not None), self.size)

    def first_pks(self, bitmap: Bitmap, count: int) -> list[int]:
        """The primary keys of the first records of a bitmap, in the order of their codes."""
        return [self.pks[place] for place in bitmaps.slice_places(bitmap, 0, count)]

    def facet_bitmap(self, parameter: str, values: Iterable[str]) -> Bitmap:
        """Those that have any of the values of a facet."""
        column = self.columns[parameter]
        found = 0
        for value in values:
            found |= column.bitmap(value)
        return found

    def facet_labels(self, language: str) -> FacetLabels:
        """What everything is called in a language; read once."""
        if language not in self._facet_labels:
            with self._lock:
                if language not in self._facet_labels:
                    self._facet_labels[language] = self._read_facet_labels(language)
        return self._facet_labels[language]

    def _read_facet_labels(self, language: str) -> FacetLabels:
        with override(language):
            labels = Labels(language)
            values = {name: facet.values(self, labels) for name, facet in FACETS.items()}
        named = {name: {each.value: each for each in found} for name, found in values.items()}
        return FacetLabels(language, labels, values, named)

    def labels_by_value(self, parameter: str) -> Mapping[str, Sequence[str]]:
        """The values of a facet, each with what it is called in every language."""
        called: dict[str, list[str]] = {}
        for language in INTERFACE:
            for value in self.facet_labels(language).values[parameter]:
                called.setdefault(value.value, []).extend((value.label, value.heading))
        return called

    @property
    def languages(self) -> list[str]:
        """The languages that there are texts in, in the order of the language bar."""
        return [language.code for language in LANGUAGES if language.code in self.texts]

    def displayed_languages(self, among: Bitmap, reader: str) -> list[str]:
        """The languages in which a reader of one is shown the texts of these records."""
        shown = []
        for language in sorted(self.texts, key=lambda each: language_rank(each, reader)):
            held = among & self.language_bitmap(language)
            if held:
                shown.append(language)
            among &= ~held
        return [language for language in self.languages if language in shown]

    def language_bitmap(self, language: str) -> Bitmap:
        """The records that have a text in a language."""
        return self.cache.get_or_compute(
            ("language", language), lambda: bitmaps.from_flags(map(bool, self.texts[language]))
        )
