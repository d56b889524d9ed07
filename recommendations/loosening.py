"""What to drop where a list is empty: each condition alone, and how many records that gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.facets import FACETS
from recommendations.filters import WORDS, RecommendationFilter, any_of, said
from recommendations.selection import Selection

#: Words that are tried one by one; of more, only all together.
FEW = 6

Changes = dict[str, str | Sequence[str]]


@dataclass(frozen=True)
class Looser:
    """A list with a condition less."""

    description: str
    address: str
    count: int


def looser(filters: RecommendationFilter) -> list[Looser]:
    """The lists that are not empty."""
    found = []
    for description, changes in _changes(filters):
        other = filters.changed(**changes)
        # Words put together anew may be too long to be asked for.
        if other.is_valid() and (count := Selection(other).count):
            found.append(Looser(description, other.address(), count))
    return found


def _changes(filters: RecommendationFilter) -> Iterator[tuple[str, Changes]]:
    yield from _fewer_words(filters)
    for name, facet in FACETS.items():
        if chosen := filters.chosen(name):
            condition = said(facet.label, any_of(value.label for value in chosen))
            yield _without(condition), {name: ()}


def _fewer_words(filters: RecommendationFilter) -> Iterator[tuple[str, Changes]]:
    if filters.hits is None:
        return
    query = filters.hits.query
    if not 1 < len(query.clauses) <= FEW:
        yield _without(said(WORDS, filters.cleaned["q"])), {"q": ""}
        return
    for clause in query.clauses:
        yield _without(said(WORDS, str(clause))), {"q": str(query.without(clause))}
    any_word = str(query.any_of())
    yield _("Any of the words: %(words)s") % {"words": any_word}, {"q": any_word}


def _without(condition: str) -> str:
    return _("Without “%(condition)s”") % {"condition": condition}
