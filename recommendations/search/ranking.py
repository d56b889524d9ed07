"""Ranking: the order of matches, the best first.

1. The record whose code was typed.
2. Those addressed to a body that is named.
3. Those whose words hold all that was typed, one word after the other as it was typed.
4. Those whose words hold all that was typed, or what it means.
5. All others: those that belong to a theme, a subject, an article … with such a name.

In each of these, what the Working Group adopted comes first, then what says the words most often
in one of its texts, then what says them in the reader's language; records that are still equal
stand in the order of their codes. Of more than ``MANY`` records the words are not counted.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import Piece, RankedResults
from recommendations.models import AdoptionStatus
from recommendations.search.matching import Matcher
from recommendations.search.query import Query, Term

#: The most records of which it is counted how often each says the words.
MANY = 3000


def rank_matches(
    index: RecommendationIndex,
    query: Query,
    meant: Query,
    found: Sequence[Bitmap],
    reader: str = "",
) -> RankedResults:
    """Return the matches of a query, the best first; they come in pieces, the better first.

    ``reader`` is the language of the reader, if texts are in others too.
    """
    reader = reader if len(index.texts) > 1 else ""
    is_small = sum(piece.bit_count() for piece in found) <= MANY
    memory = index.cache if is_small else index.bulk_cache
    return memory.get_or_compute(
        ("ranked", str(query), len(found), reader if is_small else ""),
        lambda: RankedResults(_pieces(index, query, meant, found, reader if is_small else None)),
    )


def _pieces(
    index: RecommendationIndex,
    query: Query,
    meant: Query,
    found: Sequence[Bitmap],
    reader: str | None,
) -> Iterator[Piece]:
    """Yield the pieces; without a reader in bitmaps, for which no words are counted."""
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    tiers = list(_tiers(Matcher(index), query, meant))
    for left in found:
        for tier in tiers:
            here = tier & left
            left &= ~here
            for piece in (here & adopted, here & ~adopted):
                yield piece if reader is None else _by_frequency(index, meant, piece, reader)


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


def _by_frequency(
    index: RecommendationIndex, meant: Query, piece: Bitmap, reader: str
) -> Sequence[int]:
    places = array("I", bitmaps.places(piece))
    if not meant.positive_terms or len(places) < 2:
        return places  # Nothing is sought where all words are excluded.
    by_language = {
        language: _counts(meant.positive_terms, map(texts.__getitem__, places))
        for language, texts in index.texts.items()
    }
    most = map(max, zip(*by_language.values(), strict=True))
    best = zip(most, by_language.get(reader, repeat(0)), strict=False)
    times = dict(zip(places, best, strict=True))
    return array("I", sorted(places, key=times.__getitem__, reverse=True))


def _counts(terms: Iterable[Term], folded: Iterable[str]) -> list[int]:
    """Return how often each of some texts says any of the terms."""
    texts = list(folded)
    return list(map(sum, zip(*(term.counts_in(texts) for term in terms), strict=True)))
