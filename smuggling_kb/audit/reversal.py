"""Undoing what one act did to rows with an audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from smuggling_kb.audit.differences import entry_model
from smuggling_kb.audit.models import AuditEntry, Operation
from smuggling_kb.audit.registry import permission_of, undone_elsewhere
from smuggling_kb.audit.restoration import restore_row, row_before

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The action that each operation is.
ACTIONS = {Operation.ADD: "add", Operation.CHANGE: "change", Operation.DELETE: "delete"}
#: The action that undoes each operation.
REVERSE_ACTIONS = {Operation.ADD: "delete", Operation.CHANGE: "change", Operation.DELETE: "add"}


class EntryNotReversed(Exception):
    """A row cannot be what it was before; the message says which and why."""


def entry_obstacles(act: UUID, user: User) -> Iterator[str]:
    """Yield what stands against undoing the entries of an act, in words; two queries.

    Somebody may undo what they did themselves while they may still do it, else what their
    permissions allow.
    """
    entries = list(AuditEntry.objects.filter(act=act).order_by("pk"))
    if not entries:
        return
    models = dict.fromkeys(model for entry in entries if (model := entry_model(entry)))
    if elsewhere := dict.fromkeys(filter(None, map(undone_elsewhere, models))):
        yield from elsewhere
        return
    rows = {entry.row for entry in entries}
    later = AuditEntry.objects.filter(row__in=rows, pk__gt=entries[0].pk).exclude(act=act)
    changed = set(later.order_by().values_list("model", "row"))
    forbidden = {(entry.model, entry.row) for entry in entries if not may_reverse(entry, user)}
    for row, entry in {(each.model, each.row): each for each in entries}.items():
        if row in forbidden:
            yield _("%(name)s: you may not undo this.") % {"name": entry.key}
        elif row in changed:
            yield _("%(name)s: it was changed again since.") % {"name": entry.key}


def may_reverse(entry: AuditEntry, user: User) -> bool:
    """Return whether somebody may undo an entry, by the permissions that they have now."""
    model, operation = entry_model(entry), Operation(entry.operation)
    if model is None:
        return user.is_superuser
    if user.has_perm(model_permission(model, REVERSE_ACTIONS[operation])):
        return True
    if entry.by_id != user.pk:
        return False
    instead = permission_of(model)
    return user.has_perm(model_permission(model, ACTIONS[operation])) or bool(
        instead and user.has_perm(instead)
    )


def model_permission(model: type[Model], action: str) -> str:
    return f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"


def reverse_entries(act: UUID) -> None:
    """Make all rows what they were before an act, the last entry first.

    Within the current transaction, which is to be rolled back if it raises ``EntryNotReversed``.
    """
    for entry in AuditEntry.objects.filter(act=act).order_by("-pk"):
        try:
            with transaction.atomic():
                reverse_entry(entry)
        except (ValidationError, IntegrityError, ProtectedError, RestrictedError) as error:
            raise EntryNotReversed(entry_problem(entry)) from error


def reverse_entry(entry: AuditEntry) -> None:
    model = entry_model(entry)
    if model is None:
        raise EntryNotReversed(entry_problem(entry))
    if restored := row_before(entry):
        restore_row(restored)
    elif row := model._default_manager.filter(pk=entry.row).first():
        if has_dependants(row):
            raise EntryNotReversed(entry_problem(entry))
        row.delete()


def has_dependants(row: Model) -> bool:
    """Return whether rows that others added would be deleted together with one."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
    collector.collect([row])
    collected = sum(len(rows) for rows in collector.data.values())
    return collected > 1 or any(rows.exists() for rows in collector.fast_deletes)


def entry_problem(entry: AuditEntry) -> str:
    return _("%(name)s: other data rests on it by now.") % {"name": entry.key}
