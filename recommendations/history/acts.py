"""Acts: what somebody changed at once, be it one recommendation or a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from recommendations.history.differences import FactDifference
from recommendations.history.facts import Fact
from recommendations.history.models import Version
from recommendations.history.timeline import HistoryEntry, history_entries
from recommendations.history.versions import record_outside_changes
from recommendations.texts.codes import code_parts
from smuggling_kb.audit.models import ChangeKind
from smuggling_kb.enumerations import comma_list

#: The newest versions that are grouped into acts: one act may take them all.
WINDOW = 2000

#: The records that are compared to tell what an act did to all of them; not of larger acts.
COMPARED = 25


#: Codes that are listed, of however many.
LISTED = 30


@dataclass(frozen=True)
class Act:
    """The versions that were written together, in the natural order of their codes."""

    versions: list[Version]
    #: The number of recommendations, even if ``versions`` has only some of them.
    size: int
    #: What each version changed; empty for a large act.
    entries: list[HistoryEntry]

    @property
    def version(self) -> Version:
        """Return one of them: who, when and why are the same in all."""
        return self.versions[0]

    @property
    def listed_codes(self) -> str:
        """Return the codes in their natural order; the last ones of a large act are left out."""
        codes = list(dict.fromkeys(version.code for version in self.versions))
        listed = comma_list(codes[:LISTED])
        return _("%(codes)s …") % {"codes": listed} if self.size > LISTED else listed

    @property
    def is_single(self) -> bool:
        return self.size == 1

    @property
    def adds_records(self) -> bool:
        """Return whether it did nothing but add recommendations, as far as known."""
        return bool(self.entries) and all(entry.is_new for entry in self.entries)

    @property
    def deletes_records(self) -> bool:
        return bool(self.entries) and all(entry.is_deletion for entry in self.entries)

    @property
    def differences(self) -> list[FactDifference]:
        """Return what became the same in each of them, with what it was before, if that was too."""
        by_outcome: dict[Any, list[FactDifference]] = {}
        for entry in self.entries:
            for each in entry.differences:
                by_outcome.setdefault((each.label, each.after and each.after.value), []).append(
                    each
                )
        return [
            shared_difference(found)
            for found in by_outcome.values()
            if len(found) == len(self.entries)
        ]


def shared_difference(differences: list[FactDifference]) -> FactDifference:
    """Return one for several that have the same outcome, whatever was there before."""
    first = differences[0]
    if len({each.before and each.before.value for each in differences}) == 1:
        return first
    return replace(first, before=Fact(first.label, _("different values")))


def recent_acts(limit: int) -> list[Act]:
    """Return the last acts, newest first, without baselines; a fixed number of queries.

    Records what was changed by no form first.
    """
    record_outside_changes()
    newest = Version.objects.exclude(kind=ChangeKind.BASELINE).order_by("-at", "-pk")
    groups = list(islice(version_groups(newest.defer("state")[:WINDOW]), limit))
    sizes = act_sizes(group[0].act for group in groups)
    compared = [
        version.pk
        for group in groups
        if sizes.get(group[0].act, len(group)) <= COMPARED
        for version in group
    ]
    entries = {
        entry.version.pk: entry
        for entry in history_entries(Version.objects.filter(pk__in=compared))
    }
    return [
        Act(
            group,
            sizes.get(group[0].act, len(group)),
            [entries[version.pk] for version in group if version.pk in entries],
        )
        for group in groups
    ]


def version_groups(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """Yield versions that were written together, each group in the natural order of codes.

    Versions without an act belong together if moment, user and reason are the very same.
    """
    groups: dict[Any, list[Version]] = {}
    for version in versions:
        key = version.act or (version.at, version.by_name, version.kind, version.reason)
        groups.setdefault(key, []).append(version)
    for group in groups.values():
        yield sorted(group, key=lambda version: (code_parts(version.code), version.number))


def act_sizes(acts: Iterable[UUID | None]) -> dict[UUID | None, int]:
    """Return how many recommendations each act changed; one query."""
    known = Version.objects.filter(act__in={act for act in acts if act}).order_by()
    return dict(known.values_list("act").annotate(Count("code", distinct=True)))


def versions_of_act(act: UUID) -> list[Version]:
    """Return the versions that an act wrote, without their states, in the order of codes."""
    versions = Version.objects.filter(act=act).defer("state")
    return sorted(versions, key=lambda version: (code_parts(version.code), version.number))
