"""Ranking of passages: the best first.

First those that hold all that was typed, one word after the other as it was typed; then all others.
In each of these what a document says in its paragraphs comes before its footnotes and its cover,
then what says the words most often; passages that are still equal stand as the list without words
has them. Of more than ``MANY`` passages the words are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import Piece, RankedResults
from recommendations.index.passages.facets import FOOTNOTE
from recommendations.search.passages.matching import PassageMatcher
from recommendations.search.query import Query
from recommendations.search.ranking import MANY
from sessions.models import ParagraphKind


def rank_passages(
    index: RecommendationIndex, query: Query, expanded_query: Query, matches: Bitmap
) -> RankedResults:
    """Return the passages that match a query, the best first."""
    return index.passages.cache.get_or_compute(
        ("ranked", str(query)),
        lambda: RankedResults(_pieces(index, query, expanded_query, matches)),
    )


def _pieces(
    index: RecommendationIndex, query: Query, expanded_query: Query, matches: Bitmap
) -> Iterator[Piece]:
    passages = index.passages
    is_counted = matches.bit_count() <= MANY
    beside = passages.facet_bitmap("kind", (FOOTNOTE, ParagraphKind.COVER))
    phrase = PassageMatcher(index).text_bitmap(query.as_phrase())
    for tier in (matches & phrase, matches & ~phrase):
        for piece in (tier & ~beside, tier & beside):
            yield _by_frequency(passages.texts, expanded_query, piece) if is_counted else piece


def _by_frequency(texts: Sequence[str], query: Query, piece: Bitmap) -> Sequence[int]:
    places = list(bitmaps.places(piece))
    counted = [term.counts_in(map(texts.__getitem__, places)) for term in query.positive_terms]
    if not counted:
        return places  # Nothing is sought where all words are excluded.
    times = dict(zip(places, map(sum, zip(*counted, strict=True)), strict=True))
    return sorted(places, key=times.__getitem__, reverse=True)
