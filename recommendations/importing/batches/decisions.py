"""Decisions on the records of a batch: accepted or rejected, one by one or together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.importing.batches.choices import (
    RecordChoices,
    choices_obstacles,
    choices_so_far,
)
from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    check_permission,
    name_of_user,
)
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    ImportBatch,
    RecordChange,
    RecordDecision,
)
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import ChangeKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DecisionConflict(Exception):
    """Somebody else decided since; ``record`` is as it is now."""

    def __init__(self, record: BatchRecord) -> None:
        super().__init__(record.code)
        self.record = record


#: The fields that a decision writes.
DECISION_FIELDS = ("decision", "choices", "version", "decided_by_name", "decided_at")


@dataclass
class KeptChoices:
    """The records whose choices were kept, and those that somebody else changed since."""

    kept: list[BatchRecord] = field(default_factory=list)
    conflicts: list[BatchRecord] = field(default_factory=list)


def keep_choices(
    batch: ImportBatch,
    choices: Mapping[str, RecordChoices],
    *,
    by: User | None,
    seen: Mapping[str, int],
) -> KeptChoices:
    """Keep what is chosen for records that are not decided yet, by their codes.

    ``seen`` has the version of each that the choice was made on: of another the present one is
    left. Raises ``BatchRefused`` and ``PermissionDenied``.
    """
    check_permission(by, DECIDE_PERMISSION)
    found = KeptChoices()
    with attribute_changes(by, ChangeKind.EDIT):
        check_review(batch.pk)
        for record in batch.records.select_for_update().filter(code__in=choices):
            if record.version != seen[record.code] or record.decision != RecordDecision.OPEN:
                found.conflicts.append(record)
            else:
                set_decision(record, RecordDecision.OPEN, choices[record.code], by)
                found.kept.append(record)
        BatchRecord.objects.bulk_update(found.kept, DECISION_FIELDS)
    return found


def accept_record(
    record: BatchRecord, *, by: User | None, version: int, choices: RecordChoices | None = None
) -> BatchRecord:
    """Accept what a batch makes of a record, and return the decision.

    A new record gets ``choices``, or what is proposed. Of words that an editor changed too, those
    of the file are taken. A record that the file no longer has is archived. Raises
    ``DecisionConflict`` if somebody decided since that version, ``BatchRefused`` and
    ``PermissionDenied``.
    """
    chosen = choices or choices_so_far(record)
    return decide(record, RecordDecision.ACCEPTED, chosen, by=by, version=version)


def reject_record(record: BatchRecord, *, by: User | None, version: int) -> BatchRecord:
    """Leave what is held of a record as it is; a new one is not brought in.

    As ``accept_record``.
    """
    return decide(record, RecordDecision.REJECTED, None, by=by, version=version)


def reopen_record(record: BatchRecord, *, by: User | None, version: int) -> BatchRecord:
    """Take a decision back. As ``accept_record``."""
    return decide(record, RecordDecision.OPEN, None, by=by, version=version)


def decide(
    record: BatchRecord,
    decision: RecordDecision,
    choices: RecordChoices | None,
    *,
    by: User | None,
    version: int,
) -> BatchRecord:
    """Write a decision on one record of a batch that waits for review."""
    check_permission(by, DECIDE_PERMISSION)
    with attribute_changes(by, ChangeKind.EDIT):
        check_review(record.batch_id)
        now: BatchRecord = BatchRecord.objects.select_for_update().get(pk=record.pk)
        if now.version != version:
            raise DecisionConflict(now)
        is_new = decision == RecordDecision.ACCEPTED and now.change == RecordChange.ADDED
        given = {now.code: choices or RecordChoices()} if is_new else {}
        if obstacles := choices_obstacles(given):
            raise BatchRefused(obstacles[now.code])
        set_decision(now, decision, choices, by)
        now.save(update_fields=DECISION_FIELDS)
    return now


def accept_records_without_question(batch: ImportBatch, *, by: User | None) -> int:
    """Accept every open record of which nothing is doubtful, and return how many.

    Nothing is doubtful of a record that has words, a theme and no conflict with an editor.
    """
    check_permission(by, DECIDE_PERMISSION)
    with attribute_changes(by, ChangeKind.BULK):
        check_review(batch.pk)
        open_records = list(batch.records.select_for_update().open_records().without_question())
        choices = {each.code: choices_so_far(each) for each in open_records}
        added = {each.code for each in open_records if each.change == RecordChange.ADDED}
        obstacles = choices_obstacles({code: choices[code] for code in added})
        chosen = [each for each in open_records if each.code not in obstacles]
        for each in chosen:
            set_decision(each, RecordDecision.ACCEPTED, choices[each.code], by)
        BatchRecord.objects.bulk_update(chosen, DECISION_FIELDS)
    return len(chosen)


def check_review(batch: int) -> None:
    """Raise ``BatchRefused`` if a batch does not wait for review; locks it against others."""
    stage = ImportBatch.objects.select_for_update().values_list("stage", flat=True).get(pk=batch)
    if stage != BatchStage.REVIEW:
        label = BatchStage(stage).label
        raise BatchRefused(
            [_("Nothing is decided on this batch now: %(stage)s.") % {"stage": label}]
        )


def set_decision(
    record: BatchRecord, decision: RecordDecision, choices: RecordChoices | None, by: User | None
) -> None:
    """Put a decision into a record; does not save it."""
    is_open = decision == RecordDecision.OPEN
    record.decision, record.version = decision, record.version + 1
    record.choices = asdict(choices) if choices and record.change == RecordChange.ADDED else {}
    record.decided_by_name = "" if is_open else name_of_user(by)
    record.decided_at = None if is_open else timezone.now()
