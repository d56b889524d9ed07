"""Other searches: for the words probably meant, and for longer phrases with those searched for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FACETS
from recommendations.search import LONGEST, engine, spelling
from recommendations.search.engine import SearchResult
from recommendations.search.lexicon import WORD, Lexicon, Word, lexicon
from recommendations.search.query import Node, Term, conjunction
from recommendations.selection.filters import RecommendationFilter

#: A word that finds no more records than that may be mistyped.
FEW = 2
#: A word that finds some is mistyped only if another finds so many times more.
TIMES = 5
#: Letters of a word that finds some and may yet be mistyped.
LONG = 3
#: Words of a query that are looked at, and phrases that are offered.
WORDS, PHRASES = 4, 8
#: Phrases that are tried, the most frequent first.
TRIED = 24


@dataclass(frozen=True)
class OtherSearch:
    """Another search: its words, what they mean, the list, and how many records that has."""

    text: str
    meaning: str
    address: str
    count: int

    @property
    def is_chinese(self) -> bool:
        """True if any of its words is."""
        return spelling.CHINESE.search(self.text) is not None


@dataclass(frozen=True)
class _Other:
    """Another query, and what it finds before filters."""

    query: str
    text: str
    meaning: str
    found: Bitmap


@dataclass(frozen=True)
class _Others:
    near: tuple[_Other, ...]
    longer: tuple[_Other, ...]


@dataclass(frozen=True)
class RelatedSearches:
    """Other searches, under the same filters; each finds something."""

    near: list[OtherSearch]
    longer: list[OtherSearch]


def find_related_searches(filters: RecommendationFilter) -> RelatedSearches:
    """Return other searches than the one made; none where nothing was searched for."""
    hits = filters.search_result
    if hits is None:
        return RelatedSearches([], [])
    known = lexicon(hits.index, get_language())
    others = hits.index.cache.get_or_compute(
        ("related", known.language, str(hits.query)), lambda: _other_searches(hits, known)
    )
    among = _under_filters(filters)
    here = (hits.matches & among).bit_count()
    near = _offers(others.near, among, filters)
    longer = _offers(others.longer, among, filters)
    return RelatedSearches(near, [each for each in longer if each.count != here][:PHRASES])


def _under_filters(filters: RecommendationFilter) -> Bitmap:
    """The records that all filters but the words leave."""
    among = filters.index.everything
    for parameter in FACETS:
        if asked := filters.cleaned_data[parameter]:
            among &= filters.index.facet_bitmap(parameter, asked)
    return among


def _offers(
    others: Iterable[_Other], among: Bitmap, filters: RecommendationFilter
) -> list[OtherSearch]:
    by_text = {(other.text, other.query): other for other in others}
    return [
        OtherSearch(
            other.text,
            other.meaning,
            filters.address(q=other.query),
            count,
        )
        for other in by_text.values()
        if (count := (other.found & among).bit_count())
    ]


def _other_searches(hits: SearchResult, known: Lexicon) -> _Others:
    """Other queries: the words that find little replaced, and each word by a longer phrase."""
    words = [term for term in dict.fromkeys(hits.query.positive_terms) if term.is_plain][:WORDS]
    near = (each for term in words for each in _corrections(term, hits, known))
    # Of too many records to count, each phrase would cost a search of all texts; those with one
    # word of a question answer another.
    counted = words if known.is_counted and not hits.analysis.is_question else []
    longer = [each for term in counted for each in _longer_phrases(term, hits, known)]
    return _Others(
        tuple(near),
        tuple(sorted(longer, key=lambda other: -other.found.bit_count())),
    )


def _corrections(term: Term, hits: SearchResult, known: Lexicon) -> Iterator[_Other]:
    """Return the words that one which finds nothing or little may have been meant for."""
    count = engine.find_records(str(term), hits.index).matches.bit_count()
    if count > FEW or (count and len(term.needle) < LONG):
        return
    for word in spelling.similar_words(term.needle, known):
        other = _other(term, [word], hits)
        if other and (not count or word.weight >= count * TIMES):
            yield other
    if not count and (pieces := spelling.known_parts(term.needle, known)):
        other = _other(term, pieces, hits)
        if other:
            yield other


def _longer_phrases(term: Term, hits: SearchResult, known: Lexicon) -> Iterator[_Other]:
    """Longer phrases that hold a word, and find something."""
    phrases = [
        word
        for word in known.by_needle.values()
        if word.kind == WORD and word.needle != term.needle and term.occurs_in(word.needle)
    ]
    for word in sorted(phrases, key=lambda word: -word.weight)[:TRIED]:
        if other := _other(term, [word], hits):
            yield other


def _other(term: Term, words: list[Word], hits: SearchResult) -> _Other | None:
    """The query with other words in place of one; None if that is too long or finds nothing."""
    query = str(hits.query.map_terms(_instead(term, words)))
    if len(query) > LONGEST:
        return None
    found = engine.find_records(query, hits.index).matches
    text = " ".join(word.text for word in words)
    meaning = words[0].meaning if len(words) == 1 else ""
    return _Other(query, text, meaning, found) if found else None


def _instead(term: Term, words: list[Word]) -> Callable[[Term], Node]:
    new = conjunction(Term(word.needle, typed=word.text) for word in words) or term
    return lambda each: new if each == term else each
