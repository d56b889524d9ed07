"""Versions of recommendations: who changed them, when, why, and what they became.

``with record_changes(codes, by=user, reason=…)`` goes around whatever changes recommendations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db.models import Max

from recommendations.history.locks import write_lock
from recommendations.history.models import WITHOUT_REASON, Touched, Version
from recommendations.history.states import State, current_states, is_same_state
from recommendations.models import PERMANENT_STAGES, Recommendation
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import ChangeKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = (
    "ChangeKind",
    "ConcurrentChange",
    "ReasonMissing",
    "RecordedChange",
    "after_change_hooks",
    "later_versions",
    "record_changes",
    "record_outside_changes",
    "refuse_unexplained",
    "version_numbers",
)

#: Recommendations that are read at once.
BATCH = 500

#: Functions called with the codes that a block changed, within its transaction. What is derived
#: from recommendations lies in layers above this one, so its owner is registered by the app.
after_change_hooks: list[Callable[[list[str]], None]] = []


class ConcurrentChange(Exception):
    """Somebody changed recommendations since they were read; their newer versions by code."""

    def __init__(self, versions: dict[str, list[Version]]) -> None:
        super().__init__(", ".join(versions))
        self.versions = versions


class ReasonMissing(Exception):
    """Public recommendations would change, and nobody says why; has their codes."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass
class RecordedChange:
    """The author, kind and reason of a change; the block that makes it may set the last two."""

    by: User | None = None
    kind: ChangeKind = ChangeKind.EDIT
    reason: str = ""
    #: The key of the act: the same for all that is written at once, the audit trail's too.
    act: UUID = field(default_factory=uuid4)
    #: The versions that were added, once the block has ended.
    versions: list[Version] = field(default_factory=list)


@contextmanager
def record_changes(
    records: Iterable[str | Recommendation] = (),
    *,
    by: User | None,
    kind: ChangeKind = ChangeKind.EDIT,
    reason: str = "",
    seen: Mapping[str, int] | None = None,
) -> Iterator[RecordedChange]:
    """Add a version of each recommendation that the block leaves different.

    ``records`` are those that it may change, as codes, rows or a queryset; any others that it
    does change are noticed too. What somebody changed before, by no form, becomes a version of
    its own first. ``kind`` and ``reason`` can be set on what is yielded until the block ends.

    All or nothing: an exception in the block undoes everything. One block runs at a time;
    ``OperationalError`` if the lock is not free in time. With ``seen``, the number of the version
    of each record that the change was decided on, raises ``ConcurrentChange`` if one has changed
    since. Raises ``ReasonMissing`` if there is no reason and a record is, or becomes, public.

    What the block changes in other rows is attributed likewise, by the audit trail.

    Costs three queries and two for each part of a record, for each 500 records.
    """
    with write_lock():
        codes = {record if isinstance(record, str) else record.code for record in records}
        write_versions(codes, RecordedChange(kind=ChangeKind.OUTSIDE))
        if seen and (changed := later_versions(seen)):
            raise ConcurrentChange(changed)
        change = RecordedChange(by, kind, reason.strip())
        with attribute_changes(by, audit_kind(kind), reason) as change.act:
            yield change
        write_versions(codes, change)
        for hook in after_change_hooks:
            hook([version.code for version in change.versions])


def audit_kind(kind: ChangeKind) -> ChangeKind:
    """Return the kind that the audit trail has for what else a change wrote."""
    return ChangeKind.FILES if kind == ChangeKind.BASELINE else kind


def record_outside_changes() -> list[Version]:
    """Add versions of what was changed by no form; one query if there is nothing, as mostly."""
    if not Touched.objects.exists():
        return []
    outside = RecordedChange(kind=ChangeKind.OUTSIDE)
    with write_lock():
        write_versions(set(), outside)
    return outside.versions


def write_versions(codes: Iterable[str], change: RecordedChange) -> None:
    """Add a version of each of the records, and of those touched, that differs from its last."""
    for new in next_versions(codes, change):
        check_reason(new)
        change.versions += Version.objects.bulk_create(new)
    Touched.objects.all().delete()


def refuse_unexplained(reason: str) -> None:
    """Raise ``ReasonMissing`` if what was written so far is not to be recorded without a reason."""
    if not reason:
        for new in next_versions((), RecordedChange()):
            check_reason(new)


def check_reason(versions: Iterable[Version]) -> None:
    """Raise ``ReasonMissing`` if one lacks its reason and its record is public; one query."""
    codes = [
        version.code
        for version in versions
        if not version.reason and version.kind not in WITHOUT_REASON
    ]
    public = Recommendation.objects.filter(code__in=codes, publication__in=PERMANENT_STAGES)
    if codes and (found := list(public.in_code_order().values_list("code", flat=True))):
        raise ReasonMissing(found)


def next_versions(codes: Iterable[str], change: RecordedChange) -> Iterator[list[Version]]:
    """Yield a version, not saved yet, of each record that differs from its last; in batches."""
    every = sorted({*codes, *Touched.objects.values_list("code", flat=True)})
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        last = {version.code: version for version in Version.objects.latest_by_code(batch)}
        states = current_states(batch)
        yield [
            next_version(last.get(code), code, states.get(code), change)
            for code in batch
            if not is_same_state(last[code].state if code in last else None, states.get(code))
        ]


def next_version(last: Version | None, code: str, state: State, change: RecordedChange) -> Version:
    """Return the version after the last one, not saved yet."""
    is_baseline = last is None and change.kind == ChangeKind.OUTSIDE
    return Version(
        code=code,
        number=last.number + 1 if last else 1,
        by=change.by,
        by_name=change.by.get_username() if change.by else "",
        kind=ChangeKind.BASELINE if is_baseline else change.kind,
        reason=change.reason,
        act=change.act,
        state=state,
    )


def version_numbers(codes: Collection[str]) -> dict[str, int]:
    """Return the number of each record's last version, 0 if none: what a form is based on.

    Records what was changed by no form first, so that it cannot be overlooked later.
    """
    record_outside_changes()
    last: Any = Version.objects.filter(code__in=codes).order_by().values_list("code")
    return dict.fromkeys(codes, 0) | dict(last.annotate(Max("number")))


def later_versions(seen: Mapping[str, int]) -> dict[str, list[Version]]:
    """Return the versions after those seen, oldest first, of each record that has any.

    ``seen`` is a result of ``version_numbers``. One query.
    """
    later: dict[str, list[Version]] = {}
    for version in Version.objects.filter(code__in=seen).order_by("code", "number"):
        if version.number > seen[version.code]:
            later.setdefault(version.code, []).append(version)
    return later
