"""The page of questions: each with its line, answered now or later."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from recommendations.importing.admin.questions import CHOICE_LABELS
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.inquiries.question_kinds import (
    OTHER_GENRE,
    OTHER_LANGUAGE,
    QUESTION_KINDS,
)
from recommendations.importing.inquiries.questions import CHOICES, ImportQuestion
from recommendations.importing.messages import translate_message
from recommendations.importing.models import BatchQuestion, BatchStage, ImportBatch
from tests.batches import accept_all
from tests.filling import form_values
from tests.importing.admin.brought_in import opened, page_address, upload
from tests.importing.test_coming_reports import REPORT, SYMBOL
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]

NOW = datetime(2026, 10, 20, tzinfo=UTC)

#: A report with a gap in its numbers, and without its symbol.
DOUBTFUL = REPORT.replace("4. 会议由主席主持。", "6. 会议由主席主持。")


@pytest.fixture
def batch(editor_client: Client) -> ImportBatch:
    upload(editor_client, DOUBTFUL, symbol="")
    return ImportBatch.objects.get()


def question(kind: str) -> BatchQuestion:
    return BatchQuestion.objects.get(kind=kind)


def answer(client: Client, batch: ImportBatch, **answers: str) -> Page:
    """Send the form with what it shows and some answers, by the kinds of their questions."""
    values = form_values(opened(client, batch, "questions"), "questions")
    for name, value in answers.items():
        kind, _space, field = name.rpartition("__")
        asked = batch.questions.get(kind=kind.replace("_", "-"))
        values[f"question-{asked.pk}-{field}"] = value
    return Page(client.post(page_address(batch, "questions"), values, follow=True))


def test_each_question_is_asked_with_its_line_among_its_neighbours(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = opened(editor_client, batch, "questions")
    part = page.one(f"#question-{question('number-left-out').pk}")
    assert part.one("legend").text.startswith("2. “6. 会议由主席主持。” is out of order")
    lines = part.all("li")
    assert [each.all("span")[1].text for each in lines] == [
        "#### A. 会议开幕",
        "3. 偷运移民问题工作组第十三次会议于 2026 年 10 月 6 日和 7 日在维也纳举行。",
        "6. 会议由主席主持。",
    ]
    [asked] = [each for each in lines if each.get("class") == "asked"]
    assert asked.all("span")[1].lang == "zh-Hans"
    labels = [label.text for label in part.all("label")]
    assert labels[0] == "The document prints it so: keep it (proposed)"


def test_some_are_answered_now_and_the_rest_later(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = answer(editor_client, batch, number_left_out__choice="as-printed")
    assert "1 of 2 answered" in page.one(".foot-bar").text
    batch.refresh_from_db()
    assert batch.stage == BatchStage.QUESTIONS
    answer(editor_client, batch, symbol__value=SYMBOL)
    batch.refresh_from_db()
    assert (batch.stage, batch.symbol) == (BatchStage.REVIEW, SYMBOL)


def test_a_value_of_the_wrong_kind_is_shown_beside_its_question_and_kept(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = answer(editor_client, batch, symbol__choice="value", symbol__value="four")
    field = f"id_question-{question('symbol').pk}-value"
    assert page.one(".errors-first").links() == [f"#{field}"]
    assert page.one(f"#{field}").get("value") == "four"
    page = answer(editor_client, batch, symbol__choice="value")
    assert "Write what it is." in page.one(".errors-first").text
    assert not BatchQuestion.objects.exclude(choice="").exists()


def test_a_file_that_is_not_right_is_not_brought_in(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = answer(editor_client, batch, number_left_out__choice="reject")
    assert "not brought in" in page.one("p.errornote").text
    batch.refresh_from_db()
    assert batch.stage == BatchStage.QUESTIONS


def test_a_question_of_a_kind_that_is_asked_no_more_goes_with_the_next_reading(
    editor_client: Client, batch: ImportBatch
) -> None:
    BatchQuestion.objects.filter(kind="number-left-out").update(
        kind="former", choice="former-choice", choices=["former-choice", "value"], answered_at=NOW
    )
    part = opened(editor_client, batch, "questions").one(f"#question-{question('former').pk}")
    labels = [label.text for label in part.all("label")]
    assert labels == ["former-choice (proposed)", "It is:", "What it is"]
    answer(editor_client, batch, symbol__value=SYMBOL, former__value="7")
    batch.refresh_from_db()
    assert batch.symbol == SYMBOL
    assert question("number-left-out").choice == ""


def test_answers_that_change_nothing_close_the_document_with_the_reason(
    editor_client: Client, batch: ImportBatch
) -> None:
    upload(editor_client, DOUBTFUL, symbol="")
    again = ImportBatch.objects.exclude(pk=batch.pk).get()
    answers = {"number_left_out__choice": "as-printed", "symbol__value": SYMBOL}
    answer(editor_client, batch, **answers)
    batch.refresh_from_db()
    accept_all(batch)
    publish_batch(batch, by=None)
    page = answer(editor_client, again, **answers)
    assert page.one("h1").text == "The document was discarded"
    assert "Reason: The document is held as the file has it" in page.text
    assert "2 answers were saved." in page.text


def test_each_answer_that_a_reading_takes_has_its_words() -> None:
    assert set(CHOICE_LABELS) == set(CHOICES)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (
            OTHER_GENRE.question(
                0, "background-paper", found_genre="background-paper", stated_genre="report"
            ),
            "The cover says that the kind of document is “Background paper”",
        ),
        (
            OTHER_LANGUAGE.question(0, "zh-hans", found_language="zh-hans", stated_language="en"),
            "The text is in Chinese, and the file is brought in as English.",
        ),
    ],
)
def test_kinds_and_languages_are_shown_by_their_names(asked: ImportQuestion, shown: str) -> None:
    assert translate_message(asked.message).startswith(shown)


def test_no_question_names_the_slug_of_a_choice() -> None:
    for kind in QUESTION_KINDS:
        assert not any(f" ({choice})" in kind.template for choice in CHOICES)
