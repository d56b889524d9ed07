"""Ranking: the order of matches, the best first.

1. The record whose code was typed.
2. Those addressed to a body that is named.
3. Those whose words hold all that was typed, one word after the other as it was typed.
4. Those whose words hold all that was typed, or what it means.
5. All others: those that belong to a theme, a subject, an article … with such a name.

In each of these, what the Working Group adopted comes first, then what says the words most often;
records that are still equal stand in the order of their codes. Of more than ``MANY`` records the
words are not counted.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import Piece, RankedResults
from recommendations.models import AdoptionStatus
from recommendations.search.matching import Matcher
from recommendations.search.query import Query

#: The most records of which it is counted how often each says the words.
MANY = 3000


def rank_matches(
    index: RecommendationIndex, query: Query, meant: Query, found: Sequence[Bitmap]
) -> RankedResults:
    """Return the matches of a query, the best first; they come in pieces, the better first."""
    is_small = sum(piece.bit_count() for piece in found) <= MANY
    memory = index.cache if is_small else index.bulk_cache
    return memory.get_or_compute(
        ("ranked", str(query), len(found)),
        lambda: RankedResults(_pieces(index, query, meant, found, is_counted=is_small)),
    )


def _pieces(
    index: RecommendationIndex,
    query: Query,
    meant: Query,
    found: Sequence[Bitmap],
    *,
    is_counted: bool,
) -> Iterator[Piece]:
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    tiers = list(_tiers(Matcher(index), query, meant))
    for left in found:
        for tier in tiers:
            here = tier & left
            left &= ~here
            for piece in (here & adopted, here & ~adopted):
                yield _by_frequency(index, meant, piece) if is_counted else piece


def _tiers(matching: Matcher, query: Query, meant: Query) -> Iterator[Bitmap]:
    codes = addressed = 0
    for term in meant.positive_terms:
        codes |= matching.code_bitmap(term)
    for label in meant.labels:
        if label.parameter == "addressee":
            addressed |= matching.label_bitmap(label)
    yield from (codes, addressed)
    yield matching.text_bitmap(query.as_phrase())
    yield matching.query_bitmap(meant, in_labels=False)
    yield matching.index.everything


def _by_frequency(index: RecommendationIndex, meant: Query, piece: Bitmap) -> Sequence[int]:
    places = array("I", bitmaps.places(piece))
    counted = [
        term.counts_in(map(texts.__getitem__, places))
        for term in meant.positive_terms
        for texts in index.texts.values()
    ]
    if not counted:
        return places  # Nothing is sought where all words are excluded.
    times = dict(zip(places, map(sum, zip(*counted, strict=True)), strict=True))
    return array("I", sorted(places, key=times.__getitem__, reverse=True))
