"""A document that prints held recommendations again: their places, and what is different there."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from recommendations.importing.batches.creation import answer_questions, create_batch
from recommendations.importing.batches.decisions import (
    accept_record,
    accept_records_without_question,
    reject_record,
)
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.batches.reversal import undo_batch
from recommendations.importing.inquiries.questions import ImportAnswer
from recommendations.importing.models import ImportBatch, RecordChange
from recommendations.models import Occurrence, Recommendation, RecommendationText
from sessions.models import Document
from tests.reading import Page

COMPILATION = Path(settings.BASE_DIR, "fixtures/sources/CTOC-COP-WG.7-2015-5.zh-hans.txt")
SYMBOL = "CTOC/COP/WG.7/2027/5"
HELD, REPRINTED = "缔约国应当", "缔约国应该"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]


def second_compilation() -> str:
    """The held compilation with one word changed, in its paragraph 16."""
    text = COMPILATION.read_text(encoding="utf-8")
    assert text.count(f"16. {HELD}") == 1
    return text.replace(f"16. {HELD}", f"16. {REPRINTED}")


@pytest.fixture
def batch() -> ImportBatch:
    """The batch of that compilation, whose symbol somebody stands by."""
    name = "CTOC-COP-WG.7-2027-5.zh-hans.txt"
    content = second_compilation().encode()
    batch = create_batch(content, file_name=name, by=None, symbol=SYMBOL)
    [asked] = batch.questions.all()
    assert asked.kind == "symbol-of-other-year"
    answers = [ImportAnswer(asked.kind, asked.words, "as-printed")]
    return answer_questions(batch, answers, by=None)


def words() -> dict[str, str]:
    texts = RecommendationText.objects.select_related("recommendation")
    return {text.recommendation.code: text.text for text in texts}


def test_held_records_are_recognized_and_differences_shown(batch: ImportBatch) -> None:
    assert [str(each) for each in batch.questions.filter(choice="")] == []
    assert batch.records.filter(change=RecordChange.RESTATED).count() == 88
    assert batch.records.exclude(change=RecordChange.RESTATED).count() == 0
    [different] = batch.records.filter(is_conflict=True)
    assert (HELD in different.stored, REPRINTED in different.printed) == (True, True)


def test_nothing_of_the_held_records_changes_but_their_places(batch: ImportBatch) -> None:
    before = words()
    assert not Occurrence.objects.filter(document__symbol=SYMBOL).exists()
    accept_records_without_question(batch, by=None)
    [different] = batch.records.open_records()
    accept_record(different, by=None, version=different.version)
    batch = publish_batch(batch, by=None)
    assert words() == before
    assert Recommendation.objects.count() == 129
    assert Document.objects.published().filter(symbol=SYMBOL).exists()
    places = Occurrence.objects.restatements().filter(document__symbol=SYMBOL)
    assert places.count() == 88
    assert Occurrence.objects.sources().count() == 129
    undo_batch(batch, by=None, reason="Not the final text.")
    assert not places.all().exists()
    assert words() == before


def test_a_rejected_reprint_leaves_the_record_without_it(batch: ImportBatch) -> None:
    accept_records_without_question(batch, by=None)
    [different] = batch.records.open_records()
    reject_record(different, by=None, version=different.version)
    batch = publish_batch(batch, by=None)
    assert Occurrence.objects.filter(document__symbol=SYMBOL).count() == 87
    assert Recommendation.objects.published().filter(code=different.code).exists()


def test_the_page_says_that_the_document_prints_them_again(
    batch: ImportBatch, chief_client: Client
) -> None:
    page = chief_client.get(reverse("admin:importing_importbatch_review", args=[batch.pk]))
    main = Page(page).one("#content-main")
    said = "The document prints 88 recommendations again that are held"
    assert said in main.text
    assert said not in main.one("details.fidelity").text
    assert "the words held stay" in main.text


def test_the_command_names_them(
    batch: ImportBatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "CTOC-COP-WG.7-2027-5.zh-hans.txt"
    path.write_text(second_compilation(), encoding="utf-8")
    call_command("import_document", path, symbol=SYMBOL)
    printed = capsys.readouterr().out
    assert printed.count(": printed again\n") == 88
    assert f"    here: {HELD}" in printed
