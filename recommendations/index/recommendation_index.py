"""The published records in memory, as one revision of the data has them.

A record is a place: 0 is the first in the order of codes. A column has the values of one property,
a bitmap the records that have a value, and the folded texts are there to be searched. An index
never changes; a change of the data makes another one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.translation import override

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.cache import ResultCache
from recommendations.index.code_keys import code_from_key, code_key
from recommendations.index.columns import Column
from recommendations.index.facets import FACETS, FacetValue
from recommendations.index.folded_texts import FoldedTexts
from recommendations.index.passages import PassageIndex
from recommendations.index.text_statuses import TextStatuses
from recommendations.models import OFFICIAL_MARK
from recommendations.models.editions import DIGITS, DataVersion
from recommendations.names.labels import Labels
from recommendations.texts.codes import code_parts
from smuggling_kb.languages import INTERFACE, LANGUAGES
from smuggling_kb.models import Revision
from smuggling_kb.preference import ORIGINALS, TextPreference, TextRule

if TYPE_CHECKING:
    from recommendations.models import RecommendationQuerySet, StatusMark


@dataclass(frozen=True)
class FacetLabels:
    """The labels of everything in one language."""

    language: str
    labels: Labels
    #: The values of each facet, in its order, and by value.
    values: Mapping[str, list[FacetValue]]
    by_value: Mapping[str, Mapping[str, FacetValue]]


@dataclass(frozen=True)
class RecommendationIndex:
    """The published records. ``columns`` are by facet; ``texts`` folded, by language and place."""

    revision: Revision
    #: The version of what is public, which writes that the public does not see leave as it was.
    data_version: DataVersion
    keys: array[int]
    pks: array[int]
    #: The digests of the records, as numbers; 0 of those that are being computed.
    digests: array[int]
    columns: Mapping[str, Column]
    #: The documents that records were read from, and who cites each instrument.
    sources: Column
    #: How the symbol of each document is known, by the symbol: a value of ``SymbolOrigin``.
    symbol_statuses: Mapping[str, str]
    instruments: Mapping[str, Bitmap]
    texts: Mapping[str, FoldedTexts]
    chapeaux: Column
    #: The keys of the sections that the texts of each language stand in.
    sections: Mapping[str, Column]
    #: What else downloads have, by the names of their columns.
    properties: Mapping[str, Column]
    #: The number of meetings that are known, whether their texts are held or not.
    known_meetings: int
    #: The names of instruments by their slugs, each with its language.
    aliases: Mapping[str, Sequence[tuple[str, str]]]
    #: The passages of the documents, which are searched beside the records.
    passages: PassageIndex
    statuses: TextStatuses = field(default_factory=TextStatuses)
    #: What stands between spaces in the texts of each language but Chinese, once each, as printed.
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cache: ResultCache = field(default_factory=ResultCache)
    #: The counts of lists, apart: there are so many that they would push out all else.
    count_cache: ResultCache = field(default_factory=ResultCache)
    #: Results of a dozen bitmaps each: half a megabyte where there are 270,000 records.
    bulk_cache: ResultCache = field(default_factory=partial(ResultCache, 20))
    _facet_labels: dict[str, FacetLabels] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        """The number of records."""
        return len(self.keys)

    @property
    def everything(self) -> Bitmap:
        """The bitmap of all records."""
        return bitmaps.full(self.size)

    def code(self, place: int) -> str:
        """Return the code of the record at a place: ``2012/5``."""
        return code_from_key(self.keys[place])

    def digest(self, place: int) -> str:
        """Return the digest of the record at a place; empty while it is being computed."""
        digest = self.digests[place]
        return f"{digest:0{DIGITS}x}" if digest else ""

    def record_digest(self, code: str) -> str:
        """Return the digest of the record with a code; empty of one that is not published."""
        place = self.place(*code_parts(code))
        return self.digest(place) if place is not None else ""

    def place(self, year: int, number: int, letter: str) -> int | None:
        """Return the place of the record with a code; None if there is none."""
        key = code_key(year, number, letter)
        place = bisect_left(self.keys, key)
        return place if place < self.size and self.keys[place] == key else None

    def bitmap_for(self, records: RecommendationQuerySet) -> Bitmap:
        """Return the bitmap of the records of a QuerySet that are in the index; one query."""
        codes = records.order_by().values_list("year", "number", "letter")
        places = (self.place(*each) for each in codes)
        return bitmaps.from_places((place for place in places if place is not None), self.size)

    def first_pks(self, bitmap: Bitmap, count: int) -> list[int]:
        """Return the primary keys of the first records of a bitmap, in the order of codes."""
        return [self.pks[place] for place in bitmaps.slice_places(bitmap, 0, count)]

    def facet_bitmap(self, parameter: str, values: Iterable[str]) -> Bitmap:
        """Return the bitmap of the records that have any of the values of a facet."""
        return reduce(or_, map(self.columns[parameter].bitmap, values), 0)

    def facet_labels(self, language: str) -> FacetLabels:
        """Return the labels of everything in a language; read once."""
        if language not in self._facet_labels:
            with self._lock:
                if language not in self._facet_labels:
                    self._facet_labels[language] = self._read_facet_labels(language)
        return self._facet_labels[language]

    def _read_facet_labels(self, language: str) -> FacetLabels:
        with override(language):
            labels = Labels(language)
            values = {name: facet.values(self.columns, labels) for name, facet in FACETS.items()}
        by_value = {name: {each.value: each for each in some} for name, some in values.items()}
        return FacetLabels(language, labels, values, by_value)

    def labels_by_value(self, parameter: str) -> Mapping[str, Sequence[str]]:
        """Return the values of a facet, each with its labels in every language."""
        labels: dict[str, list[str]] = {}
        for language in INTERFACE:
            for value in self.facet_labels(language).values[parameter]:
                labels.setdefault(value.value, []).extend((value.label, value.heading))
        return labels

    @property
    def languages(self) -> list[str]:
        """The languages that texts are in, in the order of the language bar."""
        return [language.code for language in LANGUAGES if language.code in self.texts]

    def displayed_languages(self, among: Bitmap, preference: TextPreference) -> dict[str, Bitmap]:
        """Return the records of some that a reader is shown in each language.

        In the order of the language bar, without those in which none is shown.
        """
        shown: dict[str, Bitmap] = {}
        for kind in preference.kinds:
            if among and (held := among & self._kind_bitmap(kind)):
                shown[kind.language] = shown.get(kind.language, 0) | held
                among &= ~held
        return {language: shown[language] for language in self.languages if language in shown}

    def shown_languages(self, places: Sequence[int], preference: TextPreference) -> list[str]:
        """Return the language of the text of each record that a reader is shown.

        Empty of a record whose texts are all empty when folded.
        """
        kinds = [
            (kind.language, self.texts[kind.language], self._translation_flags(kind))
            for kind in preference.kinds
            if kind.language in self.texts
        ]
        return [
            next(
                (
                    language
                    for language, texts, translated in kinds
                    if texts[place] and not (translated and translated[place])
                ),
                "",
            )
            for place in places
        ]

    def translation_count(self, among: Bitmap, preference: TextPreference) -> int:
        """Return the number of some records of which a reader is shown an unofficial text."""
        shown = self.displayed_languages(among, preference)
        return sum(
            (held & self.unofficial_bitmap(language)).bit_count()
            for language, held in shown.items()
        )

    def _translation_flags(self, kind: TextRule) -> bytes:
        """Return for each place whether its text is none of a kind; nothing if all are."""
        unofficial = self.statuses.unofficial
        return unofficial.get(kind.language, b"") if kind.originals_only else b""

    def _kind_bitmap(self, kind: TextRule) -> Bitmap:
        if kind.language not in self.texts:
            return bitmaps.full(0)
        held = self.language_bitmap(kind.language)
        return held & ~self.unofficial_bitmap(kind.language) if kind.originals_only else held

    def unofficial_bitmap(self, language: str) -> Bitmap:
        """Return the bitmap of the records whose text in a language is unofficial."""
        return self.cache.get_or_compute(
            ("unofficial", language),
            lambda: bitmaps.from_flags(map(bool, self.statuses.unofficial.get(language, b""))),
        )

    def original_language(self, code: str) -> str:
        """Return the language of the official text of a published record; empty without one."""
        place = self.place(*code_parts(code))
        return "" if place is None else self.original_language_at(place)

    def original_language_at(self, place: int) -> str:
        """Return the language of the official text of the record at a place; empty without one."""
        [language] = self.shown_languages([place], ORIGINALS)
        unofficial = self.statuses.unofficial.get(language)
        return "" if unofficial and unofficial[place] else language

    def text_mark(self, code: str, language: str) -> StatusMark:
        """Return the mark of the text of a published record in a language."""
        place = self.place(*code_parts(code))
        return OFFICIAL_MARK if place is None else self.statuses.mark(place, language)

    def language_bitmap(self, language: str) -> Bitmap:
        """Return the bitmap of the records that have a text in a language."""
        return self.cache.get_or_compute(
            ("language", language), lambda: bitmaps.from_flags(map(bool, self.texts[language]))
        )
