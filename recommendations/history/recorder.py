"""What is kept of every change of a recommendation: who, when, what it was, what it became.

``with recording(codes, by=user, reason=…)`` goes around whatever changes recommendations.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Max

from recommendations.history import states, timeline
from recommendations.history.models import Kind, Touched, Version
from recommendations.history.states import State
from recommendations.history.timeline import Entry
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = (
    "Changed",
    "Kind",
    "Recording",
    "changed_since",
    "numbers",
    "recent",
    "recording",
    "sweep",
)

#: So many recommendations are read at once.
AT_ONCE = 500

#: What is told the codes that a block changed, to bring up to date what is derived from them.
FOLLOWERS: list[Callable[[list[str]], None]] = []


class Changed(Exception):
    """Somebody changed recommendations since they were read; what changed, by code."""

    def __init__(self, versions: dict[str, list[Version]]) -> None:
        super().__init__(", ".join(versions))
        self.versions = versions


@dataclass
class Recording:
    """What a block of code changes, to be kept in the words of whoever changes it."""

    by: User | None = None
    kind: Kind = Kind.EDIT
    reason: str = ""
    #: The versions that were added, once the block has ended.
    written: list[Version] = field(default_factory=list)


@contextmanager
def recording(
    records: Iterable[str | Recommendation] = (),
    *,
    by: User | None,
    kind: Kind = Kind.EDIT,
    reason: str = "",
    seen: Mapping[str, int] | None = None,
) -> Iterator[Recording]:
    """Keep what the block changes: a version of each recommendation that it leaves different.

    ``records`` are those that it may change, as codes, rows or a queryset; any others that it
    does change are noticed too. What somebody changed before, by no form, becomes a version of
    its own first. ``kind`` and ``reason`` can be set on what is yielded until the block ends.

    All or nothing: an exception in the block undoes everything. One block runs at a time;
    ``OperationalError`` if the turn does not come. With ``seen``, the number of the version of
    each record that the change was decided on, raises ``Changed`` if one has changed since.

    Costs three queries and two for each part of a record, for each 500 records.
    """
    with turn():
        codes = {record if isinstance(record, str) else record.code for record in records}
        settle(codes, Recording(kind=Kind.OUTSIDE))
        if seen and (changed := changed_since(seen)):
            raise Changed(changed)
        change = Recording(by, kind, reason)
        yield change
        settle(codes, change)
        for follow in FOLLOWERS:
            follow([version.code for version in change.written])


def sweep() -> list[Version]:
    """Keep what was changed by no form; mostly there is nothing, which costs one query."""
    if not Touched.objects.exists():
        return []
    outside = Recording(kind=Kind.OUTSIDE)
    with turn():
        settle(set(), outside)
    return outside.written


@contextmanager
def turn() -> Iterator[None]:
    """A transaction in which nobody else changes recommendations.

    On PostgreSQL the triggers that mark what is touched wait for its end too, so no other way of
    writing comes in between.
    """
    with queue(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                table = connection.ops.quote_name(Touched._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield


@contextmanager
def queue() -> Iterator[None]:
    """On SQLite, wait for the turn in a queue: who polls for the database's lock may starve."""
    database: Any = connection
    if connection.vendor != "sqlite" or connection.in_atomic_block or database.is_in_memory_db():
        yield
        return
    with Path(f"{connection.settings_dict['NAME']}-turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # Released when the file is closed.
        yield


def settle(codes: Iterable[str], change: Recording) -> None:
    """Keep a version of each of the records, and of those touched, that is not as last kept."""
    every = sorted({*codes, *Touched.objects.values_list("code", flat=True)})
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        last = {version.code: version for version in Version.objects.last_of(some)}
        now = states.present(some)
        new = [
            successor(last.get(code), code, now.get(code), change)
            for code in some
            if not states.same(last[code].state if code in last else None, now.get(code))
        ]
        change.written += Version.objects.bulk_create(new)
    Touched.objects.all().delete()


def successor(last: Version | None, code: str, state: State, change: Recording) -> Version:
    """The version after the last one, not saved yet."""
    unknown = last is None and change.kind == Kind.OUTSIDE
    return Version(
        code=code,
        number=last.number + 1 if last else 1,
        by=change.by,
        by_name=change.by.get_username() if change.by else "",
        kind=Kind.BASELINE if unknown else change.kind,
        reason=change.reason,
        state=state,
    )


def numbers(codes: Collection[str]) -> dict[str, int]:
    """The number of each record's last version: what a form or a preview is based on; 0 if none.

    Keeps what was changed by no form first, so that it cannot be overlooked later.
    """
    sweep()
    found: Any = Version.objects.filter(code__in=codes).order_by().values_list("code")
    return dict.fromkeys(codes, 0) | dict(found.annotate(Max("number")))


def changed_since(seen: Mapping[str, int]) -> dict[str, list[Version]]:
    """The versions after those seen, oldest first, by code; nothing of what has not changed.

    ``seen`` is what ``numbers`` said. One query.
    """
    later: dict[str, list[Version]] = {}
    for version in Version.objects.filter(code__in=seen).order_by("code", "number"):
        if version.number > seen[version.code]:
            later.setdefault(version.code, []).append(version)
    return later


def recent(limit: int) -> list[Entry]:
    """The last changes of any records, newest first, in words; a fixed number of queries."""
    sweep()
    return timeline.recent(limit)
