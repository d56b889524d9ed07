"""The passages that a list's filters select: one bitmap for page, counts and downloads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from django.utils.translation import get_language

from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.index.passages.facets import PASSAGE_FACETS
from recommendations.index.passages.row_reader import read_passage_rows
from recommendations.index.passages.rows import PassageRow
from recommendations.selection.passage_filter import PassageFilter


class PassageSelection:
    """The passages that valid filters ask for, by their places in an index."""

    def __init__(self, filters: PassageFilter) -> None:
        self.filters = filters
        self.passages = filters.index.passages

    @cached_property
    def bitmap(self) -> Bitmap:
        """All of them."""
        return self.bitmap_without(())

    def bitmap_without(self, without: Collection[str]) -> Bitmap:
        """Return what all filters leave but some; the words searched for are the filter ``q``."""
        result = self.filters.search_result if "q" not in without else None
        found = self.passages.everything if result is None else result.matches
        for parameter in PASSAGE_FACETS:
            if parameter not in without and (asked := self.filters.cleaned_data[parameter]):
                found &= self.passages.facet_bitmap(parameter, asked)
        return found

    @property
    def count(self) -> int:
        """The number of passages."""
        return self.bitmap.bit_count()

    def counts(self, parameter: str) -> dict[str, int]:
        """Return how many have each value of a facet, under all filters but its own."""
        among = self.bitmap_without((parameter,))
        having = self.passages.columns[parameter].bitmaps
        return {value: (among & bitmap).bit_count() for value, bitmap in having.items()}

    @property
    def order(self) -> RankedResults:
        """All of them: the best first if words were searched for, else as the documents stand."""
        result = self.filters.search_result
        if result is None:
            return RankedResults([self.bitmap])
        return result.ranking.restricted_to(self.bitmap)

    def rows(self, places: Sequence[int]) -> list[PassageRow]:
        """The passages at these places; a fixed number of queries."""
        return read_passage_rows(self.passages, places, get_language())
