"""The history in words: versions with what each changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from recommendations.history.differences import FactDifference, fact_differences
from recommendations.history.facts import FactFormatter, themes_by_slug
from recommendations.history.models import Version
from recommendations.models import Theme


@dataclass(frozen=True)
class HistoryEntry:
    """A version, and what is different from the one before."""

    version: Version
    #: Empty for a record that was added or deleted as a whole.
    differences: list[FactDifference]
    #: True if there was no record before.
    is_new: bool = False

    @property
    def is_deletion(self) -> bool:
        return self.version.state is None


def history_entries(versions: Iterable[Version]) -> list[HistoryEntry]:
    """Return an entry for each version, in the same order; four queries."""
    chosen = list(versions)
    before = {(each.code, each.number + 1): each for each in previous_versions(chosen)}
    themes = themes_by_slug()
    return [history_entry(each, before.get((each.code, each.number)), themes) for each in chosen]


def previous_versions(versions: Iterable[Version]) -> Iterable[Version]:
    wanted = Q(pk=None)
    for version in versions:
        wanted |= Q(code=version.code, number=version.number - 1)
    return Version.objects.filter(wanted)


def history_entry(
    version: Version, before: Version | None, themes: dict[str, Theme]
) -> HistoryEntry:
    old = before.state if before else None
    if old is None or version.state is None:
        return HistoryEntry(version, [], is_new=old is None)
    formatter = FactFormatter(version.code, themes)
    return HistoryEntry(version, fact_differences(old, version.state, formatter))
