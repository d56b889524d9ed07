"""The search: ``find_records`` is all that a list needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex, current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.search.expansion import ExpandedQuery, Expansion
from recommendations.search.matching import Matcher
from recommendations.search.parser import parse_query
from recommendations.search.query import Query
from recommendations.search.ranking import rank_matches


@dataclass(frozen=True)
class SearchResult:
    """A query, expanded with synonyms and word forms, and the records that match, as a bitmap.

    ``expanded_query`` has the alternatives of each word written out, for pages to mark;
    ``expansions`` says which they are.
    """

    query: Query
    index: RecommendationIndex
    matches: Bitmap
    expanded_query: Query
    expansions: Sequence[Expansion]

    @cached_property
    def ranking(self) -> RankedResults:
        """All matches, the best first."""
        return rank_matches(self.index, self.query, self.expanded_query, self.matches)


def find_records(typed: str, index: RecommendationIndex) -> SearchResult:
    """Return the records that match what somebody typed; none if it has no word."""
    query = parse_query(typed)
    meant, found = index.cache.get_or_compute(("found", str(query)), lambda: _match(query, index))
    return SearchResult(query, index, found, meant.query, meant.expansions)


def _match(query: Query, index: RecommendationIndex) -> tuple[ExpandedQuery, Bitmap]:
    matching = Matcher(index)
    meant = matching.expand(query)
    return meant, matching.query_bitmap(meant.query)


@dataclass(frozen=True)
class SearchScope:
    """The size of what is searched."""

    recommendations: int
    texts: int


def search_scope() -> SearchScope:
    """Return how many published records and texts are searched."""
    index = current_index()
    texts = (index.language_bitmap(language).bit_count() for language in index.languages)
    return SearchScope(index.size, sum(texts))
