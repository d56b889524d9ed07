"""Conditions to drop where a list is empty: each alone, and how many records that gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.index.facets import FACETS
from recommendations.search.query import Query
from recommendations.selection.filters import (
    WORDS,
    RecommendationFilter,
    format_condition,
    join_with_or,
)
from recommendations.selection.selection import Selection

#: Words that are tried one by one; of more, only all together.
FEW = 6


@dataclass(frozen=True)
class RelaxedQuery:
    """A list with a condition less."""

    description: str
    address: str
    count: int


def relaxations(filters: RecommendationFilter) -> list[RelaxedQuery]:
    """The lists that are not empty."""
    found = (*_fewer_words(filters), *_fewer_filters(filters))
    return [each for each in found if each.count]


def _fewer_words(filters: RecommendationFilter) -> Iterator[RelaxedQuery]:
    if filters.search_result is None:
        return
    query = filters.search_result.query
    if not 1 < len(query.clauses) <= FEW:
        yield _without_condition("q", format_condition(WORDS, filters.cleaned_data["q"]), filters)
        return
    for clause in query.clauses:
        dropped = format_condition(WORDS, str(clause))
        yield from _with_query(query.without_clause(clause), _description_without(dropped), filters)
    any_word = query.with_any_clause()
    description = _("Any of the words: %(words)s") % {"words": any_word}
    yield from _with_query(any_word, description, filters)


def _fewer_filters(filters: RecommendationFilter) -> Iterator[RelaxedQuery]:
    for name, facet in FACETS.items():
        if chosen := filters.chosen_values(name):
            condition = format_condition(facet.label, join_with_or(value.label for value in chosen))
            yield _without_condition(name, condition, filters)


def _without_condition(name: str, condition: str, filters: RecommendationFilter) -> RelaxedQuery:
    count = Selection(filters).bitmap_without((name,)).bit_count()
    return RelaxedQuery(_description_without(condition), filters.address(**{name: ""}), count)


def _with_query(
    query: Query, description: str, filters: RecommendationFilter
) -> Iterator[RelaxedQuery]:
    """For other words; put together anew, they may be too long to be asked for."""
    other = filters.with_changes(q=str(query))
    if other.is_valid():
        yield RelaxedQuery(description, other.address(), Selection(other).count)


def _description_without(condition: str) -> str:
    return _("Without “%(condition)s”") % {"condition": condition}
