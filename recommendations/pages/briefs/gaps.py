"""The gaps of a brief: values that its records would be expected to have and do not; no query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommendations.index.facets import FACETS, NONE, UNKNOWN, FacetValue
from recommendations.names.session_ranges import SessionRange, missing_session_ranges
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection

#: The facets whose gaps say something, and the most gaps that a brief shows.
PARAMETERS = ("addressee", "theme", "session", "strength")
MOST = 5
#: Values that say that there is none: no record is missing there.
NO_VALUES = frozenset({NONE, UNKNOWN})


@dataclass(frozen=True)
class Gap:
    """The values of a facet that no record has, each with the address of the empty list."""

    label: str
    values: list[tuple[FacetValue, str]]


@dataclass(frozen=True)
class ExpectedValue:
    """A value that no record has, and how many would, did they not differ from all records."""

    parameter: str
    value: FacetValue
    expected: float
    is_chosen: bool


def facet_gaps(selection: Selection, filters: RecommendationFilter) -> list[Gap]:
    """Return the gaps that say something, at most ``MOST`` values, by facet.

    One is a value that was filtered by, or of which at least one record would be expected, as many
    of all records have it. Those come first of which most would be. Sessions without texts are no
    gap, for nothing is known of them.
    """
    found = [each for name in PARAMETERS for each in _missing_values(selection, filters, name)]
    found.sort(key=lambda each: (not each.is_chosen, -each.expected))
    telling = [each for each in found if each.is_chosen or each.expected >= 1][:MOST]
    gaps = (
        Gap(
            str(FACETS[name].label),
            [
                (each.value, filters.address(**{name: each.value.value}))
                for each in telling
                if each.parameter == name
            ],
        )
        for name in PARAMETERS
    )
    return [each for each in gaps if each.values]


def _missing_values(
    selection: Selection, filters: RecommendationFilter, parameter: str
) -> Iterator[ExpectedValue]:
    """Yield what no record has; of a facet that is filtered by, of its filtered values alone."""
    index, chosen = selection.index, filters.chosen_values(parameter)
    share = selection.bitmap.bit_count() / (index.everything.bit_count() or 1)
    for value in chosen or filters.values(parameter):
        having = index.columns[parameter].bitmaps.get(value.value, 0)
        is_gap = value.has_texts and value.is_offered and value.value not in NO_VALUES
        if is_gap and not selection.bitmap & having:
            expected = share * having.bit_count()
            yield ExpectedValue(parameter, value, expected, bool(chosen))


def sessions_without_texts(filters: RecommendationFilter) -> list[SessionRange]:
    """Return the sessions whose texts are not held, among those that are filtered by, if any."""
    values = filters.chosen_values("session") or filters.values("session")
    meetings = {value.session: value.has_texts for value in values if value.session}
    held = {session.number for session, is_held in meetings.items() if is_held}
    return missing_session_ranges(meetings, held)
