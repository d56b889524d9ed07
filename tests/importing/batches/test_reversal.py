"""The reversal of batches: drafts go, what was public keeps its address, the rest is as before."""

import pytest
from django.core.exceptions import PermissionDenied

from recommendations.curation.roles import EDITOR
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.batches.reversal import discard_batch, undo_batch
from recommendations.importing.models import BatchStage, LoadedGroup
from recommendations.importing.rows import groups
from recommendations.models import (
    Citation,
    Recommendation,
    RecommendationText,
    Theme,
    WorkflowStage,
)
from sessions.models import Document, WorkingGroupSession
from tests.batches import (
    SYMBOL,
    accept_all,
    bring_in,
    corrected_report,
    next_report,
    publish_report,
    shorter_report,
)
from tests.builders import assign, make_account, make_relation, make_subject


def digest_of_data() -> str:
    return groups.digest(groups.rows_in_database())


def loaded() -> set[tuple[str, str]]:
    return set(LoadedGroup.objects.values_list("name", "digest"))


def test_a_discarded_batch_leaves_nothing(knowledge_base: None) -> None:
    before, files = digest_of_data(), loaded()
    batch = bring_in(next_report())
    assign(Recommendation.objects.get(code="2026/3"), make_subject("sirens"))
    discarded = discard_batch(batch, by=None, reason="The wrong file.")
    assert (discarded.stage, discarded.closing_reason) == (BatchStage.DISCARDED, "The wrong file.")
    Theme.objects.filter(slug="sirens").delete()
    assert (digest_of_data(), loaded()) == (before, files)


def test_the_same_file_can_come_again(knowledge_base: None) -> None:
    undo_batch(bring_in(next_report()), by=None, reason="Too early.")
    batch = publish_report(next_report())
    undo_batch(batch, by=None, reason="Too early.")
    again = publish_report(next_report())
    assert again.stage == BatchStage.PUBLISHED
    records = Recommendation.objects.filter(year=2026)
    assert set(records.values_list("publication", flat=True)) == {WorkflowStage.PUBLISHED}
    assert not any(record.archive_notes.exists() for record in records)


def test_drafts_of_a_replaced_batch_go_too(knowledge_base: None) -> None:
    before = digest_of_data()
    bring_in(next_report())
    discard_batch(bring_in(corrected_report()), by=None)
    assert digest_of_data() == before


def test_a_corrected_file_takes_no_draft_that_another_record_has_a_relation_to(
    knowledge_base: None,
) -> None:
    bring_in(next_report())
    last = Recommendation.objects.get(code="2026/4")
    relation = make_relation(Recommendation.objects.get(code="2012/5"), last)
    with pytest.raises(BatchRefused, match="2012/5 has a relation to 2026/4"):
        bring_in(shorter_report())
    relation.refresh_from_db()
    relation.delete()
    bring_in(shorter_report())
    assert not Recommendation.objects.filter(code="2026/4").exists()


def test_a_session_that_something_else_is_of_stays(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    session = WorkingGroupSession.objects.get(number=13)
    Document.objects.filter(symbol="CTOC/COP/WG.7/2022/2").update(session=session)
    discard_batch(batch, by=None)
    assert WorkingGroupSession.objects.filter(number=13).exists()


def test_citations_wait_again_for_a_document_that_was_undone(knowledge_base: None) -> None:
    citation = Citation.objects.filter(reference="CTOC/COP/WG.7/2020/3", pinpoint="51").get()
    Citation.objects.filter(pk=citation.pk).update(reference=SYMBOL, pinpoint="4", symbol=SYMBOL)
    batch = publish_report(next_report())
    citation.refresh_from_db()
    assert citation.anchor == "p4"
    undo_batch(batch, by=None, reason="Too early.")
    citation.refresh_from_db()
    assert (citation.document, citation.unresolved, citation.symbol) == (None, "not-held", SYMBOL)


def test_what_rests_on_a_draft_is_named(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    held, draft = (Recommendation.objects.get(code=code) for code in ("2020/3", "2026/3"))
    make_relation(held, draft)
    with pytest.raises(BatchRefused, match="2020/3 has a relation to 2026/3"):
        discard_batch(batch, by=None)
    assert Recommendation.objects.filter(code="2026/3").exists()


class TestPublished:
    """Batches that are public."""

    def test_new_records_are_archived_at_their_addresses(self, knowledge_base: None) -> None:
        batch = publish_report(next_report())
        undone = undo_batch(batch, by=None, reason="The meeting withdrew it.")
        assert (undone.stage, undone.closing_reason) == ("undone", "The meeting withdrew it.")
        records = Recommendation.objects.filter(year=2026)
        assert set(records.values_list("publication", flat=True)) == {WorkflowStage.ARCHIVED}
        assert records.count() == 4
        note = records.get(number=3).archive_notes.get(language="en")
        assert note.text == "The meeting withdrew it."

    def test_what_was_changed_is_as_before(self, knowledge_base: None) -> None:
        publish_report(next_report())
        before, files = digest_of_data(), loaded()
        batch = publish_report(corrected_report())
        assert digest_of_data() != before
        undo_batch(batch, by=None, reason="The correction was wrong.")
        assert (digest_of_data(), loaded()) == (before, files)
        assert publish_report(corrected_report()).stage == BatchStage.PUBLISHED

    def test_a_record_that_was_archived_as_missing_is_back(self, knowledge_base: None) -> None:
        publish_report(next_report())
        before = digest_of_data()
        undo_batch(publish_report(shorter_report()), by=None, reason="It was there.")
        assert digest_of_data() == before

    def test_what_was_built_on_it_is_named(self, knowledge_base: None) -> None:
        batch = publish_report(next_report())
        held, new = (Recommendation.objects.get(code=code) for code in ("2020/3", "2026/3"))
        make_relation(held, new)
        RecommendationText.objects.filter(recommendation__code="2026/2").update(text="校正。")
        with pytest.raises(BatchRefused) as refusal:
            undo_batch(batch, by=None, reason="Too early.")
        assert refusal.value.reasons == [
            (
                "The text of recommendation 2026/2 in Chinese was changed after the batch was"
                " published."
            ),
            "2020/3 has a relation to 2026/3.",
        ]

    def test_a_later_batch_of_the_document_is_in_the_way(self, knowledge_base: None) -> None:
        batch = publish_report(next_report())
        publish_report(corrected_report())
        with pytest.raises(BatchRefused, match="2026/3 in Chinese was changed after"):
            undo_batch(batch, by=None, reason="Too early.")

    def test_it_takes_a_reviewer_and_a_reason_and_happens_once(self, knowledge_base: None) -> None:
        batch = publish_report(next_report())
        with pytest.raises(PermissionDenied):
            undo_batch(batch, by=make_account("officer", EDITOR), reason="Too early.")
        with pytest.raises(BatchRefused, match="Say why"):
            undo_batch(batch, by=None, reason=" ")
        undo_batch(batch, by=None, reason="Too early.")
        with pytest.raises(BatchRefused, match="undone or discarded before"):
            undo_batch(batch, by=None, reason="Once more.")


def test_a_closed_batch_is_neither_published_nor_discarded(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    accept_all(batch)
    discard_batch(batch, by=None)
    for act in (publish_batch, discard_batch):
        with pytest.raises(BatchRefused):
            act(batch, by=None)
