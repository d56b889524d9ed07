"""The gaps of a brief: values of facets that none of its records has; no query."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.index.facets import FACETS, NONE, UNKNOWN, FacetValue
from recommendations.names.session_ranges import SessionRange, missing_session_ranges
from recommendations.pages.briefs.distribution import SHOWN_ELSEWHERE
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection

#: Values that say that there is none: no record is missing there.
NO_VALUES = frozenset({NONE, UNKNOWN})


@dataclass(frozen=True)
class Gap:
    """The values of a facet that no record has, each with the address of the empty list."""

    label: str
    values: list[tuple[FacetValue, str]]


def facet_gaps(selection: Selection, filters: RecommendationFilter) -> list[Gap]:
    """Return the facets of which anything is missing.

    A facet that is filtered by gives its filtered values alone; sessions without texts are no gap,
    for nothing is known of them; nor are articles that no record cites.
    """
    found = (
        Gap(str(facet.label), _empty_values(selection, filters, name))
        for name, facet in FACETS.items()
        if name == "session" or name not in SHOWN_ELSEWHERE
    )
    return [each for each in found if each.values]


def _empty_values(
    selection: Selection, filters: RecommendationFilter, parameter: str
) -> list[tuple[FacetValue, str]]:
    having = selection.index.columns[parameter].bitmaps
    return [
        (value, filters.address(**{parameter: value.value}))
        for value in filters.chosen_values(parameter) or filters.values(parameter)
        if value.has_texts and value.is_offered and value.value not in NO_VALUES
        if not selection.bitmap & having.get(value.value, 0)
    ]


def sessions_without_texts(filters: RecommendationFilter) -> list[SessionRange]:
    """Return the sessions whose texts are not held, among those that are filtered by, if any."""
    values = filters.chosen_values("session") or filters.values("session")
    meetings = {value.session: value.has_texts for value in values if value.session}
    held = {session.number for session, is_held in meetings.items() if is_held}
    return missing_session_ranges(meetings, held)
