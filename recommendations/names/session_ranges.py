"""The meetings in a row, those whose texts are held and, between them, those whose are not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from recommendations.names.labels import ordinal
from sessions.models import WorkingGroupSession


@dataclass(frozen=True)
class Run:
    """A meeting whose texts are held, or neighbouring meetings whose texts are not."""

    sessions: tuple[WorkingGroupSession, ...]
    held: bool

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
        """``2012``, ``2015–2019`` or, of those that are known, ``to 2022``."""
        first = self.first.start and self.first.start.year
        last = self.last.start and self.last.start.year
        if first == last:
            return str(first or "")
        if first is None:
            return _("to %(year)s") % {"year": last}
        if last is None:
            return _("from %(year)s") % {"year": first}
        return f"{first}–{last}"


def runs(sessions: Iterable[WorkingGroupSession], held: Collection[int]) -> list[Run]:
    """The meetings in order of number, neighbours not held taken together."""
    found: list[Run] = []
    for is_held, group in groupby(sessions, key=lambda session: session.number in held):
        if is_held:
            found += [Run((session,), held=True) for session in group]
        else:
            found.append(Run(tuple(group), held=False))
    return found
