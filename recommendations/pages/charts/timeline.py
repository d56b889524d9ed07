"""The timeline: how many recommendations each year brought, and in which there was no meeting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.index.facets import UNKNOWN
from recommendations.pages.charts import columns
from recommendations.pages.charts.chart import Picture
from recommendations.pages.charts.counting import Counting
from recommendations.pages.charts.grid import Cell, Grid, Head, Row
from sessions.models import WorkingGroupSession


def count(counting: Counting) -> Grid:
    """A row for each year, and one for each meeting whose year no document tells.

    Recommendations stand in the year of the meeting that adopted them; those of a meeting not
    named, and what was not adopted, in the year of their codes.
    """
    values = counting.names.values["session"]
    held = {value.session: value.has_texts for value in values if value.session}
    of_year: dict[int, list[WorkingGroupSession]] = {}
    for session in held:
        if session.start:
            of_year.setdefault(session.start.year, []).append(session)
    coded = map(int, counting.index.columns["year"].bitmaps)
    years = sorted({*of_year, *coded})
    heads = [Head("", (), _("At a session")), Head("", (), _("At a session not named"))]
    rows = [
        _year(counting, str(year), of_year.get(year, []), held)
        for year in (range(years[0], years[-1] + 1) if years else ())
    ]
    undated = (session for session in held if session.start is None)
    everything = Head("", (), _("All adopted"))
    unknown = Head("session", (UNKNOWN,), "")
    named = counting.having() & counting.adopted & ~counting.having(unknown)
    totals = Row(
        everything,
        [Cell(named.bit_count(), _of_meetings(counting, held)), counting.cell(unknown)],
        counting.cell(everything),
        counting.cell(everything, adopted=False),
    )
    return Grid(
        _("Year"),
        _("Adopted"),
        heads,
        list(chain(rows, _undated(counting, undated, held))),
        totals,
    )


Held = dict[WorkingGroupSession, bool]


def _year(counting: Counting, year: str, sessions: list[WorkingGroupSession], held: Held) -> Row:
    coded = Head("year", (year,), year)
    unknown = counting.cell(Head("session", (UNKNOWN,), ""), coded)
    at_sessions = _at(counting, sessions, held)
    known = tuple(str(session.number) for session in sessions)
    names = [counting.names.by_value["session"][number].heading for number in known]
    is_lacking = bool(sessions) and at_sessions.count is None
    total = (at_sessions.count or 0) + (unknown.count or 0)
    return Row(
        Head("year", (year,), year, ", ".join(names), not is_lacking),
        [at_sessions, unknown if unknown.count else Cell(0)],
        at_sessions if is_lacking and not total else Cell(total),
        counting.cell(coded, adopted=False),
    )


def _at(counting: Counting, sessions: list[WorkingGroupSession], held: Held) -> Cell:
    """What meetings adopted; no number if there was none, or the texts of none are held."""
    if not sessions:
        return Cell(None, absent=_("no session"))
    numbers = tuple(str(session.number) for session in sessions)
    return counting.cell(Head("session", numbers, "", held=any(map(held.__getitem__, sessions))))


def _undated(
    counting: Counting, sessions: Iterator[WorkingGroupSession], held: Held
) -> Iterator[Row]:
    for session in sessions:
        at_session = _at(counting, [session], held)
        name = counting.names.by_value["session"][str(session.number)].heading
        yield Row(
            Head("session", (str(session.number),), name, _("year not known"), held[session]),
            [at_session, Cell(0)],
            at_session,
            Cell(0),
        )


def _of_meetings(counting: Counting, held: Held) -> str:
    numbers = tuple(str(session.number) for session, is_held in held.items() if is_held)
    return counting.address(Head("session", numbers, "")) if numbers else ""


PICTURE = Picture(
    "timeline",
    gettext_lazy("Recommendations over the years"),
    gettext_lazy(
        "How many recommendations were adopted in each year, in which years no text is held, and"
        " what else was put forward."
    ),
    count,
    columns.draw,
)
