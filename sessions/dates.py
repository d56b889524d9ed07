"""Dates as the documents of the United Nations write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class Day:
    """A day that a message formats with Django's letters: ``{start:j F Y}``.

    The first of a month is called as the language calls it: ``1er`` in French.
    """

    date: date

    def __format__(self, letters: str) -> str:
        if self.date.day == 1:
            first = pgettext("day of the month", "1")
            letters = letters.replace("j", "".join(f"\\{letter}" for letter in first))
        return format_date(self.date, letters)


def date_span(start: date, end: date) -> str:
    """Return ``11–13 November 2013`` or ``30 May–1 June 2012``, in the active language."""
    return _date_span(get_language(), start, end)


@lru_cache(maxsize=4096)
def _date_span(language: str, start: date, end: date) -> str:
    if start == end:
        form = _("{start:j F Y}")
    elif (start.year, start.month) == (end.year, end.month):
        form = _("{start:j}–{end:j F Y}")
    elif start.year == end.year:
        form = _("{start:j F}–{end:j F Y}")
    else:
        form = _("{start:j F Y}–{end:j F Y}")
    return form.format(start=Day(start), end=Day(end))


def calendar_day(day: date) -> str:
    """Return ``23 September 2020``."""
    return date_span(day, day)


def utc_day(moment: datetime) -> str:
    """Return ``23 September 2020``: the day of a moment, in UTC."""
    return date_span(moment.date(), moment.date())


def session_date_span(session: WorkingGroupSession) -> str:
    """Return ``11–13 November 2013``; empty if no document held tells the dates."""
    return date_span(session.start, session.end or session.start) if session.start else ""


def when_and_where(session: WorkingGroupSession) -> str:
    """Return ``Vienna, 11–13 November 2013``, as much of it as is known.

    What is second-hand says so: ``Vienna, 5–6 October 2023 (according to a participant)``.
    """
    if session.is_date_reported:
        names = {"date": reported_date(session), "sources": attribution(session)}
        return _("%(date)s (%(sources)s)") % names
    return _with_city(str(session.get_city_display()), session_date_span(session))


def reported_date(session: WorkingGroupSession) -> str:
    """Return what is reported: ``5–6 October 2023``, ``in session on 11 July 2024`` or ``2021``."""
    start, day = session.reported_start, session.reported_day
    if start:
        dates = date_span(start, session.reported_end or start)
    elif day:
        dates = _("in session on %(day)s") % {"day": date_span(day, day)}
    else:
        dates = str(session.reported_year or "")
    return _with_city(str(session.get_reported_city_display()), dates)


def _with_city(city: str, dates: str) -> str:
    if not city or not dates:
        return city or dates
    return _("%(city)s, %(dates)s") % {"city": city, "dates": dates}


def attribution(session: WorkingGroupSession) -> str:
    """Return ``according to a participant``: how the second-hand facts are known."""
    *others, last = [str(source.label) for source in session.sources]
    names = {"first": pgettext("list", ", ").join(others), "last": last}
    sources = _("%(first)s and %(last)s") % names if others else last
    return _("according to %(sources)s") % {"sources": sources}
