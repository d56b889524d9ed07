"""The page of questions: each with its line, answered now or later."""

from __future__ import annotations

import pytest
from django.test import Client

from recommendations.importing.admin.questions import CHOICE_LABELS
from recommendations.importing.inquiries.questions import CHOICES
from recommendations.importing.models import BatchQuestion, BatchStage, ImportBatch
from tests.filling import form_values
from tests.importing.admin.brought_in import opened, page_address, upload
from tests.importing.test_coming_reports import REPORT, SYMBOL
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]

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
        values[f"question-{question(kind.replace('_', '-')).pk}-{field}"] = value
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


def test_each_answer_that_a_reading_takes_has_its_words() -> None:
    assert set(CHOICE_LABELS) == set(CHOICES)
