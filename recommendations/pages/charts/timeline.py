"""The timeline: the number of recommendations of each year, and the years without a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.index.facets import UNKNOWN
from recommendations.names.labels import mark_as_reported, session_name
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow
from recommendations.pages.charts.grid_counter import GridCounter
from sessions.models import WorkingGroupSession

#: Whether the texts of each session are held.
TextsBySession = dict[WorkingGroupSession, bool]


def count_timeline(counter: GridCounter) -> Grid:
    """Count a row for each year, and one for each session whose year no document tells.

    Recommendations stand in the year of the session that adopted them; those of a session not
    named, and what was not adopted, in the year of their codes.
    """
    values = counter.names.values["session"]
    texts = {value.session: value.has_texts for value in values if value.session}
    by_year: dict[int, list[WorkingGroupSession]] = {}
    for session in texts:
        if session.year:
            by_year.setdefault(session.year, []).append(session)
    years = sorted({*by_year, *map(int, counter.index.columns["year"].bitmaps)})
    rows = [
        _year_row(counter, str(year), by_year.get(year, []), texts)
        for year in (range(years[0], years[-1] + 1) if years else ())
    ]
    undated = (session for session in texts if session.year is None)
    return Grid(
        _("Year"),
        pgettext("number of recommendations", "Adopted"),
        [AxisValue("", (), _("At a session")), AxisValue("", (), _("At an unspecified session"))],
        [*rows, *_undated_rows(counter, undated, texts)],
        _totals(counter, texts),
    )


def _totals(counter: GridCounter, texts: TextsBySession) -> GridRow:
    everything = AxisValue("", (), _("All adopted"))
    unknown = AxisValue("session", (UNKNOWN,), "")
    named = counter.adopted & ~counter.bitmap(unknown)
    numbers = tuple(str(session.number) for session, has_texts in texts.items() if has_texts)
    address = counter.address(AxisValue("session", numbers, "")) if numbers else ""
    return GridRow(
        everything,
        [GridCell(named.bit_count(), address), counter.cell(unknown)],
        counter.cell(everything),
        counter.cell(everything, adopted=False),
    )


def _year_row(
    counter: GridCounter, year: str, sessions: list[WorkingGroupSession], texts: TextsBySession
) -> GridRow:
    coded = AxisValue("year", (year,), year)
    unknown = counter.cell(AxisValue("session", (UNKNOWN,), ""), coded)
    at_sessions = _sessions_cell(counter, sessions, texts)
    names = [_session_name(session) for session in sessions]
    has_no_texts = bool(sessions) and at_sessions.count is None
    total = (at_sessions.count or 0) + (unknown.count or 0)
    return GridRow(
        AxisValue(
            "year",
            (year,),
            year,
            ", ".join(names),
            not has_no_texts,
            is_reported=any(session.is_date_reported for session in sessions),
        ),
        [at_sessions, unknown if unknown.count else GridCell(0)],
        at_sessions if has_no_texts and not total else GridCell(total),
        counter.cell(coded, adopted=False),
    )


def _session_name(session: WorkingGroupSession) -> str:
    name = session_name(session)
    return mark_as_reported(name) if session.is_date_reported else name


def _sessions_cell(
    counter: GridCounter, sessions: list[WorkingGroupSession], texts: TextsBySession
) -> GridCell:
    """Count what sessions adopted; no number without a session, or where no text is held."""
    if not sessions:
        return GridCell(None, absent=_("no known session"))
    numbers = tuple(str(session.number) for session in sessions)
    has_texts = any(texts[session] for session in sessions)
    return counter.cell(AxisValue("session", numbers, "", has_texts=has_texts))


def _undated_rows(
    counter: GridCounter, sessions: Iterable[WorkingGroupSession], texts: TextsBySession
) -> Iterator[GridRow]:
    for session in sessions:
        at_session = _sessions_cell(counter, [session], texts)
        number, name = str(session.number), session_name(session)
        yield GridRow(
            AxisValue("session", (number,), name, _("year not known"), texts[session]),
            [at_session, GridCell(0)],
            at_session,
            GridCell(0),
        )
