"""The creation of batches, and the answers to what their files ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.actions import write_suggestions
from recommendations.importing.batches.closure import NOTHING_CHANGES, REPLACED, close_batch
from recommendations.importing.batches.findings import language_findings, missing_in_language
from recommendations.importing.batches.group_writer import write_batch_groups
from recommendations.importing.batches.outside_relations import outside_relations
from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    UPLOAD_PERMISSION,
    check_permission,
    name_of_user,
)
from recommendations.importing.batches.plan import BatchPlan, Decisions, plan_batch, read_plan
from recommendations.importing.batches.proposals import RecordProposals, propose_for_records
from recommendations.importing.batches.readings import (
    BatchReading,
    hints_of_batch,
    keep_answers,
    keep_document_answers,
    keep_reading,
    keep_stated_answers,
    read_batch_file,
)
from recommendations.importing.batches.refusal import BatchRefused, NothingToImport
from recommendations.importing.editorial_data import DocumentFacts
from recommendations.importing.inquiries.questions import ImportAnswer, ReadingHints
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    ImportBatch,
    ImportFile,
    RecordChange,
)
from recommendations.importing.pipeline import DocumentImport
from recommendations.importing.rows.groups import digest
from recommendations.models import PERMANENT_STAGES

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def create_batch(
    content: bytes,
    *,
    file_name: str,
    by: User | None,
    symbol: str = "",
    language: str = "",
    genre: str = "",
    answers: Sequence[ImportAnswer] = (),
) -> ImportBatch:
    """Read a file and return its batch: with questions, or with all that is to be reviewed.

    ``by`` is None for the command. What is not public yet is written as drafts. An open batch of
    the same document gives way; if it is of the same file, that is read again, and closed if
    nothing would change. Raises ``ImportRejected``, ``NothingToImport``, ``BatchRefused`` and
    ``PermissionDenied``.
    """
    check_permission(by, UPLOAD_PERMISSION)
    hints = ReadingHints(symbol, language, genre, tuple(answers))
    reading = read_batch_file(content, file_name, hints)
    with record_changes(by=by, kind=ChangeKind.IMPORT, reason=file_name):
        file = keep_file(content, file_name, by)
        facts = reading.document.facts
        present = open_batch(facts.symbol, facts.language)
        if present and present.file_id == file.pk:
            keep_answers(present, answers, by)
            return write_or_close(present, reading, by)
        batch = ImportBatch(
            file=file,
            stage=BatchStage.QUESTIONS,
            stated={"file_name": file_name, "symbol": symbol, "language": language, "genre": genre},
            created_by_name=name_of_user(by),
        )
        if present:
            replace_batch(present, batch, by)
        claim_document(batch, facts)
        write_reading(batch, reading)
        if batch.symbol:
            keep_stated_answers(batch, answers, by)
    return batch


def keep_file(content: bytes, file_name: str, by: User | None) -> ImportFile:
    """Return the file with these bytes, which is kept once."""
    file, _new = ImportFile.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "content": content,
            "file_name": file_name,
            "size": len(content),
            "uploaded_by_name": name_of_user(by),
        },
    )
    return file


def open_batch(symbol: str, language: str) -> ImportBatch | None:
    """Return the batch of a document in a language that waits for somebody."""
    if not symbol:
        return None
    found: ImportBatch | None = (
        ImportBatch.objects.open_batches()
        .filter(symbol=symbol, language=language)
        .select_for_update(of=("self",))
        .first()
    )
    return found


def replace_batch(present: ImportBatch, by_batch: ImportBatch, by: User | None) -> None:
    """Discard a batch for that of another file; what it wrote, and what was before, passes on."""
    by_batch.before, by_batch.has_drafts = present.before, present.has_drafts
    present.before, present.has_drafts = {}, False
    close_batch(present, BatchStage.DISCARDED, by, REPLACED)


def claim_document(batch: ImportBatch, facts: DocumentFacts) -> None:
    """Save a batch as the one that is open for a document in a language.

    Raises ``BatchRefused`` if somebody else's is, since it was looked for.
    """
    batch.symbol, batch.language = facts.symbol, facts.language
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError as error:
        reason = _(
            "Somebody else is bringing in %(symbol)s at this moment. Open the documents brought in"
            " to see what became of it."
        )
        raise BatchRefused([reason % {"symbol": facts.symbol}]) from error


def answer_questions(
    batch: ImportBatch, answers: Iterable[ImportAnswer], *, by: User | None
) -> ImportBatch:
    """Keep answers, and read the file of a batch again with them and all earlier ones.

    Once no question is open the batch waits for review; if nothing would change it is closed.
    Raises as ``create_batch``, but not ``NothingToImport``.
    """
    check_permission(by, DECIDE_PERMISSION)
    given = list(answers)
    file, hints = batch.file, hints_of_batch(batch, given)
    reading = read_batch_file(bytes(file.content), file_name_of(batch), hints)
    with record_changes(by=by, kind=ChangeKind.IMPORT, reason=file.file_name):
        batch = locked_batch(batch)
        keep_answers(batch, given, by)
        return write_or_close(batch, reading, by)


def write_or_close(batch: ImportBatch, reading: BatchReading, by: User | None) -> ImportBatch:
    """Bring an open batch up to date with a reading, and return it.

    If nothing would change it is discarded for that reason, and the answers are kept; a batch of
    another file of the document stays as it is.
    """
    facts = reading.document.facts
    try:
        with transaction.atomic():
            present = open_batch(facts.symbol, facts.language)
            if present and present.pk != batch.pk:
                replace_batch(present, batch, by)
            claim_document(batch, facts)
            write_reading(batch, reading)
    except NothingToImport:
        batch = ImportBatch.objects.get(pk=batch.pk)
        keep_reading(batch, reading)
        keep_document_answers(batch)
        close_batch(batch, BatchStage.DISCARDED, by, NOTHING_CHANGES)
    return batch


def file_name_of(batch: ImportBatch) -> str:
    """Return the name that the file of a batch came with."""
    return str(batch.stated.get("file_name") or batch.file.file_name)


def locked_batch(batch: ImportBatch) -> ImportBatch:
    """Return an open batch as it is now, which nobody else changes until the transaction ends."""
    found: ImportBatch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not found.is_open:
        raise BatchRefused([_("The batch is closed: somebody published or discarded it.")])
    return found


def write_reading(batch: ImportBatch, reading: BatchReading) -> None:
    """Bring a batch up to date with a reading: its questions, or its records and drafts."""
    keep_reading(batch, reading)
    if batch.symbol:
        keep_document_answers(batch)
    if reading.plan is None:
        batch.stage = BatchStage.QUESTIONS
        batch.save()
        return
    batch.plan, batch.stage = reading.plan.rows, BatchStage.REVIEW
    plan = plan_batch(batch)
    write_records(batch, plan, reading.plan)
    if not plan.is_document_public:
        write_drafts(batch, reading.plan)
    elif changes_nothing(batch, plan):
        raise NothingToImport(_(NOTHING_CHANGES), batch)
    batch.save()


def write_drafts(batch: ImportBatch, planned: DocumentImport) -> None:
    """Write the rows of a batch as drafts; records that its file no longer has are deleted."""
    plan = read_plan(batch)
    delete_missing_drafts(plan)
    write_batch_groups(batch, plan, Decisions(rejected=frozenset(plan.reprinted_places)))
    write_suggestions(planned.suggestions, plan.names)
    batch.has_drafts = True


def delete_missing_drafts(plan: BatchPlan) -> None:
    """Delete the drafts that a file no longer has; what was public before loses its passage.

    Raises ``BatchRefused`` where another record has a relation to one that would go.
    """
    drafts = [code for code in plan.missing_codes if plan.stages[code] not in PERMANENT_STAGES]
    if obstacles := list(outside_relations(drafts, [*plan.codes, *drafts])):
        raise BatchRefused(obstacles)
    for code in plan.missing_codes:
        text = plan.texts[code]
        if text.recommendation.publication in PERMANENT_STAGES:
            text.source = None
            text.save(update_fields=["source"])
        else:
            text.recommendation.delete()


def changes_nothing(batch: ImportBatch, plan: BatchPlan) -> bool:
    """Return whether the rows held are those of the file."""
    records = batch.records.exclude(change=RecordChange.UNCHANGED)
    merged = plan.merged_groups(Decisions())
    return not records.exists() and all(
        digest(group) == digest(plan.held.get(name, [])) for name, group in merged.items()
    )


def write_records(batch: ImportBatch, plan: BatchPlan, planned: DocumentImport) -> None:
    """Write what a batch would make of each record; decisions on what stays the same are kept."""
    compared = list(plan.compare_records())
    new = [each.code for each in compared if each.change == RecordChange.ADDED]
    proposals = propose_for_records(plan, new, planned.suggestions)
    findings = language_findings(plan)
    proposals |= {code: asdict(RecordProposals(findings=each)) for code, each in findings.items()}
    batch.fidelity |= {
        "missing_in_language": missing_in_language(plan),
        "reprinted": list(plan.reprinted_places),
    }
    earlier = {each.code: each for each in batch.records.all()}
    batch.records.all().delete()
    records = [
        BatchRecord(
            batch=batch,
            position=position,
            code=each.code,
            anchor=each.anchor,
            change=each.change,
            is_conflict=each.is_conflict or each.code in findings,
            printed=each.printed,
            stored=each.stored,
            proposals=proposals.get(each.code, {}),
        )
        for position, each in enumerate(compared, start=1)
    ]
    for record in records:
        if (known := earlier.get(record.code)) and is_same_comparison(known, record):
            keep_decision(record, known)
    BatchRecord.objects.bulk_create(records)


def is_same_comparison(one: BatchRecord, other: BatchRecord) -> bool:
    """Return whether a decision on one holds of the other."""
    names = ("change", "is_conflict", "printed", "stored")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def keep_decision(record: BatchRecord, known: BatchRecord) -> None:
    record.choices, record.decision, record.version = known.choices, known.decision, known.version
    record.decided_by_name, record.decided_at = known.decided_by_name, known.decided_at
