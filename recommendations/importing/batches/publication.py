"""The publication of a batch: all that was accepted becomes public at once, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from recommendations.curation.passage_correction import file_wordings
from recommendations.curation.workflow import STEPS_BY_NAME, publication_obstacle
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.batches.creation import locked_batch
from recommendations.importing.batches.decisions import (
    DecisionConflict,
    RecordChoices,
    record_choices,
)
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
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    ImportBatch,
    RecordChange,
    RecordDecision,
)
from recommendations.importing.publication import publish_document
from recommendations.models import (
    ArchiveNote,
    Provenance,
    Recommendation,
    RecommendationText,
    Relation,
    RelationOrigin,
    SubjectSuggestion,
    SuggestionDecision,
    Theme,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from sessions.models import Document
from smuggling_kb.languages import INTERFACE
from smuggling_kb.preference import SOURCE

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import _StrPromise as StrPromise

PUBLISHED = STEPS_BY_NAME["publish"].target
ARCHIVED = STEPS_BY_NAME["archive"].target
#: What readers are told of a record that a corrected file no longer has.
NOT_PRINTED = gettext_lazy("The corrected document does not print it.")


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
    accepted = batch.records.filter(decision=RecordDecision.ACCEPTED, decided_by_name=name)
    if codes := list(accepted.values_list("code", flat=True)):
        message = _(
            "Whoever accepted a record does not publish it. Ask somebody else to: %(codes)s."
        )
        return [message % {"codes": ", ".join(codes)}]
    return []


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
    seen: Mapping[str, int] | None = None,
) -> ImportBatch:
    """Publish what was accepted of a batch, with its document, and return the batch.

    ``seen`` has the version of each decision that somebody looked at. Raises ``DecisionConflict``
    if one is another by now, ``BatchRefused`` and ``PermissionDenied``. The history of each record
    names the file, or the reason.
    """
    check_permission(by, PUBLISH_PERMISSION)
    reason = reason or str(batch.file)
    with record_changes(by=by, kind=ChangeKind.IMPORT, reason=reason):
        batch = locked_batch(batch)
        if obstacles := publication_obstacles(batch, by):
            raise BatchRefused(obstacles)
        records = list(batch.records.all())
        check_seen(records, seen or {})
        with file_wordings([batch.symbol]):
            plan = read_plan(batch)
            detach_missing(batch, plan)
            write_batch_groups(batch, plan, decisions_on(records))
        document = Document.objects.get(symbol=plan.symbol)
        if document.is_draft:
            publish_document(document)
        publish_records([each for each in records if each.change == RecordChange.ADDED], by)
        archive_missing(records)
        batch.left = current_digests(batch.before)
        batch.stage, batch.published_at = BatchStage.PUBLISHED, timezone.now()
        batch.published_by_name = name_of_user(by)
        batch.save()
    return batch


def check_seen(records: Iterable[BatchRecord], seen: Mapping[str, int]) -> None:
    """Raise ``DecisionConflict`` if a decision is not the one that was looked at."""
    for each in records:
        if each.version != seen.get(each.code, each.version):
            raise DecisionConflict(each)


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
    remember_groups(batch, plan, record_groups(plan.missing_codes))
    texts = RecommendationText.objects.filter(
        recommendation__code__in=plan.missing_codes, language=plan.language
    )
    texts.update(source=None, document_symbol=plan.symbol)


def publish_records(records: Iterable[BatchRecord], by: User | None) -> None:
    """Publish the new records that were accepted, with what was chosen for them."""
    for each in records:
        if each.decision != RecordDecision.ACCEPTED:
            continue
        record = Recommendation.objects.get(code=each.code)
        apply_choices(record, each, record_choices(each))
        ArchiveNote.objects.filter(recommendation=record).delete()
        record.publication, record.successor = PUBLISHED, None
        record.save(update_fields=["publication", "successor"])
        stored = Recommendation.objects.prefetch_related(
            "texts", "theme_assignments__theme", "occurrences"
        ).get(pk=record.pk)
        if obstacle := publication_obstacle(stored):
            raise BatchRefused([f"{each.code}: {obstacle}"])


def apply_choices(record: Recommendation, decided: BatchRecord, choices: RecordChoices) -> None:
    """Give a record the themes, subjects and relations that were chosen for it."""
    proposals = record_proposals(decided)
    words = {each.slug: each.words for each in proposals.subjects if each.words}
    themes = {
        each.slug: each for each in Theme.objects.filter(slug__in=choices.themes + choices.subjects)
    }
    for slug in [*choices.themes, *choices.subjects]:
        origin = Provenance.RULE if slug in words else Provenance.EDITOR
        assignment, new = ThemeAssignment.objects.get_or_create(
            recommendation=record, theme=themes[slug], defaults={"origin": origin}
        )
        if new and slug in words:
            ThemeAssignmentReason.objects.create(
                assignment=assignment, language=SOURCE, text=words[slug]
            )
    decide_suggestions(record, decided, set(choices.subjects))
    for each in choices.relations:
        Relation.objects.get_or_create(
            recommendation=record,
            type=each.type,
            target=Recommendation.objects.get(code=each.code),
            defaults={"origin": RelationOrigin.CURATOR},
        )


def decide_suggestions(record: Recommendation, decided: BatchRecord, chosen: set[str]) -> None:
    """Decide the suggestions of the subject index by what was chosen, so that nobody is asked."""
    pending = SubjectSuggestion.objects.without_decision().filter(recommendation=record)
    for each in pending.select_related("theme"):
        is_chosen = each.theme.slug in chosen
        each.decision = SuggestionDecision.CONFIRMED if is_chosen else SuggestionDecision.REJECTED
        each.at, each.by_name = decided.decided_at, decided.decided_by_name
        each.save()


def archive_missing(records: Iterable[BatchRecord]) -> None:
    """Archive the records that the file no longer has, where that was accepted."""
    for each in records:
        if each.change == RecordChange.MISSING and each.decision == RecordDecision.ACCEPTED:
            record = Recommendation.objects.get(code=each.code)
            archive_record(record, NOT_PRINTED)


def archive_record(record: Recommendation, reason: str | StrPromise) -> None:
    """Archive a record, telling readers why in the languages of the interface."""
    record.publication = ARCHIVED
    record.save(update_fields=["publication"])
    for language in INTERFACE:
        with override(language):
            text = str(reason)
        ArchiveNote.objects.get_or_create(
            recommendation=record, language=language, defaults={"text": text}
        )
