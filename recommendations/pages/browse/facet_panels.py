"""The filters of the list page: each facet with its values and their counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.index.facets import FACETS, Facet, FacetValue
from recommendations.names.session_ranges import SessionRange, session_ranges
from recommendations.rendering.environment import render, render_macro
from recommendations.selection.selection import Selection

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(slots=True)
class FacetOption:
    """A value to tick, and how many records it would give; no count where texts are not held.

    Not frozen, as that would take three times as long to make: a page has two hundred.
    """

    value: FacetValue
    count: int | None
    checked: bool


@dataclass(frozen=True)
class MissingSessions:
    """Meetings whose texts are not held: nothing to tick, and no count."""

    run: SessionRange


@dataclass(frozen=True)
class FacetPanel:
    """A facet as the page offers it: ``lines`` at once, ``further`` ones behind a disclosure."""

    parameter: str
    label: StrPromise
    lines: list[FacetOption | MissingSessions]
    further: list[FacetOption] = field(default_factory=list)
    is_folded: bool = False
    #: Whether no value has a count, since no text of the meetings asked for is held.
    is_unknown: bool = False

    @property
    def is_used(self) -> bool:
        """True if any of its values is asked for."""
        return any(isinstance(line, FacetOption) and line.checked for line in self.lines)


def facet_panels(selection: Selection) -> list[FacetPanel]:
    """Every facet. Its counts are under all filters but its own."""
    return [_panel(facet, selection) for facet in FACETS.values()]


def rendered_facets(selection: Selection) -> SafeString:
    """Render the filters, once for all pages of a list; folded ones are open if in use."""
    return selection.index.count_cache.get_or_compute(
        ("facets", get_language(), selection.conditions()),
        lambda: render_panels(facet_panels(selection)),
    )


def render_panels(panels: Iterable[FacetPanel]) -> SafeString:
    """Render facets. Of two hundred values only counts and ticks differ from page to page."""
    return render(
        "facets.html",
        panels=[
            (panel, [*_options(panel, panel.lines)], [*_options(panel, panel.further)])
            for panel in panels
        ],
    )


def _options(
    panel: FacetPanel, lines: Iterable[FacetOption | MissingSessions]
) -> Iterator[tuple[SafeString, int | None]]:
    """Yield each option up to its count, with the count; one without a count is whole."""
    for line in lines:
        if isinstance(line, MissingSessions):
            yield render_macro("missing_sessions", line.run.ordinals), None
            continue
        value, count = line.value, line.count
        is_below = value.is_below and not panel.further  # Those stand by their numbers.
        option = _render_option(
            panel.parameter, value.value, value.label, is_below, line.checked, not count
        )
        if count is None:
            option = render_macro("uncounted_option", option, panel.is_unknown)
        yield option, count


@lru_cache(maxsize=4096)
def _render_option(*parts: str | bool) -> SafeString:
    return render_macro("facet_option", *parts)


def _panel(facet: Facet, selection: Selection) -> FacetPanel:
    filters = selection.filters
    counts = selection.counts(facet.parameter)
    checked = set(filters.cleaned_data[facet.parameter])
    unknown = filters.has_no_texts and facet.parameter != "session"
    lines = [
        FacetOption(
            value,
            counts.get(value.value, 0) if value.has_texts and not unknown else None,
            value.value in checked,
        )
        for value in filters.values(facet.parameter)
        if value.is_offered or value.value in checked
    ]
    further = []
    if 0 < facet.top_values < len(lines):
        lines.sort(key=lambda line: (not line.checked, -(line.count or 0)))
        lines, further = lines[: facet.top_values], lines[facet.top_values :]
    return FacetPanel(
        facet.parameter, facet.label, list(_with_gaps(lines)), further, facet.is_folded, unknown
    )


def _with_gaps(lines: list[FacetOption]) -> Iterator[FacetOption | MissingSessions]:
    """The lines, neighbouring meetings that are not held taken together unless asked for."""
    by_session = {line.value.session: line for line in lines if line.value.session}
    shown = {
        session.number
        for session, line in by_session.items()
        if line.value.has_texts or line.checked
    }
    for run in session_ranges(by_session, shown):
        yield by_session[run.first] if run.has_texts else MissingSessions(run)
    yield from (line for line in lines if not line.value.session)
