"""The history in words: versions with what each changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from recommendations.history.differences import Difference, differences
from recommendations.history.facts import Teller, theme_names
from recommendations.history.models import Kind, Version


@dataclass(frozen=True)
class Entry:
    """A version, and what is different from the one before."""

    version: Version
    #: Nothing of a record that came or went as a whole.
    differences: list[Difference]
    #: Whether there was no record before.
    came: bool = False

    @property
    def went(self) -> bool:
        """Whether there is no record any more."""
        return self.version.state is None


def entries(versions: Iterable[Version]) -> list[Entry]:
    """Versions told in their order; four queries."""
    found = list(versions)
    before = {(each.code, each.number + 1): each for each in predecessors(found)}
    themes = theme_names()
    return [entry(each, before.get((each.code, each.number)), themes) for each in found]


def predecessors(versions: Iterable[Version]) -> Iterable[Version]:
    wanted = Q(pk=None)
    for version in versions:
        wanted |= Q(code=version.code, number=version.number - 1)
    return Version.objects.filter(wanted)


def entry(version: Version, before: Version | None, themes: dict[str, str]) -> Entry:
    old = before.state if before else None
    if old is None or version.state is None:
        return Entry(version, [], came=old is None)
    return Entry(version, differences(old, version.state, Teller(version.code, themes)))


def recent(limit: int) -> list[Entry]:
    """The last changes of any records, newest first, without what files began with."""
    versions = Version.objects.exclude(kind=Kind.BASELINE).order_by("-at", "-pk")
    return entries(versions[:limit])
