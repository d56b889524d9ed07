"""The author, kind and reason of changes, told to the triggers that write the audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from smuggling_kb.audit.models import ChangeKind, CurrentChange
from smuggling_kb.audit.triggers import CURRENT, SETTING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


@contextmanager
def attribute_changes(
    by: User | AnonymousUser | None, kind: ChangeKind = ChangeKind.EDIT, reason: str = ""
) -> Iterator[UUID]:
    """A transaction in which every entry of the audit trail names who, how and why.

    A block within another one names its own, as a part of the same act. Yields the key of the
    act. What is written outside such a block is of the kind “outside”.
    """
    with transaction.atomic():
        outer = read_change()
        act = UUID(json.loads(outer)["act"]) if outer else uuid4()
        change = change_of_act(act, by, kind, reason)
        write_change(json.dumps(change, cls=DjangoJSONEncoder))
        yield act
        if not connection.needs_rollback:  # Else it is undone together with what was written.
            write_change(outer)


def change_of_act(
    act: UUID, by: User | AnonymousUser | None, kind: ChangeKind, reason: str
) -> dict[str, str | int | None]:
    """Return what the triggers read of a change."""
    return {
        # As the database keeps moments, in UTC and without an offset.
        "at": f"{timezone.now():%Y-%m-%d %H:%M:%S.%f}",
        "by": by.pk if by else None,
        "by_name": by.get_username() if by else "",
        "kind": kind.value,
        "reason": reason,
        # As each database keeps it: SQLite as these digits, PostgreSQL reads them.
        "act": act.hex,
    }


def read_change() -> str:
    """Return the change that the open transaction is making, as JSON; empty if it told none."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        else:
            cursor.execute(f"SELECT change FROM {CURRENT}")  # noqa: S608
        row = cursor.fetchone()
    return row[0] or "" if row else ""


def write_change(change: str) -> None:
    """Tell the open transaction which change it is making; empty if none."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, change])
            return
        cursor.execute(f"DELETE FROM {CURRENT}")  # noqa: S608
        if change:
            CurrentChange.objects.create(pk=1, change=json.loads(change))
