"""Restoring a row to what it was before an entry of the audit trail."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import ForeignKey, Model

from smuggling_kb.audit.differences import audited_fields, entry_model
from smuggling_kb.audit.models import AuditEntry


def row_before(entry: AuditEntry, kept: Collection[str] = ()) -> Model | None:
    """Return the row of an entry with the values it had before, not saved yet.

    The fields in ``kept`` stay as they are now, if the row is there. None if the entry added it.
    """
    model = entry_model(entry)
    if model is None or entry.before is None:
        return None
    row = model._default_manager.filter(pk=entry.row).first()
    restored = row or model(pk=entry.row)
    for field in audited_fields(model):
        if field.name in entry.before and not (row and field.name in kept):
            value = entry.before[field.name]
            is_key = isinstance(field, ForeignKey)
            setattr(restored, field.attname, value if is_key else field.to_python(value))
    return restored


def restore_row(row: Model) -> None:
    """Save it; ``ValidationError`` if it cannot be what it was."""
    row.full_clean(validate_unique=True)
    row.save()
