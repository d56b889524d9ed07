"""Dates as the documents of the United Nations write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class Day:
    """A day that a message formats with Django's letters: ``{start:j F Y}``."""

    date: date

    def __format__(self, letters: str) -> str:
        return format_date(self.date, letters)


def date_span(start: date, end: date) -> str:
    """Return ``11–13 November 2013`` or ``30 May–1 June 2012``, in the active language."""
    if start == end:
        form = _("{start:j F Y}")
    elif (start.year, start.month) == (end.year, end.month):
        form = _("{start:j}–{end:j F Y}")
    elif start.year == end.year:
        form = _("{start:j F}–{end:j F Y}")
    else:
        form = _("{start:j F Y}–{end:j F Y}")
    return form.format(start=Day(start), end=Day(end))


def utc_day(moment: datetime) -> str:
    """Return ``23 September 2020``: the day of a moment, in UTC."""
    return date_span(moment.date(), moment.date())


def when_and_where(session: WorkingGroupSession) -> str:
    """Return ``Vienna, 11–13 November 2013``, as much of it as is known."""
    if session.start is None:
        return str(session.get_city_display())
    dates = date_span(session.start, session.end or session.start)
    if not session.city:
        return dates
    return _("%(city)s, %(dates)s") % {"city": session.get_city_display(), "dates": dates}
