"""Records to be written out, thousands at a time: their values are read through the index.

Most of them are in the index already; one query brings the texts of a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from recommendations.index import RecommendationIndex
from recommendations.index.code_keys import key_letter, key_number, key_year
from recommendations.index.columns import Column
from recommendations.index.row_reader import fetch_by_key, read_texts, section_keys
from recommendations.index.rows import PrintedPlace
from recommendations.models import (
    OFFICIAL_MARK,
    Occurrence,
    RecommendationText,
    ShownStatus,
    StatusMark,
)
from sessions.models import Section
from smuggling_kb.preference import ORIGINALS, TextPreference
from smuggling_kb.spreadsheets import Value, cell_text, csv_cell

#: Records that are read at a time.
BATCH = 1800


class BatchTexts(NamedTuple):
    """The texts of some records, each in one language."""

    language: Sequence[str]
    chapeau: Sequence[str]
    text: Sequence[str]
    modal: Sequence[str]


@dataclass(frozen=True)
class ColumnBatch:
    """Some records, with the text that a reader of one language is shown of each.

    ``section_titles`` are those of all sections, by the keys that the index has. If ``cells``,
    every value is to be a cell of CSV; else lists stay lists.
    """

    index: RecommendationIndex
    places: Sequence[int]
    texts: BatchTexts
    section_titles: Mapping[str, str]
    preference: TextPreference
    root: str
    cells: bool

    def values(self, column: Column) -> Iterable[Value]:
        """Return the values of a property that a record can have several of."""
        values: Sequence[Value] = column.cells if self.cells else column.lists
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def facet_values(self, parameter: str) -> Iterable[Value]:
        """Return the values of a facet that a record can have several of."""
        return self.values(self.index.columns[parameter])

    def property_values(self, name: str) -> Iterable[Value]:
        """Return the values of a property that is no facet."""
        return self.values(self.index.properties[name])

    def single_values(self, column: Column) -> Iterable[str]:
        """Return the value of a property that a record has one of, or nothing."""
        values = column.first_values
        return map(values.__getitem__, map(column.numbers.__getitem__, self.places))

    def symbol_statuses(self) -> Iterable[str]:
        """Return how the symbol of the document that each record was read from is known."""
        statuses = {"": "", **self.index.symbol_statuses}
        return map(statuses.__getitem__, self.single_values(self.index.sources))

    def session_facts(self, name: str) -> Iterable[Value]:
        """Return a fact of the session that adopted each record, if one is known to."""
        known = self.index.facet_labels("en").by_value["session"]
        facts: dict[str, Value] = {
            value: getattr(label.session, name) if label.session else None
            for value, label in known.items()
        }
        if self.cells:
            facts = {value: cell_text(fact) for value, fact in facts.items()}
        return map(facts.__getitem__, self.single_values(self.index.columns["session"]))

    def words(self, words: Iterable[str]) -> Iterable[str]:
        """Return words, as cells if those are asked for."""
        return map(csv_cell, words) if self.cells else words

    def repeated_words(self, words: Sequence[str]) -> Iterable[str]:
        """Return words that many records have alike, each made a cell once."""
        known = dict.fromkeys(words)
        shown = dict(zip(known, self.words(known), strict=True))
        return map(shown.__getitem__, words)

    def text_statuses(self) -> Iterable[str]:
        """Return the status of each text, compared with its source passage."""
        official = OFFICIAL_MARK.status.codebook_value
        return [
            official if mark is OFFICIAL_MARK else mark.status.codebook_value for mark in self.marks
        ]

    def printed_words(self) -> Iterable[str]:
        """Return the words of each source passage that its text differs from, else nothing."""
        printed = [mark.printed.words if mark.printed else "" for mark in self.marks]
        return self.repeated_words(printed)

    @cached_property
    def marks(self) -> list[StatusMark]:
        """The marks of the texts, compared with their source passages."""
        return self.index.statuses.text_marks(self.places, self.texts.language)

    @cached_property
    def official(self) -> ColumnBatch:
        """The same records, those with an unofficial text with their original one; a query.

        No query if no text is unofficial.
        """
        unofficial = [mark.status == ShownStatus.UNOFFICIAL for mark in self.marks]
        places = [*compress(self.places, unofficial)]
        if not places:
            return self
        originals = read_texts(_texts, self.index, places, ORIGINALS)
        # A record that was withdrawn meanwhile keeps the text that it has.
        rows = [
            originals.get(self.index.pks[place], text) if is_unofficial else text
            for place, text, is_unofficial in zip(
                self.places, zip(*self.texts, strict=True), unofficial, strict=True
            )
        ]
        return replace(self, texts=BatchTexts(*zip(*rows, strict=True)))

    def digests(self) -> Iterable[str]:
        """Return the digest of each record; empty while it is being computed."""
        numbers = map(self.index.digests.__getitem__, self.places)
        return [f"{number:012x}" if number else "" for number in numbers]

    def headings(self) -> Iterable[str]:
        """Return what each record stands under in its document."""
        keys = section_keys(self.index, self.places, self.preference)
        return self.repeated_words([self.section_titles.get(key, "") for key in keys])

    @cached_property
    def sources(self) -> list[PrintedPlace | None]:
        """The place that each record was read from; a query for some hundred of them."""
        pks = [self.index.pks[place] for place in self.places]
        found = {pk: PrintedPlace(*where) for pk, *where in fetch_by_key(_sources, pks)}
        return [found.get(pk) for pk in pks]

    @cached_property
    def keys(self) -> list[int]:
        """The codes as numbers that sort as they do."""
        return list(map(self.index.keys.__getitem__, self.places))

    @cached_property
    def numbers(self) -> list[str]:
        """The printed numbers."""
        return list(map(key_number, self.keys))

    @cached_property
    def letters(self) -> list[str]:
        """The printed letters."""
        return list(map(key_letter, self.keys))

    @cached_property
    def codes(self) -> list[str]:
        """The codes."""
        parts = zip(map(key_year, self.keys), self.numbers, self.letters, strict=True)
        return [f"{year}/{number}{letter}" for year, number, letter in parts]


def read_batches(
    index: RecommendationIndex,
    places: Iterable[int],
    preference: TextPreference,
    root: str,
    *,
    cells: bool,
) -> Iterator[ColumnBatch]:
    """Yield the records at these places: one query, and one for each batch.

    What was withdrawn since the index was built is left out.
    """
    titles = {str(section.pk): section.printed_heading for section in Section.objects.all()}
    remaining = iter(places)
    while some := list(islice(remaining, BATCH)):
        keys = [index.pks[place] for place in some]
        texts = read_texts(_texts, index, some, preference)
        there = [place for place, key in zip(some, keys, strict=True) if key in texts]
        if there:
            columns = BatchTexts(*zip(*(texts[key] for key in keys if key in texts), strict=True))
            yield ColumnBatch(index, there, columns, titles, preference, root, cells)


def _texts(pks: Sequence[int]) -> QuerySet[Any, Any]:
    texts = RecommendationText.objects.published().filter(recommendation__in=pks)
    return texts.order_by().values_list("recommendation", *BatchTexts._fields)


def _sources(pks: Sequence[int]) -> QuerySet[Any, Any]:
    sources = Occurrence.objects.published().sources().filter(recommendation__in=pks).order_by()
    return sources.values_list("recommendation", "document__symbol", "anchor")
