"""Conditions to remove where a list is empty: each alone, and how many rows that gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from recommendations.index.bitmaps import Bitmap
from recommendations.search.query import Query
from recommendations.selection.filters import (
    WORDS,
    format_condition,
    join_with_or,
)

#: Words that are tried one by one; of more, only all together.
FEW = 6


@dataclass(frozen=True)
class RelaxedQuery:
    """A list without a condition, or with any of the words instead of all; of which it says."""

    description: str
    address: str
    count: int
    is_removal: bool = True


class RelaxableSelection(Protocol):
    """A selection of records or of passages; its type makes another one of other filters."""

    def __init__(self, filters: Any) -> None: ...

    @property
    def filters(self) -> Any: ...

    @property
    def count(self) -> int: ...

    def bitmap_without(self, without: Collection[str]) -> Bitmap: ...


def relaxations(selection: RelaxableSelection) -> list[RelaxedQuery]:
    """The lists that are not empty."""
    found = (*_fewer_words(selection), *_fewer_filters(selection))
    return [each for each in found if each.count]


def _fewer_words(selection: RelaxableSelection) -> Iterator[RelaxedQuery]:
    filters = selection.filters
    query = filters.typed_query
    if query is None:
        return
    if not 1 < len(query.clauses) <= FEW:
        yield _without_condition("q", format_condition(WORDS, filters.cleaned_data["q"]), selection)
        return
    for clause in query.clauses:
        dropped = format_condition(WORDS, str(clause))
        without = query.without_clause(clause)
        yield from _with_query(without, dropped, selection)
    any_word = query.with_any_clause()
    description = _("Any of the words: %(words)s") % {"words": any_word}
    yield from _with_query(any_word, description, selection, is_removal=False)


def _fewer_filters(selection: RelaxableSelection) -> Iterator[RelaxedQuery]:
    for name, label in selection.filters.facets.items():
        if chosen := selection.filters.chosen_values(name):
            condition = format_condition(label, join_with_or(value.label for value in chosen))
            yield _without_condition(name, condition, selection)


def _without_condition(name: str, condition: str, selection: RelaxableSelection) -> RelaxedQuery:
    count = selection.bitmap_without((name,)).bit_count()
    address = selection.filters.address(**{name: ""})
    return RelaxedQuery(condition, address, count)


def _with_query(
    query: Query, description: str, selection: RelaxableSelection, *, is_removal: bool = True
) -> Iterator[RelaxedQuery]:
    """For other words; put together anew, they may be too long to be asked for."""
    other = selection.filters.with_changes(q=str(query))
    if other.is_valid():
        yield RelaxedQuery(description, other.address(), type(selection)(other).count, is_removal)
