"""The publication of a batch: all that was accepted becomes public at once, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from recommendations.curation.passage_correction import file_wordings
from recommendations.curation.workflow import STEPS_BY_NAME, publication_obstacle
from recommendations.history.models import Version
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.batches.chosen_rows import apply_choices
from recommendations.importing.batches.creation import locked_batch
from recommendations.importing.batches.decisions import DecisionConflict
from recommendations.importing.batches.group_writer import (
    current_digests,
    remember_groups,
    write_batch_groups,
)
from recommendations.importing.batches.permissions import (
    PUBLISH_PERMISSION,
    check_permission,
    name_of_user,
)
from recommendations.importing.batches.plan import (
    BatchPlan,
    Decisions,
    plan_batch,
    read_plan,
    record_groups,
)
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    ImportBatch,
    RecordChange,
    RecordDecision,
)
from recommendations.importing.models.batch_records import BatchRecordQuerySet
from recommendations.importing.publication import publish_document
from recommendations.models import ArchiveNote, Recommendation, RecommendationText
from sessions.models import Document
from smuggling_kb.languages import INTERFACE

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

PUBLISHED = STEPS_BY_NAME["publish"].target
ARCHIVED = STEPS_BY_NAME["archive"].target
#: What readers are told of a record that a corrected file no longer has.
NOT_PRINTED = gettext_lazy("The corrected document does not print it.")


@dataclass(frozen=True)
class SeenBatch:
    """The batch that somebody looked at: versions of decisions, and of drafts, by their codes."""

    decisions: Mapping[str, int]
    drafts: Mapping[str, int] = field(default_factory=dict)


def publication_obstacles(batch: ImportBatch, by: User | None) -> list[str]:
    """Return why somebody cannot publish a batch now, in words; empty if nothing is against it."""
    if batch.stage != BatchStage.REVIEW:
        return [_("Only a batch that waits for review can be published.")]
    obstacles = []
    if count := batch.records.open_records().count():
        obstacles.append(_("Records without a decision: %(count)s.") % {"count": count})
    obstacles += four_eyes_obstacles(batch, by)
    return [*obstacles, *stale_decisions(batch, plan_batch(batch))]


def four_eyes_obstacles(batch: ImportBatch, by: User | None) -> list[str]:
    """Return why the site's rule asks for somebody else, if it has the rule."""
    if not settings.FOUR_EYES or by is None:
        return []
    name = by.get_username()
    if name in (batch.created_by_name, batch.file.uploaded_by_name):
        return [_("Whoever brought in the file does not publish it. Ask somebody else to.")]
    accepted = batch.records.filter(decision=RecordDecision.ACCEPTED)
    if codes := list(accepted.filter(decided_by_name=name).values_list("code", flat=True)):
        message = _(
            "Whoever accepted a record does not publish it. Ask somebody else to: %(codes)s."
        )
        return [message % {"codes": ", ".join(codes)}]
    if codes := changed_since_accepted(accepted, by):
        message = _(
            "Whoever changed a record after it was accepted does not publish it. Ask somebody else"
            " to: %(codes)s."
        )
        return [message % {"codes": ", ".join(codes)}]
    return []


def changed_since_accepted(accepted: BatchRecordQuerySet, by: User) -> list[str]:
    """Return the codes of accepted records that somebody changed afterwards; two queries."""
    decided = {each.code: each.decided_at for each in accepted}
    versions = Version.objects.filter(code__in=decided, by=by).order_by().values_list("code", "at")
    changed = {code for code, at in versions if (since := decided[code]) and at > since}
    return [code for code in decided if code in changed]


def stale_decisions(batch: ImportBatch, plan: BatchPlan) -> list[str]:
    """Return the records that are not what they were when the batch was read, in words."""
    now = {each.code: each for each in plan.compare_records()}
    stale = [
        each.code
        for each in batch.records.exclude(change=RecordChange.ADDED)
        if (found := now.get(each.code)) is None
        or (found.change, found.stored, found.printed) != (each.change, each.stored, each.printed)
    ]
    if not stale:
        return []
    message = _(
        "Changed since the file was read: %(codes)s. Bring in the file again, and look at them."
    )
    return [message % {"codes": ", ".join(stale)}]


def publish_batch(
    batch: ImportBatch,
    *,
    by: User | None,
    reason: str = "",
    seen: SeenBatch | None = None,
) -> ImportBatch:
    """Publish what was accepted of a batch, with its document, and return the batch.

    ``seen`` is what somebody looked at. Raises ``DecisionConflict`` or ``ConcurrentChange`` if a
    decision or a draft is another by now, ``BatchRefused`` and ``PermissionDenied``. The history
    of each record names the file, or the reason.
    """
    check_permission(by, PUBLISH_PERMISSION)
    reason = reason or str(batch.file)
    drafts = seen.drafts if seen else None
    with record_changes(by=by, kind=ChangeKind.IMPORT, reason=reason, seen=drafts):
        batch = locked_batch(batch)
        if obstacles := publication_obstacles(batch, by):
            raise BatchRefused(obstacles)
        records = list(batch.records.all())
        if seen:
            check_seen(records, seen.decisions)
        with file_wordings([batch.symbol]):
            plan = read_plan(batch)
            detach_missing(batch, plan)
            write_batch_groups(batch, plan, decisions_on(records))
        document = Document.objects.get(symbol=plan.symbol)
        if document.is_draft:
            publish_document(document)
        publish_records([each for each in records if each.change == RecordChange.ADDED])
        archive_missing(records)
        batch.left = current_digests(batch.before)
        batch.stage, batch.published_at = BatchStage.PUBLISHED, timezone.now()
        batch.published_by_name = name_of_user(by)
        batch.save()
    return batch


def check_seen(records: Iterable[BatchRecord], seen: Mapping[str, int]) -> None:
    """Raise ``DecisionConflict`` if a decision is not the one that was looked at.

    ``BatchRefused`` if one that was looked at is gone.
    """
    gone = set(seen)
    for each in records:
        if each.version != seen.get(each.code):
            raise DecisionConflict(each)
        gone.remove(each.code)
    if gone:
        raise BatchRefused([changed_since()])


def changed_since() -> str:
    return _("Something has changed since. This is what it is now.")


def decisions_on(records: Iterable[BatchRecord]) -> Decisions:
    """Return what was decided, as the plan takes it."""
    codes = {decision: set[str]() for decision in RecordDecision}
    for each in records:
        codes[RecordDecision(each.decision)].add(each.code)
    return Decisions(
        frozenset(codes[RecordDecision.REJECTED]),
        frozenset(codes[RecordDecision.ACCEPTED]),
        are_final=True,
    )


def detach_missing(batch: ImportBatch, plan: BatchPlan) -> None:
    """Part the texts that the file no longer has from their passages, which go.

    They stay as texts of the document, and are remembered as they were.
    """
    remember_groups(batch, plan, record_groups(plan.missing_codes, plan.language))
    texts = RecommendationText.objects.filter(
        recommendation__code__in=plan.missing_codes, language=plan.language
    )
    texts.update(source=None, document_symbol=plan.symbol)


def publish_records(records: Iterable[BatchRecord]) -> None:
    """Publish the new records that were accepted, with what was chosen for them.

    A fixed number of queries. Raises ``BatchRefused`` where one is not ready.
    """
    accepted = {each.code: each for each in records if each.decision == RecordDecision.ACCEPTED}
    stored = Recommendation.objects.filter(code__in=accepted)
    apply_choices({each.code: each for each in stored}, accepted)
    ArchiveNote.objects.filter(recommendation__code__in=accepted).delete()
    stored.update(publication=PUBLISHED, successor=None)
    ready = stored.prefetch_related(
        "texts", "theme_assignments__theme", "occurrences__document"
    ).in_code_order()
    if obstacles := [
        f"{each.code}: {obstacle}" for each in ready if (obstacle := publication_obstacle(each))
    ]:
        raise BatchRefused(obstacles)


def archive_missing(records: Iterable[BatchRecord]) -> None:
    """Archive the records that the file no longer has, where that was accepted."""
    codes = [
        each.code
        for each in records
        if each.change == RecordChange.MISSING and each.decision == RecordDecision.ACCEPTED
    ]
    archive_records(Recommendation.objects.filter(code__in=codes), NOT_PRINTED)


def archive_records(records: QuerySet[Recommendation], reason: str | StrPromise) -> None:
    """Archive records, telling readers why in the languages of the interface."""
    found = list(records)
    Recommendation.objects.filter(pk__in=[each.pk for each in found]).update(publication=ARCHIVED)
    texts = {}
    for language in INTERFACE:
        with override(language):
            texts[language] = str(reason)
    ArchiveNote.objects.bulk_create(
        [
            ArchiveNote(recommendation=record, language=language, text=text)
            for record in found
            for language, text in texts.items()
        ],
        ignore_conflicts=True,
    )
