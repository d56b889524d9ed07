"""The publication of batches: what was accepted becomes public, all of it or nothing."""

from datetime import date

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.history.models import Version
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.actions import FIXTURES, load
from recommendations.importing.batches.choices import ChosenRelation, RecordChoices
from recommendations.importing.batches.decisions import (
    DecisionConflict,
    accept_record,
    reject_record,
)
from recommendations.importing.batches.publication import (
    SeenBatch,
    publication_obstacles,
    publish_batch,
)
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.batches.reversal import undo_batch
from recommendations.importing.fixtures import read_fixtures
from recommendations.importing.models import BatchStage, ImportBatch, LoadedGroup, RecordChange
from recommendations.importing.rows import groups
from recommendations.models import (
    Recommendation,
    RecommendationText,
    SubjectSuggestion,
    WorkflowStage,
)
from sessions.models import Document, Paragraph
from smuggling_kb.languages import INTERFACE
from tests.batches import (
    CORRECTED,
    HELD_REPORT,
    PRINTED,
    SYMBOL,
    accept_all,
    bring_in,
    corrected_report,
    next_report,
    publish_report,
    shorter_report,
)
from tests.builders import assign, make_account, make_subject


def digest_of_data() -> str:
    return groups.digest(groups.rows_in_database())


def third_text() -> RecommendationText:
    return RecommendationText.objects.get(recommendation__code="2026/3")


def test_what_was_accepted_becomes_public_with_what_was_chosen(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    choices = RecordChoices(["prevention"], ["children"], [ChosenRelation("restates", "2020/3")])
    accept_record(batch.records.get(code="2026/3"), by=None, version=0, choices=choices)
    reject_record(batch.records.get(code="2026/4"), by=None, version=0)
    accept_all(batch)
    chief = make_account("chief", REVIEWER)
    published = publish_batch(batch, by=chief)
    assert (published.stage, published.published_by_name) == (BatchStage.PUBLISHED, "chief")
    records = Recommendation.objects.filter(year=2026)
    assert set(records.values_list("publication", flat=True)) == {WorkflowStage.PUBLISHED}
    assert not records.filter(number=4).exists()
    third = records.get(number=3)
    slugs = {each.theme.slug for each in third.theme_assignments.all()}
    assert slugs == {"prevention", "children"}
    assert [(each.type, each.target.code) for each in third.relations.all()] == [
        ("restates", "2020/3")
    ]
    assert not SubjectSuggestion.objects.without_decision().filter(recommendation=third).exists()
    assert Paragraph.objects.filter(version__document__symbol=SYMBOL, anchor="r4").exists()
    last = Version.objects.latest_by_code(["2026/3"]).get()
    assert (last.by_name, last.kind) == ("chief", "import")


def test_nothing_is_published_before_everything_is_decided(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    with pytest.raises(BatchRefused, match="Records without a decision: 4"):
        publish_batch(batch, by=None)
    with pytest.raises(PermissionDenied):
        publish_batch(batch, by=make_account("officer", EDITOR))
    accept_all(batch)
    batch.records.filter(code="2026/4").update(choices={})
    before = digest_of_data()
    with pytest.raises(BatchRefused, match="2026/4: Add a theme"):
        publish_batch(batch, by=None)
    assert digest_of_data() == before


def test_a_decision_that_was_not_looked_at_stops_it(knowledge_base: None) -> None:
    batch = bring_in(next_report())
    accept_all(batch)
    seen = dict(batch.records.values_list("code", "version"))
    reject_record(batch.records.get(code="2026/2"), by=None, version=1)
    with pytest.raises(DecisionConflict, match="2026/2"):
        publish_batch(batch, by=None, seen=SeenBatch(seen))


def change_words(code: str, by: User) -> None:
    with record_changes([code], by=by, reason="A slip."):
        RecommendationText.objects.filter(recommendation__code=code).update(text="校正。")


class TestFourEyes:
    """If the site asks for it, whoever brought in or accepted leaves publishing to others."""

    @pytest.fixture(autouse=True)
    def rule(self, settings: LazySettings) -> None:
        settings.FOUR_EYES = True

    def test_who_brought_in_or_accepted_does_not_publish(self, knowledge_base: None) -> None:
        first, second = make_account("first", REVIEWER), make_account("second", REVIEWER)
        third = make_account("third", REVIEWER)
        batch = bring_in(next_report(), by=first)
        accept_all(batch, by=second)
        for account, reason in ((first, "brought in the file"), (second, "accepted a record")):
            [obstacle] = publication_obstacles(batch, account)
            assert reason in obstacle
            with pytest.raises(BatchRefused):
                publish_batch(batch, by=account)
        assert publish_batch(batch, by=third).stage == BatchStage.PUBLISHED

    def test_who_changed_a_record_after_it_was_accepted_does_not_publish(
        self, knowledge_base: None
    ) -> None:
        first, second = make_account("first", REVIEWER), make_account("second", REVIEWER)
        third = make_account("third", REVIEWER)
        batch = bring_in(next_report(), by=first)
        change_words("2026/2", by=third)
        accept_all(batch, by=first)
        assert publication_obstacles(batch, third) == []
        change_words("2026/3", by=second)
        [obstacle] = publication_obstacles(batch, second)
        assert "after it was accepted" in obstacle
        assert "2026/3" in obstacle
        with pytest.raises(BatchRefused):
            publish_batch(batch, by=second)
        assert publish_batch(batch, by=third).stage == BatchStage.PUBLISHED

    def test_without_the_rule_one_person_may(
        self, knowledge_base: None, settings: LazySettings
    ) -> None:
        settings.FOUR_EYES = False
        chief = make_account("chief", REVIEWER)
        assert publish_report(next_report(), by=chief).stage == BatchStage.PUBLISHED


class TestCorrectedFile:
    """A corrected file of what is public: exactly what it corrects, whoever classified what."""

    @pytest.fixture(autouse=True)
    def published(self, knowledge_base: None) -> ImportBatch:
        return publish_report(next_report())

    def test_it_changes_exactly_what_it_corrects(self) -> None:
        record = third_text().recommendation
        assign(record, make_subject("sirens"))
        others = groups.digest(
            each
            for each in groups.rows_in_database()
            if groups.group_name(each) not in ("words 2026/3 zh-hans", f"document {SYMBOL}")
        )
        batch = publish_report(corrected_report())
        assert batch.stage == BatchStage.PUBLISHED
        assert CORRECTED in third_text().text
        assert third_text().recommendation == record
        assert record.theme_assignments.filter(theme__slug="sirens").exists()
        assert RecommendationText.objects.texts_unlike_passages() == []
        assert others == groups.digest(
            each
            for each in groups.rows_in_database()
            if groups.group_name(each) not in ("words 2026/3 zh-hans", f"document {SYMBOL}")
        )

    def test_words_that_an_editor_changed_too_are_decided(self) -> None:
        RecommendationText.objects.filter(pk=third_text().pk).update(text="校正。")
        batch = bring_in(corrected_report())
        record = batch.records.get(code="2026/3")
        assert (record.is_conflict, record.stored) == (True, "校正。")
        assert batch.records.open_records().without_question().count() == 0
        reject_record(record, by=None, version=0)
        publish_batch(batch, by=None)
        assert third_text().text == "校正。"
        [differing] = RecommendationText.objects.texts_unlike_passages()
        assert differing == third_text()

    def test_accepted_words_of_the_file_take_their_place(self) -> None:
        RecommendationText.objects.filter(pk=third_text().pk).update(text="校正。")
        publish_report(corrected_report())
        assert CORRECTED in third_text().text

    def test_words_of_an_editor_stay_if_the_file_says_what_it_said(self) -> None:
        RecommendationText.objects.filter(pk=third_text().pk).update(text="校正。")
        other = next_report().replace("缔约国应当为可能因", "缔约国应为可能因")
        batch = bring_in(other)
        assert batch.records.get(code="2026/3").change == RecordChange.UNCHANGED
        accept_all(batch)
        publish_batch(batch, by=None)
        assert third_text().text == "校正。"

    def test_a_strength_that_words_change_changes_though_somebody_classified(self) -> None:
        assign(third_text().recommendation, make_subject("sirens"))
        assert (third_text().modal, third_text().recommendation.strength) == ("应", "should")
        weaker = next_report().replace("缔约国应编制国家主管机关", "鼓励缔约国编制国家主管机关")
        batch = publish_report(weaker)
        assert batch.records.get(code="2026/3").change == RecordChange.CHANGED
        assert (third_text().modal, third_text().recommendation.strength) == ("鼓励", "encourage")

    def test_a_record_that_the_file_no_longer_has_is_decided(self) -> None:
        batch = bring_in(shorter_report())
        record = batch.records.get(code="2026/4")
        assert record.change == RecordChange.MISSING
        assert not batch.records.without_question().filter(pk=record.pk).exists()
        accept_all(batch)
        publish_batch(batch, by=None)
        held = Recommendation.objects.get(code="2026/4")
        assert held.publication == WorkflowStage.ARCHIVED
        notes = dict(held.archive_notes.values_list("language", "text"))
        assert notes.keys() == set(INTERFACE)
        assert notes["en"] == "The corrected document does not print it."
        assert notes["zh-hans"] == "更正后的文件中没有这条建议。"

    def test_what_somebody_changed_meanwhile_is_looked_at_again(self) -> None:
        batch = bring_in(corrected_report())
        accept_all(batch)
        RecommendationText.objects.filter(pk=third_text().pk).update(text="校正。")
        with pytest.raises(BatchRefused, match=r"Changed since the file was read: 2026/3\."):
            publish_batch(batch, by=None)
        assert bring_in(corrected_report()) == batch
        [record] = batch.records.open_records()
        assert (record.code, record.is_conflict) == ("2026/3", True)


def test_the_public_sees_it_from_then_on(knowledge_base: None, client: Client) -> None:
    pages = ("/en/recommendations/2026/3/", f"/en/documents/{SYMBOL}/", "/en/sessions/13/")

    def answers() -> list[int]:
        return [client.get(page).status_code for page in pages]

    batch = bring_in(next_report())
    assert answers() == [404, 404, 404]
    accept_all(batch)
    batch = publish_batch(batch, by=None)
    assert answers() == [200, 200, 200]
    undo_batch(batch, by=None, reason="Withdrawn by the Secretariat.")
    assert answers() == [410, 404, 404]
    page = client.get(pages[0]).content.decode()
    assert "Withdrawn by the Secretariat." in page
    assert SYMBOL not in page


def test_fixtures_do_not_take_back_what_a_file_corrected(knowledge_base: None) -> None:
    text = HELD_REPORT.read_text(encoding="utf-8").replace(PRINTED, CORRECTED)
    batch = publish_report(text, file_name=HELD_REPORT.name)
    assert [each.code for each in batch.records.filter(change=RecordChange.CHANGED)] == ["2020/3"]
    corrected = LoadedGroup.objects.exclude(source=FIXTURES).exclude(source="")
    assert set(corrected.values_list("name", flat=True)) == {
        "words 2020/3 zh-hans",
        "document CTOC/COP/WG.7/2020/4",
    }
    before = digest_of_data()
    changes = load(read_fixtures(), source=FIXTURES)
    assert (changes.created, changes.updated, changes.removed) == ([], [], [])
    assert set(changes.skipped) == {"words 2020/3 zh-hans", "document CTOC/COP/WG.7/2020/4"}
    assert digest_of_data() == before


def test_titles_and_facts_that_editors_gave_stay(knowledge_base: None) -> None:
    publish_report(next_report())
    document = Document.objects.get(symbol=SYMBOL)
    document.titles.create(language="en", title="Report", origin="editor")
    printed = document.titles.get(language="zh-hans").title
    publish_report(corrected_report().replace("在维也纳举行的 会议报告", "在维也纳的会议报告"))
    titles = dict(document.titles.values_list("language", "title"))
    assert titles["en"] == "Report"
    assert titles["zh-hans"] == printed.replace("举行的会议", "的会议") != printed
    assert CORRECTED in third_text().text


def test_corrected_facts_are_taken_but_those_that_editors_stated(knowledge_base: None) -> None:
    publish_report(next_report())
    document = Document.objects.get(symbol=SYMBOL)
    with record_changes(by=None, kind=ChangeKind.EDIT):
        document.symbol_origin, document.job_number = "confirmed", "V.26-00001"
        document.save()
    publish_report(
        corrected_report().replace("20 October 2026", "21 October 2026").replace("V.20-", "V.26-")
    )
    document.refresh_from_db()
    assert document.issued == date(2026, 10, 21)
    assert (document.symbol_origin, document.job_number) == ("confirmed", "V.26-00001")


def test_a_corrected_fact_alone_is_published(knowledge_base: None) -> None:
    publish_report(next_report())
    document = Document.objects.get(symbol=SYMBOL)
    with record_changes(by=None, kind=ChangeKind.EDIT):
        document.titles.create(language="en", title="Report", origin="editor")
    publish_report(next_report().replace("20 October 2026", "21 October 2026"))
    document.refresh_from_db()
    assert document.issued == date(2026, 10, 21)
    assert document.titles.get(language="en").title == "Report"
