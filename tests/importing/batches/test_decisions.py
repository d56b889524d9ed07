"""Decisions on records: by several officers at once, none of which is lost."""

import pytest
from django.core.exceptions import PermissionDenied

from recommendations.curation.roles import EDITOR
from recommendations.importing.batches.decisions import (
    ChosenRelation,
    DecisionConflict,
    RecordChoices,
    accept_record,
    accept_records_without_question,
    record_choices,
    reject_record,
    reopen_record,
)
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.batches.reversal import discard_batch
from recommendations.importing.models import BatchRecord, RecordDecision
from smuggling_kb.audit.models import AuditEntry
from tests.batches import bring_in, next_report
from tests.builders import make_account


@pytest.fixture
def record(knowledge_base: None) -> BatchRecord:
    return bring_in(next_report()).records.get(code="2026/3")


def test_what_is_accepted_keeps_who_chose_what_and_when(record: BatchRecord) -> None:
    officer = make_account("officer", EDITOR)
    choices = RecordChoices(["prevention"], [], [ChosenRelation("restates", "2020/3")])
    accept_record(record, by=officer, version=0, choices=choices)
    record.refresh_from_db()
    assert (record.decision, record.decided_by_name) == (RecordDecision.ACCEPTED, "officer")
    assert record_choices(record) == choices
    assert record.decided_at is not None
    entry = AuditEntry.objects.get(model="importing.batchrecord", operation="change")
    assert (entry.by_name, entry.key) == ("officer", "CTOC/COP/WG.7/2026/4 2026/3")


def test_the_second_officer_is_told_and_changes_nothing(record: BatchRecord) -> None:
    accept_record(record, by=make_account("first", EDITOR), version=0)
    second = make_account("second", EDITOR)
    with pytest.raises(DecisionConflict) as conflict:
        reject_record(record, by=second, version=0)
    now = conflict.value.record
    assert (now.decided_by_name, now.decision, now.version) == ("first", "accepted", 1)
    reject_record(record, by=second, version=1)
    reopened = reopen_record(record, by=second, version=2)
    assert (reopened.decision, reopened.decided_by_name, reopened.version) == ("open", "", 3)


def test_all_without_question_are_accepted_together(record: BatchRecord) -> None:
    batch = record.batch
    reject_record(record, by=None, version=0)
    assert accept_records_without_question(batch, by=None) == 3
    assert not batch.records.open_records().exists()
    record.refresh_from_db()
    assert record.decision == RecordDecision.REJECTED


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        (RecordChoices(), "Choose a theme"),
        (RecordChoices(["no-such-theme"]), "no theme or subject “no-such-theme”"),
        (RecordChoices(["prevention"], ["prevention"]), "no theme or subject “prevention”"),
        (
            RecordChoices(["prevention"], [], [ChosenRelation("restates", "1999/1")]),
            "“1999/1” is none",
        ),
        (
            RecordChoices(["prevention"], [], [ChosenRelation("praises", "2020/3")]),
            "“praises” is none",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    record: BatchRecord, choices: RecordChoices, reason: str
) -> None:
    with pytest.raises(BatchRefused, match=reason):
        accept_record(record, by=None, version=0, choices=choices)
    record.refresh_from_db()
    assert (record.decision, record.version) == (RecordDecision.OPEN, 0)


def test_nothing_is_decided_on_a_closed_batch_or_by_a_guest(record: BatchRecord) -> None:
    with pytest.raises(PermissionDenied):
        accept_record(record, by=make_account("guest"), version=0)
    discard_batch(record.batch, by=None)
    with pytest.raises(BatchRefused, match="Discarded"):
        accept_record(record, by=None, version=0)
