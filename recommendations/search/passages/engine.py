"""The search in the documents: ``find_passages`` is all that a list of passages needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.search.expansion import ExpandedQuery, Expansion
from recommendations.search.parser import parse_query
from recommendations.search.passages.matching import PassageMatcher
from recommendations.search.passages.ranking import rank_passages
from recommendations.search.query import Query


@dataclass(frozen=True)
class PassageSearchResult:
    """A query and the passages that match it, as a bitmap; as ``SearchResult`` is for records."""

    query: Query
    index: RecommendationIndex
    matches: Bitmap
    expanded_query: Query
    expansions: Sequence[Expansion]

    @cached_property
    def ranking(self) -> RankedResults:
        """All matches, the best first."""
        return rank_passages(self.index, self.query, self.expanded_query, self.matches)


def find_passages(typed: str, index: RecommendationIndex) -> PassageSearchResult:
    """Return the passages that match what somebody typed; none if it has no word."""
    query = parse_query(typed)
    expanded, matches = index.passages.cache.get_or_compute(
        ("found", str(query)), lambda: _match(query, index)
    )
    return PassageSearchResult(query, index, matches, expanded.query, expanded.expansions)


def _match(query: Query, index: RecommendationIndex) -> tuple[ExpandedQuery, Bitmap]:
    matcher = PassageMatcher(index)
    expanded = matcher.expand(query)
    return expanded, matcher.query_bitmap(expanded.query)
