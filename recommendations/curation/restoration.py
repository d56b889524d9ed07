"""Restoration of a recommendation to an earlier state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

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
    complete_row,
    current_states,
    instance_codes,
    row_codes,
)
from recommendations.models import (
    PERMANENT_STAGES,
    OccurrenceRelation,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    WorkflowStage,
)
from recommendations.records.fixture_rows import Row, row_key, row_model
from recommendations.records.former_keys import present_keys, rename_row
from smuggling_kb.database.natural_keys import NaturalKeyModel

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ORDER = {model._meta.label_lower: place for place, model in enumerate(PARTS)}


class RestoreRefused(Exception):
    """The state cannot be restored; the message says why."""


def restore_version(version: Version, by: User, *, with_stages: bool = False) -> list[Row]:
    """Make a record what it was, and return the rows that were skipped.

    The stages of it and its texts stay as they are unless they are to come back too. Rows are
    skipped if they name a row that is gone, such as a relation to a deleted record. A deleted
    record becomes a draft; a text that comes back to a public one waits for a reviewer, as any
    that somebody adds. Writes within the current transaction. Raises ``RestoreRefused``.
    """
    now = {row_identity(row): row for row in current_states([version.code]).get(version.code, [])}
    rows = complete_state(version.state)
    if not with_stages:
        rows = keep_stages(rows, now, by)
    wanted = {row_identity(row): row for row in rows}
    for row in reversed([row for key, row in now.items() if key not in wanted]):
        if instance := stored_instance(row):
            instance.delete()
    delete_misplaced_addressees(wanted, now)
    changed = [
        row
        for key, row in wanted.items()
        if row != complete_row(now.get(key, row)) or key not in now
    ]
    skipped = [row for row in sorted(changed, key=write_order) if not write_row(row)]
    check_publication(version.code)
    return skipped


def delete_misplaced_addressees(
    wanted: Mapping[tuple[str, ...], Row], now: dict[tuple[str, ...], Row]
) -> None:
    """Delete addressees that would come before those to be added again, as they are to follow.

    Readers are given them in the order in which they were added.
    """
    label = RecommendationAddressee._meta.label_lower
    in_order = [key for key in wanted if key[0] == label]
    kept = [key for key in now if key[0] == label and key in wanted]
    if kept == in_order[: len(kept)]:
        return
    for key in kept:
        if instance := stored_instance(now.pop(key)):
            instance.delete()


class RestorationPreview(NamedTuple):
    """The state of a record, the rows that are skipped, and the texts that would differ."""

    state: State
    skipped: list[Row]
    differing: list[RecommendationText]


def preview_restoration(version: Version, by: User) -> RestorationPreview:
    """Restore, undo, and return what that does."""
    texts = RecommendationText.objects.filter(recommendation__code=version.code)
    with transaction.atomic():
        skipped = restore_version(version, by)
        state = current_states([version.code])[version.code]
        preview = RestorationPreview(state, skipped, texts.texts_unlike_passages())
        transaction.set_rollback(True)
    return preview


def complete_state(state: State) -> list[Row]:
    if state is None:
        raise RestoreRefused(
            _("The recommendation was deleted in that version. Choose an earlier one.")
        )
    keys = present_keys()
    return [complete_row(rename_row(row, keys)) for row in state]


def keep_stages(rows: list[Row], now: dict[tuple[str, ...], Row], by: User) -> list[Row]:
    """Return the rows, the record's own and its texts in the stages that they are in now."""
    [record] = (row for row in rows if row_model(row) is Recommendation)
    own = now.get(row_identity(record))
    record["fields"]["publication"] = own["fields"]["publication"] if own else WorkflowStage.DRAFT
    for row in rows:
        if row_model(row) is RecommendationText:
            stored = now.get(row_identity(row))
            row["fields"]["stage"] = (
                stored["fields"]["stage"]
                if stored
                else workflow.stage_of_new_text(record["fields"]["publication"], by)
            )
    return rows


def row_identity(row: Row) -> tuple[str, ...]:
    return (row["model"], *map(str, row_key(row)))


def write_order(row: Row) -> tuple[int, bool]:
    """Sort parents first; a place stops being the source before another becomes it."""
    return ORDER[row["model"]], row["fields"].get("relation") == OccurrenceRelation.SOURCE


def stored_instance(row: Row) -> NaturalKeyModel | None:
    """Return the row as it is now; None if it is gone, perhaps together with another."""
    try:
        instance: NaturalKeyModel = row_model(row).objects.get_by_natural_key(*row_key(row))
    except ObjectDoesNotExist:
        return None
    return instance


def write_row(row: Row) -> bool:
    """Write a row and return whether that was possible.

    It is not if a row that it names is gone, if it is another record's by now, or if what old
    versions know of it is not enough for the database.
    """
    other = stored_instance(row)
    if other and instance_codes(other) != row_codes(row):
        return False
    try:
        for each in serializers.deserialize("python", [row]):
            with transaction.atomic():
                each.save()
    except (DeserializationError, IntegrityError):
        return False
    return True


def check_publication(code: str) -> None:
    """Refuse what the forms would refuse."""
    record = Recommendation.objects.filter(code=code).first()
    if record is None:
        raise RestoreRefused(_("The session that adopted it is no longer in this knowledge base."))
    obstacle = workflow.publication_obstacle(record)
    if record.publication in PERMANENT_STAGES and obstacle:
        raise RestoreRefused(obstacle)
