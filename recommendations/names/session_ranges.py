"""Meetings in order, neighbours whose texts are not held as one range."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from recommendations.names.labels import mark_as_reported, ordinal
from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class SessionRange:
    """A meeting whose texts are held, or neighbouring meetings whose texts are not."""

    sessions: tuple[WorkingGroupSession, ...]
    has_texts: bool

    @property
    def first(self) -> WorkingGroupSession:
        return self.sessions[0]

    @property
    def last(self) -> WorkingGroupSession:
        return self.sessions[-1]

    @property
    def ordinals(self) -> str:
        """``1st``, ``8th, 9th`` or ``3rd–6th``, in the active language."""
        names = {"first": ordinal(self.first.number), "last": ordinal(self.last.number)}
        if len(self.sessions) == 1:
            return pgettext("meeting", "%(first)s") % names
        if len(self.sessions) == 2:
            return pgettext("meetings", "%(first)s and %(last)s") % names
        return pgettext("meetings", "%(first)s–%(last)s") % names

    @property
    def name(self) -> str:
        """``3rd–6th sessions``, in the active language."""
        form = ngettext("%(sessions)s session", "%(sessions)s sessions", len(self.sessions))
        return form % {"sessions": self.ordinals}

    @property
    def years(self) -> str:
        """``2012``, ``2015–2019``, ``2021–2025, reported`` or, of known ones, ``to 2022``."""
        years = self._known_years()
        is_reported = self.first.is_date_reported or self.last.is_date_reported
        return mark_as_reported(years) if is_reported else years

    def _known_years(self) -> str:
        first, last = self.first.year, self.last.year
        if first == last:
            return str(first or "")
        if first is None:
            return _("to %(year)s") % {"year": last}
        if last is None:
            return _("from %(year)s") % {"year": first}
        return f"{first}–{last}"


def session_ranges(
    sessions: Iterable[WorkingGroupSession], held: Collection[int]
) -> list[SessionRange]:
    """Return the meetings in order of number, neighbours whose texts are not held taken together.

    ``held`` are the numbers of the meetings whose texts are.
    """
    ranges: list[SessionRange] = []
    for has_texts, group in groupby(sessions, key=lambda session: session.number in held):
        if has_texts:
            ranges += [SessionRange((session,), has_texts=True) for session in group]
        else:
            ranges.append(SessionRange(tuple(group), has_texts=False))
    return ranges


def missing_session_ranges(
    sessions: Iterable[WorkingGroupSession], held: Collection[int]
) -> list[SessionRange]:
    """Return the ranges of meetings whose texts are not held."""
    return [each for each in session_ranges(sessions, held) if not each.has_texts]
