"""The creation of batches: what a file brings, what it asks, and what is written of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from recommendations.curation.roles import EDITOR
from recommendations.importing.batches import creation
from recommendations.importing.batches.closure import closing_reason
from recommendations.importing.batches.creation import answer_questions, create_batch
from recommendations.importing.batches.decisions import accept_record
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.refusal import BatchRefused, NothingToImport
from recommendations.importing.inquiries.questions import ImportAnswer
from recommendations.importing.models import (
    BatchStage,
    DocumentAnswer,
    ImportBatch,
    ImportFile,
    RecordChange,
    RecordDecision,
)
from recommendations.importing.rows import groups
from recommendations.models import Recommendation, RecommendationText, WorkflowStage
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.audit.models import AuditEntry
from tests.batches import (
    CODES,
    CORRECTED,
    FILE_NAME,
    HELD_REPORT,
    SYMBOL,
    accept_all,
    bring_in,
    corrected_report,
    next_report,
    publish_report,
    shorter_report,
)
from tests.builders import make_account


def digest_of_data() -> str:
    return groups.digest(groups.rows_in_database())


def test_a_report_that_is_not_held_becomes_drafts_to_review(knowledge_base: None) -> None:
    officer = make_account("officer", EDITOR)
    batch = bring_in(next_report(), by=officer)
    assert (batch.symbol, batch.language, batch.genre) == (SYMBOL, "zh-hans", "report")
    assert (batch.stage, batch.session, batch.has_drafts) == (BatchStage.REVIEW, 13, True)
    assert set(batch.records.values_list("change", "decision", "is_conflict")) == {
        (RecordChange.ADDED, RecordDecision.OPEN, False)
    }
    drafts = Recommendation.objects.filter(year=2026)
    assert set(drafts.values_list("publication", flat=True)) == {WorkflowStage.DRAFT}
    assert [each.code for each in batch.records.all()] == CODES
    first = batch.records.get(code="2026/1")
    text = RecommendationText.objects.get(recommendation__code="2026/1")
    assert (first.printed, first.anchor) == (text.wording.words, "r1")


def test_the_file_is_kept_byte_for_byte_with_who_brought_it(knowledge_base: None) -> None:
    bring_in(next_report(), by=make_account("officer", EDITOR))
    file = ImportFile.objects.get()
    assert bytes(file.content) == next_report().encode()
    assert (file.uploaded_by_name, file.file_name) == ("officer", FILE_NAME)
    entry = AuditEntry.objects.get(model="importing.importbatch", operation="add")
    assert entry.by_name == "officer"
    assert "plan" not in (entry.after or {})


def test_the_reading_is_reported_in_figures(knowledge_base: None) -> None:
    report = fidelity_report(bring_in(next_report()))
    assert report.counts["recommendation"] == report.counts["record"] == 4
    assert [(each.kind, each.found, each.expected) for each in report.series] == [
        ("paragraph", 34, 34),
        ("recommendation", 4, 4),
    ]
    assert report.is_complete


def test_what_a_file_asks_is_answered_and_kept_with_its_document(knowledge_base: None) -> None:
    officer = make_account("officer", EDITOR)
    asking = next_report().replace("\n28. ", "\n29. ")
    batch = bring_in(asking, by=officer)
    assert batch.stage == BatchStage.QUESTIONS
    assert not Document.objects.filter(symbol=SYMBOL).exists()
    assert not fidelity_report(batch).is_complete
    questions = [each.question for each in batch.questions.all()]
    answers = [ImportAnswer(each.kind, each.words, "as-printed") for each in questions]
    answered = batch
    for answer in answers:
        answered = answer_questions(answered, [answer], by=officer)
    kept = set(DocumentAnswer.objects.values_list("symbol", "words", "by_name"))
    assert kept == {(SYMBOL, each.words, "officer") for each in questions}
    given = list(DocumentAnswer.objects.values_list("at"))
    # The same questions of another file of the document are not asked again.
    again = bring_in(asking + "\n", by=officer)
    assert list(DocumentAnswer.objects.values_list("at")) == given
    assert {each.words for each in again.questions.filter(choice="")}.isdisjoint(
        each.words for each in questions
    )


def test_a_document_without_a_symbol_asks_for_it(knowledge_base: None) -> None:
    batch = bring_in(next_report(), file_name="report.md")
    assert (batch.stage, batch.symbol) == (BatchStage.QUESTIONS, "")
    [question] = batch.questions.all()
    answer = ImportAnswer(question.kind, question.words, "value", SYMBOL)
    batch = answer_questions(batch, [answer], by=None)
    assert (batch.stage, batch.symbol) == (BatchStage.REVIEW, SYMBOL)
    assert Recommendation.objects.filter(year=2026).count() == 4


def test_the_same_bytes_propose_nothing(knowledge_base: None) -> None:
    before = digest_of_data()
    with pytest.raises(NothingToImport):
        create_batch(HELD_REPORT.read_bytes(), file_name=HELD_REPORT.name, by=None)
    publish_report(next_report())
    published = digest_of_data()
    with pytest.raises(NothingToImport):
        bring_in(next_report())
    assert digest_of_data() == published != before
    assert ImportBatch.objects.count() == 1


def publish_unnamed_report() -> None:
    """Publish the report of a file whose name gives no symbol."""
    content = next_report().encode()
    batch = create_batch(content, file_name="report.md", by=None, symbol=SYMBOL)
    accept_all(batch)
    publish_batch(batch, by=None)


def test_answers_that_change_nothing_close_the_batch_and_are_kept(knowledge_base: None) -> None:
    officer = make_account("officer", EDITOR)
    batch = bring_in(next_report(), officer, "report.md")
    publish_unnamed_report()
    before = digest_of_data()
    [question] = batch.questions.all()
    answer = ImportAnswer(question.kind, question.words, "value", SYMBOL)
    answer_questions(batch, [answer], by=officer)
    batch.refresh_from_db()
    assert (batch.stage, batch.symbol) == (BatchStage.DISCARDED, SYMBOL)
    assert batch.closing_reason.endswith("nothing would change.")
    with override("zh-hans"):
        assert closing_reason(batch).startswith("现有内容")
    assert batch.closed_by_name == "officer"
    [question] = batch.questions.all()
    assert (question.value, question.answered_by_name) == (SYMBOL, "officer")
    assert DocumentAnswer.objects.get(symbol=SYMBOL).value == SYMBOL
    assert digest_of_data() == before


def test_answers_that_change_nothing_leave_the_batch_of_another_file_open(
    knowledge_base: None,
) -> None:
    batch = bring_in(next_report(), file_name="report.md")
    publish_unnamed_report()
    corrected = bring_in(corrected_report())
    [question] = batch.questions.all()
    answer = ImportAnswer(question.kind, question.words, "value", SYMBOL)
    assert answer_questions(batch, [answer], by=None).stage == BatchStage.DISCARDED
    corrected.refresh_from_db()
    assert corrected.stage == BatchStage.REVIEW


def test_whoever_brings_in_a_document_at_the_same_moment_is_told(
    knowledge_base: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = bring_in(next_report(), file_name="report.md")
    batch = bring_in(next_report())
    [question] = asking.questions.all()
    # As if the batch had been written after it was looked for.
    monkeypatch.setattr(creation, "open_batch", lambda symbol, language: None)
    with pytest.raises(BatchRefused, match="Somebody else is bringing in"):
        bring_in(corrected_report())
    answer = ImportAnswer(question.kind, question.words, "value", SYMBOL)
    with pytest.raises(BatchRefused, match="Somebody else is bringing in"):
        answer_questions(asking, [answer], by=None)
    assert set(ImportBatch.objects.open_batches()) == {batch, asking}
    assert CORRECTED not in RecommendationText.objects.get(recommendation__code="2026/3").text


def test_the_same_file_of_an_open_batch_is_that_batch(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    accept_record(batch.records.get(code="2026/3"), by=None, version=0)
    RecommendationText.objects.filter(recommendation__code="2026/2").update(text="校正。")
    before = digest_of_data()
    assert bring_in(next_report()) == batch
    assert digest_of_data() == before
    assert batch.records.get(code="2026/3").decision == RecordDecision.ACCEPTED
    assert set(batch.records.values_list("change", "is_conflict", "stored")) == {
        ("added", False, "")
    }


def test_a_corrected_file_takes_the_place_of_an_open_batch(knowledge_base: None) -> None:
    first = bring_in(next_report())
    second = bring_in(corrected_report())
    first.refresh_from_db()
    assert (first.stage, second.stage) == (BatchStage.DISCARDED, BatchStage.REVIEW)
    assert CORRECTED in RecommendationText.objects.get(recommendation__code="2026/3").text
    assert CORRECTED in second.records.get(code="2026/3").printed
    assert RecommendationText.objects.texts_unlike_passages() == []


def test_a_record_that_a_corrected_file_leaves_out_is_a_draft_no_more(knowledge_base: None) -> None:
    bring_in(next_report())
    batch = bring_in(shorter_report())
    assert not Recommendation.objects.filter(code="2026/4").exists()
    assert batch.records.count() == 3 == Recommendation.objects.filter(year=2026).count()


def test_nothing_of_a_public_document_is_touched(knowledge_base: None) -> None:
    publish_report(next_report())
    before = digest_of_data()
    batch = bring_in(corrected_report())
    assert digest_of_data() == before
    assert not batch.has_drafts
    changed = batch.records.exclude(change=RecordChange.UNCHANGED)
    [record] = changed
    assert (record.code, record.change, record.is_conflict) == ("2026/3", "changed", False)
    assert CORRECTED in record.printed
    assert CORRECTED not in record.stored


def test_themes_subjects_and_relations_are_proposed_with_their_reason(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    # The held report of 2020 has the same words.
    for record in batch.records.all():
        proposals = record_proposals(record)
        [theme] = proposals.themes
        assert theme.codes
        assert (proposals.status, proposals.session) == ("adopted", 13)
    relations = record_proposals(batch.records.get(code="2026/3")).relations
    assert (relations[0].type, relations[0].code) == ("restates", "2020/3")
    assert not Recommendation.objects.get(code="2026/3").theme_assignments.exists()


def test_whoever_may_not_is_refused(knowledge_base: None) -> None:
    with pytest.raises(PermissionDenied):
        bring_in(next_report(), by=make_account("guest"))
    assert not ImportFile.objects.exists()


def test_a_session_that_is_not_known_comes_with_its_report(knowledge_base: None) -> None:
    bring_in(next_report())
    assert WorkingGroupSession.objects.get(number=13).city == "vienna"
