"""Decisions on records: by several officers at once, none of which is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from recommendations.curation.roles import EDITOR
from recommendations.importing.batches.choices import ChosenRelation, RecordChoices, record_choices
from recommendations.importing.batches.decisions import (
    DecisionConflict,
    accept_record,
    accept_records_without_question,
    keep_choices,
    reject_record,
    reopen_record,
)
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.batches.reversal import discard_batch
from recommendations.importing.models import BatchRecord, RecordDecision
from recommendations.models import Recommendation
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


@pytest.mark.parametrize("count", [2, 15])
def test_many_cost_as_many_questions_as_few(
    knowledge_base: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    """So it is with choosing for many, accepting them and publishing them."""
    batch = bring_in(next_report(count))
    codes = list(batch.records.values_list("code", flat=True))
    assert len(codes) == count
    chosen = {code: RecordChoices(["prevention"], ["children"]) for code in codes}
    with django_assert_max_num_queries(9):
        found = keep_choices(batch, chosen, by=None, seen=dict.fromkeys(codes, 0))
    assert (len(found.kept), found.conflicts) == (count, [])
    with django_assert_max_num_queries(12):
        assert accept_records_without_question(batch, by=None) == count
    with django_assert_max_num_queries(160):
        publish_batch(batch, by=None)
    assert Recommendation.objects.published().filter(code__in=codes).count() == count


def test_choices_for_many_leave_what_somebody_else_changed(record: BatchRecord) -> None:
    batch = record.batch
    accept_record(record, by=make_account("first", EDITOR), version=0)
    codes = ["2026/2", "2026/3"]
    chosen = {code: RecordChoices(["research"]) for code in codes}
    found = keep_choices(batch, chosen, by=None, seen=dict.fromkeys(codes, 0))
    assert [each.code for each in found.kept] == ["2026/2"]
    assert [each.code for each in found.conflicts] == ["2026/3"]
    record.refresh_from_db()
    assert record.decision == RecordDecision.ACCEPTED
    assert record_choices(batch.records.get(code="2026/2")).themes == ["research"]


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
