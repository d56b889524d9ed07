"""The search: ``find_records`` is all that a list needs of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex, current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.search.analysis import QueryAnalysis, analyse_query
from recommendations.search.expansion import Expansion
from recommendations.search.matching import Matcher
from recommendations.search.parser import parse_query
from recommendations.search.partial_matches import PartialMatches, partial_matches
from recommendations.search.query import Query
from recommendations.search.ranking import rank_matches


@dataclass(frozen=True)
class SearchResult:
    """A query, and the records that match it, as a bitmap.

    ``query`` is as read, ``expanded_query`` has the alternatives of each word written out, for
    pages to mark; ``expansions`` says which they are.
    """

    typed: Query
    analysis: QueryAnalysis
    index: RecommendationIndex
    matches: Bitmap
    #: Set if the matches have but some of the words.
    partial: PartialMatches | None = None
    #: The language of whoever asked, by which equal matches are in order.
    reader: str = ""

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
        """The words and labels that were searched for beside those typed."""
        return self.analysis.expansions

    @cached_property
    def ranking(self) -> RankedResults:
        """All matches, the best first."""
        pieces = self.partial.pieces if self.partial else (self.matches,)
        return rank_matches(self.index, self.query, self.expanded_query, pieces, self.reader)


def find_records(typed: str, index: RecommendationIndex, reader: str = "") -> SearchResult:
    """Return the records that match what somebody typed; none if it has no word.

    They are the same for readers of every language; ``reader`` decides among equal ones.
    """
    query = parse_query(typed)
    analysis, partial, found = index.cache.get_or_compute(
        ("found", str(query)), lambda: _match(query, index)
    )
    return SearchResult(query, analysis, index, found, partial, reader)


def _match(
    query: Query, index: RecommendationIndex
) -> tuple[QueryAnalysis, PartialMatches | None, Bitmap]:
    matcher = Matcher(index)
    analysis = analyse_query(query, matcher)
    found = matcher.query_bitmap(analysis.expanded_query)
    partial = partial_matches(analysis, found, matcher)
    return analysis, partial, partial.matches if partial else found


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
