"""Decisions on the records of a batch: accepted or rejected, one by one or together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    check_permission,
    name_of_user,
)
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    ImportBatch,
    RecordChange,
    RecordDecision,
)
from recommendations.models import Recommendation, RelationType, Scheme, Theme, ThemeAssignment
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import ChangeKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class DecisionConflict(Exception):
    """Somebody else decided since; ``record`` is as it is now."""

    def __init__(self, record: BatchRecord) -> None:
        super().__init__(record.code)
        self.record = record


@dataclass
class ChosenRelation:
    """A relation to a published record that a person accepted."""

    type: str
    code: str


@dataclass
class RecordChoices:
    """The proposals for a record that a person accepted, and what else was chosen: slugs."""

    themes: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    relations: list[ChosenRelation] = field(default_factory=list)


def record_choices(record: BatchRecord) -> RecordChoices:
    """Return what was chosen when a record was accepted."""
    stored = dict(record.choices)
    relations = [ChosenRelation(**each) for each in stored.pop("relations", ())]
    return RecordChoices(**stored, relations=relations)


def choices_so_far(record: BatchRecord) -> RecordChoices:
    """Return what was chosen for a record; before that, the theme that is proposed.

    Subjects and relations are stated one by one, by whoever read the record.
    """
    if record.choices:
        return record_choices(record)
    return RecordChoices(themes=[each.slug for each in record_proposals(record).themes])


def keep_choices(
    record: BatchRecord, choices: RecordChoices, *, by: User | None, version: int
) -> BatchRecord:
    """Keep what is chosen for a record that is not decided yet. As ``accept_record``."""
    return decide(record, RecordDecision.OPEN, choices, by=by, version=version)


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
        if decision == RecordDecision.ACCEPTED and now.change == RecordChange.ADDED:
            check_choices(now, choices or RecordChoices())
        write_decision(now, decision, choices, by)
    return now


def accept_records_without_question(batch: ImportBatch, *, by: User | None) -> int:
    """Accept every open record of which nothing is doubtful, and return how many.

    Nothing is doubtful of a record that has words, a theme and no conflict with an editor.
    """
    check_permission(by, DECIDE_PERMISSION)
    with attribute_changes(by, ChangeKind.BULK):
        check_review(batch.pk)
        open_records = batch.records.select_for_update().open_records().without_question()
        chosen = [each for each in open_records if not choices_obstacles(each)]
        for each in chosen:
            write_decision(each, RecordDecision.ACCEPTED, choices_so_far(each), by)
    return len(chosen)


def check_review(batch: int) -> None:
    """Raise ``BatchRefused`` if a batch does not wait for review; locks it against others."""
    stage = ImportBatch.objects.select_for_update().values_list("stage", flat=True).get(pk=batch)
    if stage != BatchStage.REVIEW:
        label = BatchStage(stage).label
        raise BatchRefused(
            [_("Nothing is decided on this batch now: %(stage)s.") % {"stage": label}]
        )


def write_decision(
    record: BatchRecord, decision: RecordDecision, choices: RecordChoices | None, by: User | None
) -> None:
    is_open = decision == RecordDecision.OPEN
    record.decision, record.version = decision, record.version + 1
    record.choices = asdict(choices) if choices and record.change == RecordChange.ADDED else {}
    record.decided_by_name = "" if is_open else name_of_user(by)
    record.decided_at = None if is_open else timezone.now()
    record.save()


def choices_obstacles(record: BatchRecord) -> list[str]:
    """Return why a new record cannot be accepted with what is proposed."""
    if record.change != RecordChange.ADDED:
        return []
    return obstacles_to_choices(record, choices_so_far(record))


def check_choices(record: BatchRecord, choices: RecordChoices) -> None:
    """Raise ``BatchRefused`` if what was chosen is not there, or no theme was."""
    if obstacles := obstacles_to_choices(record, choices):
        raise BatchRefused(obstacles)


def obstacles_to_choices(record: BatchRecord, choices: RecordChoices) -> list[str]:
    """Return what is wrong with choices, in words; three queries."""
    obstacles = [
        *unknown_slugs(choices.themes, Scheme.CHAPTERS),
        *unknown_slugs(choices.subjects, Scheme.SUBJECTS),
        *unknown_targets(record.code, choices.relations),
    ]
    if not choices.themes and not has_theme(record.code):
        obstacles.append(_("Choose a theme: a recommendation needs one before it is published."))
    return obstacles


def has_theme(code: str) -> bool:
    """Return whether a record stands under a theme already."""
    assigned = ThemeAssignment.objects.filter(recommendation__code=code)
    return assigned.filter(theme__scheme=Scheme.CHAPTERS).exists()


def unknown_slugs(slugs: Iterable[str], scheme: Scheme) -> list[str]:
    chosen = set(slugs)
    known = Theme.objects.filter(scheme=scheme, slug__in=chosen).values_list("slug", flat=True)
    return [
        _("There is no theme or subject “%(slug)s”.") % {"slug": slug}
        for slug in sorted(chosen - set(known))
    ]


def unknown_targets(code: str, relations: Iterable[ChosenRelation]) -> list[str]:
    chosen = {each.code for each in relations}
    published = Recommendation.objects.published().filter(code__in=chosen).exclude(code=code)
    known = set(published.values_list("code", flat=True))
    unknown = sorted(chosen - known)
    unknown += sorted({each.type for each in relations} - set(RelationType.values))
    return [
        _("A relation leads to a published recommendation; “%(code)s” is none.") % {"code": each}
        for each in unknown
    ]
