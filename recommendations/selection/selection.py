"""The records that a list's filters select: how many, in which order, in which languages.

All of it comes from one bitmap: the page and every download, the counts of every facet, the record
before and the record after. So they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FACETS, FacetValue
from recommendations.index.newest_order import NewestOrder, newest_order
from recommendations.index.ordering import RankedResults
from recommendations.index.row_reader import read_rows
from recommendations.index.rows import RecommendationRow
from recommendations.models import AdoptionStatus
from recommendations.search.matching_texts import matching_languages
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.language_coverage import (
    format_coverage,
    format_displayed,
    format_lacking,
)
from smuggling_kb.preference import TextPreference

#: Records that are read at a time where all are wanted.
BATCH = 100


class Selection:
    """The records that valid filters ask for, by their places in an index."""

    def __init__(self, filters: RecommendationFilter) -> None:
        self.filters = filters
        self.index = filters.index

    @cached_property
    def bitmap(self) -> Bitmap:
        """All of them."""
        return self.bitmap_without(())

    def bitmap_without(self, without: Collection[str]) -> Bitmap:
        """Return what all filters leave but some; the words searched for are the filter ``q``."""
        hits = self.filters.search_result if "q" not in without else None
        found = self.index.everything if hits is None else hits.matches
        for parameter in FACETS:
            if parameter not in without and (asked := self.filters.cleaned_data[parameter]):
                found &= self.index.facet_bitmap(parameter, asked)
        return found

    @property
    def count(self) -> int:
        """The number of records."""
        return self.bitmap.bit_count()

    @cached_property
    def adopted(self) -> int:
        """The number of those that the Working Group adopted."""
        return (
            self.bitmap & self.index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
        ).bit_count()

    @property
    def others(self) -> int:
        """The number of those that it did not."""
        return self.count - self.adopted

    def counts(self, parameter: str) -> dict[str, int]:
        """Return how many have each value of a facet, under all filters but its own."""
        return self.index.count_cache.get_or_compute(
            ("counts", parameter, self.conditions(parameter)),
            lambda: self._counts(parameter),
        )

    def conditions(self, without: str = "") -> tuple[tuple[str, ...], ...]:
        """Return a key of what is asked for beside the values of one facet."""
        asked = self.filters.params()
        return tuple(
            (name, *sorted(asked[name]))
            for name in ("q", *FACETS)
            if name != without and name in asked
        )

    def _counts(self, parameter: str) -> dict[str, int]:
        among = self.bitmap_without((parameter,))
        having = self.index.columns[parameter].bitmaps
        if not among:
            return dict.fromkeys(having, 0)
        return {value: (among & bitmap).bit_count() for value, bitmap in having.items()}

    @cached_property
    def order(self) -> RankedResults:
        """All of them, in the order asked for; records that tie, in the order of codes."""
        if self.filters.sort == "relevance" and self.filters.search_result:
            return self.filters.search_result.ranking.restricted_to(self.bitmap)
        if self.filters.sort == "newest":
            return self.newest_order.results
        if self.filters.sort in FACETS:
            return RankedResults(bitmap for _value, bitmap in self.by_value(self.filters.sort))
        return RankedResults([self.bitmap])

    @cached_property
    def newest_order(self) -> NewestOrder:
        """All of them, the newest first."""
        return newest_order(self.index).restricted_to(self.bitmap)

    def by_value(self, parameter: str) -> Iterator[tuple[FacetValue | None, Bitmap]]:
        """The records of each value of a facet, in its order; last those that have none.

        A record with several values is with the first one, or with the first one asked for.
        """
        column = self.index.columns[parameter]
        left = self.bitmap
        asked = self.filters.cleaned_data[parameter]
        for value in (
            self.filters.chosen_values(parameter) if asked else self.filters.values(parameter)
        ):
            if having := left & column.bitmap(value.value):
                yield value, having
                left &= ~having
        if left:
            yield None, left

    def rows(self, places: Sequence[int]) -> list[RecommendationRow]:
        """The records at these places as rows of the list; two queries.

        Of one that was found in another text than the shown one, that text is in the row too.
        """
        hits = self.filters.search_result
        found_in = (
            matching_languages(self.index, hits.expanded_query, places, self.preference)
            if hits
            else {}
        )
        return read_rows(self.index, places, self.preference, found_in)

    @property
    def preference(self) -> TextPreference:
        """The order in which the reader is shown the texts of a record."""
        return self.filters.preference

    @cached_property
    def translated_count(self) -> int:
        """The number of records of which the reader is shown an unofficial translation."""
        return self.index.translation_count(self.bitmap, self.preference)

    @cached_property
    def has_translations(self) -> bool:
        """True if the reader is shown any translation, unless the originals are asked for."""
        usual = TextPreference(self.preference.reader)
        return bool(self.index.translation_count(self.bitmap, usual))

    @cached_property
    def languages(self) -> list[str]:
        """The languages that the reader is shown their texts in."""
        return list(self.index.displayed_languages(self.bitmap, self.preference))

    @property
    def language_coverage(self) -> str:
        """``Chinese: 9 of 9; English: 1 of 9 (unofficial)``, in the active language."""
        return format_coverage(self.index, self.bitmap)

    @property
    def lacking_note(self) -> str:
        """``8 of 9 in Chinese only``: those not in the reader's language; empty if all are."""
        return format_lacking(self.index, self.bitmap)

    @property
    def displayed_languages_note(self) -> str:
        """``Chinese``, or ``Chinese (8), English (1, unofficial)``: what a reader is shown."""
        return format_displayed(self.index, self.bitmap, self.preference)
