"""What somebody typed, found: ``find`` is all that a list knows of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex, current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.search.expansion import Announcement, Meaning
from recommendations.search.matching import Matching
from recommendations.search.query import Query, parse
from recommendations.search.ranking import ranked


@dataclass(frozen=True)
class SearchResult:
    """What was asked, what that means, and the published records that answer it, as a bitmap.

    ``meant`` has the alternatives of each word written out, for pages to mark; ``announced`` says
    which they are.
    """

    query: Query
    index: RecommendationIndex
    matches: Bitmap
    expanded_query: Query
    expansions: Sequence[Announcement]

    @cached_property
    def ranking(self) -> RankedResults:
        """All of them, the best first."""
        return ranked(self.index, self.query, self.expanded_query, self.matches)


def find(typed: str, index: RecommendationIndex) -> SearchResult:
    """The records that answer what somebody typed; none if no word is in it."""
    query = parse(typed)
    meant, found = index.cache.get_or_compute(("found", str(query)), lambda: _found(query, index))
    return SearchResult(query, index, found, meant.query, meant.announcements)


def _found(query: Query, index: RecommendationIndex) -> tuple[Meaning, Bitmap]:
    matching = Matching(index)
    meant = matching.meaning(query)
    return meant, matching.query(meant.query)


@dataclass(frozen=True)
class State:
    """What search looks into now."""

    recommendations: int
    texts: int


def state() -> State:
    """How many published records and texts are searched."""
    index = current_index()
    texts = (index.language_bitmap(language).bit_count() for language in index.languages)
    return State(index.size, sum(texts))
