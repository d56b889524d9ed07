"""The distribution of a brief's records over the values of a facet; no query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.index.facets import FACETS, NONE, FacetValue
from recommendations.models import AdoptionStatus
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection

#: Facets that other parts of a brief show.
SHOWN_ELSEWHERE = frozenset({"session", "status", "document", "year"})


@dataclass(frozen=True)
class ValueCount:
    """The number of adopted records that have a value, that of other records, and their lists.

    An empty list has no address: beside the other filters it might not be empty.
    """

    value: FacetValue
    adopted: int
    adopted_address: str
    others: int
    others_address: str


@dataclass(frozen=True)
class Distribution:
    """The values of a facet that any of the records has."""

    parameter: str
    label: str
    values: list[ValueCount]


def distributions(selection: Selection, filters: RecommendationFilter) -> list[Distribution]:
    """Return the distribution over each facet that no other part of a brief shows."""
    found = (
        Distribution(name, str(facet.label), list(value_counts(selection, filters, name)))
        for name, facet in FACETS.items()
        if name not in SHOWN_ELSEWHERE
    )
    return [each for each in found if each.values]


def value_counts(
    selection: Selection, filters: RecommendationFilter, parameter: str
) -> Iterator[ValueCount]:
    """Count the values of a facet in its order, without those that no record has.

    A facet that is filtered by gives its filtered values alone: no list has one value and another.
    """
    adopted = selection.index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    having = selection.index.columns[parameter].bitmaps
    for value in filters.chosen_values(parameter) or filters.values(parameter):
        found = selection.bitmap & having.get(value.value, 0)
        if not found:
            continue
        number = (found & adopted).bit_count()
        others = found.bit_count() - number
        narrowed = {parameter: value.value}
        yield ValueCount(
            value,
            number,
            filters.address(**narrowed, status=AdoptionStatus.ADOPTED.value) if number else "",
            others,
            filters.address(**narrowed, **_others(filters)) if others else "",
        )


def _others(filters: RecommendationFilter) -> dict[str, str | list[str]]:
    """Return what narrows the same filters to the records that were not adopted."""
    chosen = filters.cleaned_data["status"]
    if not chosen and not filters.cleaned_data["session"]:
        return {"session": NONE}  # The shortest address of the same list.
    others = [status.value for status in AdoptionStatus if status != AdoptionStatus.ADOPTED]
    return {"status": [status for status in others if not chosen or status in chosen]}
