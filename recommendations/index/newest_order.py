"""The order in which lists begin with what was adopted last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import NONE, UNKNOWN
from recommendations.index.ordering import RankedResults
from recommendations.index.recommendation_index import RecommendationIndex


@dataclass(frozen=True)
class NewestOrder:
    """Records in that order: those that the Working Group adopted, and after them the others."""

    adopted: RankedResults
    others: RankedResults

    def restricted_to(self, bitmap: Bitmap) -> NewestOrder:
        """Return the records that are in a bitmap, in the same order."""
        return NewestOrder(self.adopted.restricted_to(bitmap), self.others.restricted_to(bitmap))

    @property
    def results(self) -> RankedResults:
        """All of them, one after the other."""
        return RankedResults([*self.adopted.pieces, *self.others.pieces])


def newest_order(index: RecommendationIndex) -> NewestOrder:
    """Return the order of all records; worked out once for an index, so nothing is sorted later.

    The newest session comes first, after the named sessions what was adopted at one not named; of
    these records and of those not adopted, the newest year comes first. Within each, printed order.
    """
    return index.cache.get_or_compute("newest", lambda: _newest_order(index))


def _newest_order(index: RecommendationIndex) -> NewestOrder:
    sessions = index.columns["session"].bitmaps
    named = sorted((int(value) for value in sessions if value.isdecimal()), reverse=True)
    return NewestOrder(
        RankedResults(
            [*(sessions[str(number)] for number in named), *_by_year(index, UNKNOWN)],
        ),
        RankedResults(_by_year(index, NONE)),
    )


def _by_year(index: RecommendationIndex, session: str) -> Iterator[Bitmap]:
    """Yield the records with that value of the session, the newest year first."""
    years = index.columns["year"].bitmaps
    having = index.columns["session"].bitmap(session)
    yield from (having & years[year] for year in sorted(years, key=int, reverse=True))
