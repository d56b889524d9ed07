"""What a brief's records say nothing of: values of facets that none of them has; no query."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.index.facets import FACETS, NONE, UNKNOWN, FacetValue
from recommendations.names.session_ranges import Run, runs
from recommendations.pages.briefs.distribution import TOLD_ELSEWHERE
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection

#: Values that say that there is none: no record is missing there.
NO_VALUES = frozenset({NONE, UNKNOWN})


@dataclass(frozen=True)
class Silence:
    """The values of a facet that no record has, each with the address of the empty list."""

    label: str
    values: list[tuple[FacetValue, str]]


def silences(selection: Selection, asked: RecommendationFilter) -> list[Silence]:
    """The facets of which anything is missing.

    Of one that was asked for, only what was asked for; of meetings, only those whose texts are
    held, for of the others nothing is known; of articles, only those that any record cites.
    """
    found = (
        Silence(str(facet.label), _missing(selection, asked, name))
        for name, facet in FACETS.items()
        if name == "session" or name not in TOLD_ELSEWHERE
    )
    return [each for each in found if each.values]


def _missing(
    selection: Selection, asked: RecommendationFilter, parameter: str
) -> list[tuple[FacetValue, str]]:
    having = selection.index.columns[parameter].bitmaps
    return [
        (value, asked.address(**{parameter: value.value}))
        for value in asked.chosen(parameter) or asked.values(parameter)
        if value.has_texts and value.is_offered and value.value not in NO_VALUES
        if not selection.bitmap & having.get(value.value, 0)
    ]


def lacking(asked: RecommendationFilter) -> list[Run]:
    """The meetings whose texts are not held, of those that were asked for, if any were."""
    values = asked.chosen("session") or asked.values("session")
    meetings = {value.session: value.has_texts for value in values if value.session}
    held = {session.number for session, is_held in meetings.items() if is_held}
    return [run for run in runs(meetings, held) if not run.held]
