"""Putting a recommendation back to an earlier state."""

from __future__ import annotations

from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from recommendations.curation import workflow
from recommendations.history.models import Version
from recommendations.history.states import (
    PARTS,
    State,
    codes_of,
    codes_of_object,
    completed,
    present,
)
from recommendations.models import (
    PERMANENT_STAGES,
    OccurrenceRelation,
    Recommendation,
    WorkflowStage,
)
from recommendations.records.fixture_rows import Row, key_of, model_of
from smuggling_kb.natural_keys import NaturalKeyModel

ORDER = {model._meta.label_lower: place for place, model in enumerate(PARTS)}


class Refused(Exception):
    """The state cannot be restored; the message says why."""


def restore(version: Version) -> list[Row]:
    """Make a record what it was, but for its stage; what could not be restored.

    That is what names a row that is gone, such as a relation to a deleted record. A deleted
    record becomes a draft. Writes within the transaction that there is; raises ``Refused``.
    """
    now = {identity(row): row for row in present([version.code]).get(version.code, [])}
    wanted = {identity(row): row for row in staged(completed_rows(version.state), now)}
    for row in reversed([row for key, row in now.items() if key not in wanted]):
        if found := stored(row):
            found.delete()
    changed = [
        row for key, row in wanted.items() if row != completed(now.get(key, row)) or key not in now
    ]
    left_out = [row for row in sorted(changed, key=in_order) if not written(row)]
    check(version.code, left_out)
    return left_out


def rehearse(version: Version) -> tuple[State, list[Row]]:
    """What the record would be, and what could not be restored; it is done and undone."""
    with transaction.atomic():
        left_out = restore(version)
        state = present([version.code])[version.code]
        transaction.set_rollback(True)
    return state, left_out


def completed_rows(state: State) -> list[Row]:
    if state is None:
        raise Refused(_("The recommendation was deleted then: choose an earlier state."))
    return [completed(row) for row in state]


def staged(rows: list[Row], now: dict[tuple[str, ...], Row]) -> list[Row]:
    """The rows, the record's own with the stage that it has now."""
    for row in rows:
        if model_of(row) is Recommendation:
            own = now.get(identity(row))
            stage = own["fields"]["publication"] if own else WorkflowStage.DRAFT
            row["fields"]["publication"] = stage
    return rows


def identity(row: Row) -> tuple[str, ...]:
    return (row["model"], *map(str, key_of(row)))


def in_order(row: Row) -> tuple[int, bool]:
    """Parents first; a place stops being the source before another becomes it."""
    return ORDER[row["model"]], row["fields"].get("relation") == OccurrenceRelation.SOURCE


def stored(row: Row) -> NaturalKeyModel | None:
    """The row as it is now; None if it is gone, perhaps together with another."""
    try:
        found: NaturalKeyModel = model_of(row).objects.get_by_natural_key(*key_of(row))
    except ObjectDoesNotExist:
        return None
    return found


def written(row: Row) -> bool:
    """Write a row, unless one that it names is gone, it is another record's by now, or what old
    versions know of it is not enough: the database would refuse it.
    """
    other = stored(row)
    if other and codes_of_object(other) != codes_of(row):
        return False
    try:
        for each in serializers.deserialize("python", [row]):
            with transaction.atomic():
                each.save()
    except (DeserializationError, IntegrityError):
        return False
    return True


def check(code: str, left_out: list[Row]) -> None:
    """Refuse what the forms would refuse."""
    record = Recommendation.objects.filter(code=code).first()
    if record is None:
        raise Refused(_("The meeting that adopted it is not held any more."))
    if record.publication in PERMANENT_STAGES and (lacking := workflow.lacking(record)):
        raise Refused(lacking)
