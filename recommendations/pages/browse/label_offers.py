"""Labels that a search names, such as subjects, each with the list of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommendations.index.facets import FACETS
from recommendations.search.engine import SearchResult
from recommendations.search.matching import Matcher
from recommendations.search.query import Label
from recommendations.search.vocabulary.phrasebook import CHINESE, NamedValue
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.query_string import query_string
from recommendations.texts.folding import fold_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Labels that are offered, and subjects where nothing was found.
MOST, NEAREST = 4, 3
#: The least likeness of a name that is offered.
ALIKE = 0.2


@dataclass(frozen=True)
class LabelOffer:
    """A label in the reader's language, the list of its records, and how many these are."""

    facet: StrPromise
    label: str
    address: str
    count: int


def label_offers(filters: RecommendationFilter, hits: SearchResult) -> list[LabelOffer]:
    """Return the labels that words name, then those whose names contain them; none twice."""
    matcher = Matcher(hits.index)
    named = list(hits.expanded_query.labels)
    terms = [term for term in hits.query.positive_terms if term.is_plain]
    # Of several words, each would be in names that have nothing to do with the others.
    only = terms if len(terms) == 1 else []
    names = (name for term in only for name in matcher.names_with(term) if name.kind in FACETS)
    containing = [Label(name.kind, name.value) for name in sorted(names, key=lambda n: len(n.name))]
    return [_offer(label, filters) for label in list(dict.fromkeys((*named, *containing)))[:MOST]]


def nearest_subjects(words: str, filters: RecommendationFilter) -> list[LabelOffer]:
    """Return the subjects with a name or synonym most like some words; none if none is alike."""
    sought = _pieces(words)
    best: dict[Label, float] = {}
    for named in Matcher(filters.index).phrasebook().names:
        if named.label.parameter == "topic":
            best[named.label] = max(best.get(named.label, 0), _likeness(sought, named))
    alike = (label for label in best if best[label] >= ALIKE)
    ranked = sorted(alike, key=lambda each: -best[each])
    return [_offer(label, filters) for label in ranked[:NEAREST]]


def _offer(label: Label, filters: RecommendationFilter) -> LabelOffer:
    return LabelOffer(
        FACETS[label.parameter].label,
        filters.names.by_value[label.parameter][label.value].label,
        filters.unfiltered_address
        + query_string({label.parameter: [label.value], **filters.text_params}),
        filters.index.columns[label.parameter].bitmap(label.value).bit_count(),
    )


def _likeness(sought: set[str], named: NamedValue) -> float:
    """Return how much two have in common, from 0 to 1."""
    pieces = _pieces(named.name)
    shared = len(sought & pieces)
    return 2 * shared / (len(sought) + len(pieces)) if shared else 0


def _pieces(words: str) -> set[str]:
    """Return the Chinese characters of words, and three letters side by side of others."""
    return set(_split(fold_text(words).split()))


def _split(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from CHINESE.findall(word)
        letters = f" {CHINESE.sub('', word)} "
        yield from (letters[place : place + 3] for place in range(len(letters) - 2))
