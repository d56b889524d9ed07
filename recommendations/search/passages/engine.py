"""The search in the documents: ``find_passages`` is all that a list of passages needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.search.analysis import QueryAnalysis, analyse_query
from recommendations.search.expansion import Expansion
from recommendations.search.matching import Matcher
from recommendations.search.parser import parse_query
from recommendations.search.passages.matching import PassageMatcher
from recommendations.search.passages.ranking import rank_passages
from recommendations.search.query import Query


@dataclass(frozen=True)
class PassageSearchResult:
    """A query and the passages that match it, as a bitmap; as ``SearchResult`` is for records."""

    analysis: QueryAnalysis
    index: RecommendationIndex
    matches: Bitmap

    @property
    def query(self) -> Query:
        """The query as it was read."""
        return self.analysis.query

    @property
    def expanded_query(self) -> Query:
        """The query with the alternatives of its words."""
        return self.analysis.expanded_query

    @property
    def expansions(self) -> Sequence[Expansion]:
        """The words that were searched for beside those typed."""
        return self.analysis.expansions

    @cached_property
    def ranking(self) -> RankedResults:
        """All matches, the best first."""
        return rank_passages(self.index, self.query, self.expanded_query, self.matches)


def find_passages(typed: str, index: RecommendationIndex) -> PassageSearchResult:
    """Return the passages that match what somebody typed; none if it has no word."""
    query = parse_query(typed)
    analysis, matches = index.passages.cache.get_or_compute(
        ("found", str(query)), lambda: _match(query, index)
    )
    return PassageSearchResult(analysis, index, matches)


def _match(query: Query, index: RecommendationIndex) -> tuple[QueryAnalysis, Bitmap]:
    matcher = PassageMatcher(index)
    analysis = analyse_query(query, Matcher(index), matcher)
    return analysis, matcher.query_bitmap(analysis.expanded_query)
