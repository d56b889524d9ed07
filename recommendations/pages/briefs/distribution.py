"""How the records of a brief are spread over the values of a facet; no query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.index.facets import FACETS, FacetValue
from recommendations.models import AdoptionStatus
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection

#: Facets that other parts of a brief tell.
TOLD_ELSEWHERE = frozenset({"session", "status", "document", "year"})


@dataclass(frozen=True)
class Line:
    """How many adopted records have a value, how many others, and the lists of both.

    No address of an empty list: beside the other filters it might not be empty.
    """

    value: FacetValue
    adopted: int
    adopted_address: str
    others: int
    others_address: str


@dataclass(frozen=True)
class Spread:
    """The values of a facet that any of the records has."""

    parameter: str
    label: str
    lines: list[Line]


def spreads(selection: Selection, asked: RecommendationFilter) -> list[Spread]:
    """One for each facet that no other part of a brief tells."""
    found = (
        Spread(name, str(facet.label), list(lines(selection, asked, name)))
        for name, facet in FACETS.items()
        if name not in TOLD_ELSEWHERE
    )
    return [each for each in found if each.lines]


def lines(selection: Selection, asked: RecommendationFilter, parameter: str) -> Iterator[Line]:
    """The values of a facet in its order, without those that no record has.

    Of a facet that was asked for, only what was asked for: no list has one value and another.
    """
    adopted = selection.index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    having = selection.index.columns[parameter].bitmaps
    for value in asked.chosen(parameter) or asked.values(parameter):
        found = selection.bitmap & having.get(value.value, 0)
        if not found:
            continue
        number = (found & adopted).bit_count()
        others = found.bit_count() - number
        narrowed = {parameter: value.value}
        yield Line(
            value,
            number,
            asked.address(**narrowed, status=AdoptionStatus.ADOPTED.value) if number else "",
            others,
            asked.address(**narrowed, status=_others(asked)) if others else "",
        )


def _others(asked: RecommendationFilter) -> list[str]:
    """What can be asked for, beside the other filters, to have what was not adopted."""
    chosen = asked.cleaned["status"]
    others = [status.value for status in AdoptionStatus if status != AdoptionStatus.ADOPTED]
    return [status for status in others if not chosen or status in chosen]
