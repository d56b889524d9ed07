"""A document that is held, in another language: its records get official texts, and no twins."""

from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from recommendations.history.models import Version
from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.decisions import accept_record
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.batches.proposals import record_proposals
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.reversal import undo_batch
from recommendations.importing.models import ImportBatch, RecordChange
from recommendations.models import Recommendation, RecommendationText
from sessions.models import Document, Section, SectionTranslation
from tests.batches import accept_all
from tests.importing.admin.brought_in import page_address
from tests.importing.made_documents.document import Kind, MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.notation import next_report
from tests.reading import Page

PRINTED, OTHERWISE = "should, in accordance with article 8", "may wish, under article 9"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]


def bring_in(document: MadeDocument) -> ImportBatch:
    """The batch of a made-up report."""
    name = f"CTOC-COP-WG.7-2026-4.{document.language}.docx"
    content = write_docx(document)
    return create_batch(content, file_name=name, by=None, symbol=document.symbol)


def accept(batch: ImportBatch) -> None:
    """Accept every record as it is proposed."""
    for record in batch.records.open_records():
        accept_record(record, by=None, version=record.version)


@pytest.fixture
def held() -> None:
    """The Chinese version, published."""
    batch = bring_in(next_report("zh-hans"))
    assert [str(each.question) for each in batch.questions.all()] == []
    accept_all(batch)
    publish_batch(batch, by=None)


def records() -> list[tuple[object, ...]]:
    """What the records of the report are beside their words."""
    own = Recommendation.objects.filter(year=2026).in_code_order()
    return [
        (
            each.code,
            each.strength,
            each.publication,
            [one.addressee for one in each.addressees.order_by("id")],
            [one.theme.slug for one in each.theme_assignments.order_by("id")],
            [str(one) for one in each.occurrences.order_by("id")],
        )
        for each in own
    ]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_the_records_get_official_texts_and_change_in_nothing_else(language: str) -> None:
    before = records()
    report = next_report(language)
    batch = bring_in(report)
    assert [str(each.question) for each in batch.questions.all()] == []
    assert set(batch.records.values_list("change", flat=True)) == {RecordChange.CHANGED}
    texts = RecommendationText.objects.published().filter(
        language=language, recommendation__year=2026
    )
    assert not texts.exists()
    accept(batch)
    batch = publish_batch(batch, by=None)
    assert records() == before
    words = {text.recommendation.number: text.text for text in texts}
    assert words == report.recommendations()
    assert {text.text_status for text in texts} == {"official"}
    assert RecommendationText.objects.texts_unlike_passages() == []
    versions = Document.objects.get(symbol=report.symbol).versions
    assert {each.language for each in versions.all()} == {"zh-hans", language}
    undo_batch(batch, by=None, reason="Not the final text.")
    assert not texts.all().exists()
    assert records() == before


@pytest.mark.usefixtures("held")
def test_the_text_held_stands_below_the_new_one_in_the_review(editor_client: Client) -> None:
    batch = bring_in(next_report("en"))
    page = Page(editor_client.get(page_address(batch, "review")))
    first = page.one(f"#record-{batch.records.get(code='2026/1').pk}")
    assert "Held in Chinese" in first.text
    assert next_report("zh-hans").recommendations()[1] in first.text
    assert not first.all("ins"), "all of it is new: nothing is marked"


@pytest.mark.usefixtures("held")
def test_both_languages_are_everywhere(client: Client) -> None:
    report = next_report("en")
    batch = bring_in(report)
    accept(batch)
    publish_batch(batch, by=None)
    words = report.recommendations()[1]
    page = client.get("/en/recommendations/2026/1/").content.decode()
    assert words in unescape(page)
    data = client.get("/en/recommendations/2026/1.json").json()
    assert (data["language"], data["text"], data["text_status"]) == ("en", words, "official")
    reader = client.get(f"/en/documents/{report.symbol}/").content.decode()
    assert "strengthen their cooperation at sea" in unescape(reader)


@pytest.mark.usefixtures("held")
def test_a_translation_gives_way_to_the_official_text_and_stays_in_the_history() -> None:
    report = next_report("en")
    record = Recommendation.objects.get(code="2026/1")
    record.texts.create(language="en", text_status="unofficial", text="States should cooperate.")
    batch = bring_in(report)
    first = batch.records.get(code="2026/1")
    assert (first.is_conflict, first.stored) == (False, "States should cooperate.")
    accept(batch)
    publish_batch(batch, by=None)
    text = record.texts.get(language="en")
    assert (text.text, text.text_status) == (report.recommendations()[1], "official")
    states = Version.objects.filter(code="2026/1").values_list("state", flat=True)
    assert any("States should cooperate." in str(state) for state in states)


@pytest.mark.usefixtures("held")
def test_what_does_not_match_is_found_beside_the_record() -> None:
    report = next_report("en")
    passages = tuple(
        replace(each, text=each.text.replace(PRINTED, OTHERWISE))
        for each in report.passages
        if (each.kind, each.number) != (Kind.RECOMMENDATION, 20)
    )
    changed = replace(report, passages=passages)
    batch = bring_in(changed)
    first = batch.records.get(code="2026/1")
    assert first.is_conflict
    found = [str(each) for each in record_proposals(first).findings]
    assert any("differ in strength" in each for each in found)
    assert any("article 9" in each for each in found)
    assert fidelity_report(batch).missing_in_language == ["2026/20"]
    assert not batch.records.filter(code="2026/20").exists()


@pytest.mark.usefixtures("held")
def test_translations_come_back_if_the_official_texts_are_taken_back() -> None:
    report = next_report("en")
    document = Document.objects.get(symbol=report.symbol)
    record = Recommendation.objects.get(code="2026/1")
    record.texts.create(language="en", text_status="unofficial", text="States should cooperate.")
    document.titles.create(language="en", title="A working title", origin="editor")
    heading = Section.objects.filter(version__document=document).first()
    assert heading is not None
    heading.translations.create(language="fr", heading="Un intitulé")

    def translated() -> list[object]:
        return [
            list(record.texts.order_by("language").values_list("language", "text", "text_status")),
            list(document.titles.order_by("language").values_list("language", "title", "origin")),
            list(SectionTranslation.objects.filter(section=heading).values_list("heading")),
        ]

    before = translated()
    batch = bring_in(report)
    accept(batch)
    batch = publish_batch(batch, by=None)
    assert record.texts.get(language="en").text_status == "official"
    assert translated()[2] == before[2]
    undo_batch(batch, by=None, reason="Not the final text.")
    assert translated() == before
