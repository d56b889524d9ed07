"""The page of a list: its records under the headings asked for, some at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from recommendations.index.facets import FACETS, NONE, FacetValue
from recommendations.index.ordering import RankedResults
from recommendations.index.rows import RecommendationRow
from recommendations.names.session_ranges import SessionRange, session_ranges
from recommendations.selection.selection import Selection

#: Filters beside which it says nothing that the texts of some meetings are not held.
ELSEWHERE = ("session", "document", "year")


NO_RECORDS = RankedResults(())


@dataclass(frozen=True)
class ResultGroup:
    """Records under one heading, a value of a facet, or under none.

    ``missing_sessions`` is a run of meetings whose texts are not held; nothing stands under it.
    """

    value: FacetValue | None = None
    missing_sessions: SessionRange | None = None
    records: RankedResults = NO_RECORDS

    @cached_property
    def count(self) -> int:
        """The number of records under it, on all pages together."""
        return len(self.records)


@dataclass(frozen=True)
class PageGroup:
    """The part of a group that a page shows.

    ``continued`` if the group began on an earlier page. Rows need not repeat what is
    ``already_shown`` by the heading or by the only value of a filter: ``theme=protection``.
    """

    group: ResultGroup
    selection: Selection
    places: list[int]
    continued: bool
    already_shown: frozenset[str]

    @property
    def rows(self) -> list[RecommendationRow]:
        """Its records; two queries."""
        return self.selection.rows(self.places)


def groups(selection: Selection) -> list[ResultGroup]:
    """All groups of a list, in order; a single one without a heading if none were asked for.

    In the order of what is newest, what was not adopted stands under a heading even then, if there
    is any. A record
    with several values stands under the first one, or the first one asked for.
    """
    parameter = selection.filters.group
    if not parameter:
        return _without_parameter(selection)
    found = list(_by_value(selection, parameter))
    if parameter == "session" and not any(
        selection.filters.cleaned_data[name] for name in ELSEWHERE
    ):
        return list(_among_meetings(found, selection.filters.values("session")))
    return found


def list_order(selection: Selection) -> RankedResults:
    """Return the records of a list in the order of its pages, group by group."""
    return RankedResults(piece for group in groups(selection) for piece in group.records.pieces)


def _without_parameter(selection: Selection) -> list[ResultGroup]:
    if selection.filters.sort != "newest":
        return [ResultGroup(records=selection.order)]
    not_adopted = selection.filters.names.by_value["session"][NONE]
    newest = selection.newest_order
    found = ResultGroup(records=newest.adopted), ResultGroup(not_adopted, records=newest.others)
    return [group for group in found if group.count]


def _by_value(selection: Selection, parameter: str) -> Iterator[ResultGroup]:
    for value, having in selection.by_value(parameter):
        yield ResultGroup(value, records=selection.order.restricted_to(having))


def _among_meetings(found: list[ResultGroup], values: list[FacetValue]) -> Iterator[ResultGroup]:
    """The groups, and among them the meetings whose texts are not held."""
    of_value = {group.value: group for group in found if group.value}
    of_session = {value.session: of_value.pop(value, None) for value in values if value.session}
    held = {value.session.number for value in values if value.session and value.has_texts}
    if any(of_session.values()):
        for run in session_ranges(of_session, held):
            group = of_session[run.first] if run.has_texts else ResultGroup(missing_sessions=run)
            if group:
                yield group
    yield from of_value.values()


class ResultPage:
    """One page of a list."""

    def __init__(self, selection: Selection, *, number: int = 0, size: int = 0) -> None:
        self.selection = selection
        self.number = number or selection.filters.page
        self.size = size or selection.filters.size

    @cached_property
    def groups(self) -> list[ResultGroup]:
        """All groups of the list."""
        return groups(self.selection)

    @property
    def pages(self) -> int:
        """The number of pages of the list; an empty one has one."""
        return max(1, -(-self.selection.count // self.size))

    @property
    def first(self) -> int:
        """The place of its first record in the list, from 1."""
        return self.size * (self.number - 1) + 1

    @property
    def last(self) -> int:
        """The place of its last record in the list."""
        return min(self.size * self.number, self.selection.count)

    @cached_property
    def parts(self) -> list[PageGroup]:
        """The groups on this page with their records."""
        return list(self._parts())

    def _parts(self) -> Iterator[PageGroup]:
        before = 0
        for group in self.groups:
            shown = group.records.slice(self.first - 1 - before, self.last - before)
            if shown or (group.missing_sessions and self._ends_here(before)):
                continued = before + 1 < self.first
                yield PageGroup(group, self.selection, shown, continued, self._already_shown(group))
            before += group.count

    def _ends_here(self, before: int) -> bool:
        """True if what comes after that many records comes on this page."""
        return self.first <= before <= self.last or (before == 0 and self.number == 1)

    def _already_shown(self, group: ResultGroup) -> frozenset[str]:
        filters = self.selection.filters
        chosen = {parameter: filters.chosen_values(parameter) for parameter in FACETS}
        said = {
            f"{parameter}={values[0].value}"
            for parameter, values in chosen.items()
            if len(values) == 1
        }
        if group.value:
            said.add(f"{filters.group or 'session'}={group.value.value}")
        return frozenset(said)
