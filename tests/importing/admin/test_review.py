"""The review: each record beside its passage; what is decided is kept, and told to others."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.importing.batches.choices import RecordChoices, record_choices
from recommendations.importing.batches.decisions import (
    accept_record,
)
from recommendations.importing.models import BatchRecord, ImportBatch, RecordDecision
from recommendations.models import Recommendation
from tests.filling import form_values
from tests.importing.admin.brought_in import bring_in, opened, page_address, press
from tests.importing.test_coming_reports import REPORT
from tests.reading import Page, Part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]

FIRST = "缔约国应根据《打击偷运移民议定书》第 8 条加强海上合作。"
ACCEPTED, REJECTED, OPEN = RecordDecision.ACCEPTED, RecordDecision.REJECTED, RecordDecision.OPEN


@pytest.fixture
def batch(editor_client: Client) -> ImportBatch:
    return bring_in(editor_client)


def record(number: int) -> BatchRecord:
    found: BatchRecord = BatchRecord.objects.get(position=number)
    return found


def section(page: Page, number: int) -> Part:
    return page.one(f"#record-{record(number).pk}")


def decisions() -> list[str]:
    return list(BatchRecord.objects.order_by("position").values_list("decision", flat=True))


def with_records(count: int) -> str:
    """The report with so many recommendations."""
    more = "".join(
        f"### 建议 {number}\n\n促请缔约国交流第 {number} 类信息。\n\n"
        for number in range(3, count + 1)
    )
    return REPORT.replace("### 三. 会议安排", f"{more}### 三. 会议安排")


def test_a_new_record_stands_beside_its_passage_with_what_is_proposed_and_why(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = opened(editor_client, batch, "review")
    first = section(page, 1)
    _both, passage, words = first.one(".two").all("div")
    assert passage.one(".under").text == "A. 海上偷运移民问题的有关建议"
    assert (
        passage.one("p.voice").text == "1. 缔约国应根据《打击偷运移民议定书》第 8 条加强海上合作。"
    )
    assert words.one("p.voice").text == "缔约国应根据《打击偷运移民议定书》第 8 条加强海上合作。"
    assert {words.one("p.voice").lang, passage.one("p.voice").lang} == {"zh-Hans"}
    assert words.one("p.same").text == "Word for word as in the document."
    facts = first.one(".facts-of").text
    assert "should: 应 from its first operative word" in facts
    assert "States parties" in facts
    assert "《打击偷运移民议定书》第 8 条" in facts
    assert "which have similar words" in facts
    assert [sign.text for sign in first.all("span.sign")] == ["Added", "Open"]


def test_the_head_says_what_was_found(editor_client: Client, batch: ImportBatch) -> None:
    head = opened(editor_client, batch, "review").one("details.fidelity")
    assert head.get("open") == ""
    found = [part.text for part in head.one("dl").all("dd")]
    names = [part.text for part in head.one("dl").all("dt")]
    assert dict(zip(names, found, strict=True))["Recommendations"] == "2"
    assert dict(zip(names, found, strict=True))["Numbered paragraphs"] == "4"


def test_accepting_leads_to_the_next_open_record(editor_client: Client, batch: ImportBatch) -> None:
    answer = press(editor_client, batch, "accept", record(1).pk)
    assert answer["Location"].endswith(f"/review/#record-{record(2).pk}")
    assert press(editor_client, batch, "reject", record(2).pk)["Location"].endswith("#decided")
    assert decisions() == [ACCEPTED, REJECTED]
    press(editor_client, batch, "reopen", record(2).pk)
    assert decisions() == [ACCEPTED, OPEN]


def test_what_was_chosen_goes_with_the_record_and_nothing_is_ticked_by_itself(
    editor_client: Client, batch: ImportBatch
) -> None:
    page = opened(editor_client, batch, "review")
    boxes = [box for box in page.all("input") if box.get("type") == "checkbox"]
    assert boxes
    assert not [box for box in boxes if box.get("checked")]
    box = next(box for box in boxes if box.get("name") == f"record-{record(1).pk}-subjects")
    chosen = {f"record-{record(1).pk}-theme": "protection", box.get("name"): box.get("value")}
    press(editor_client, batch, "accept", record(1).pk, **chosen)
    choices = record_choices(record(1))
    assert (choices.themes, choices.subjects) == (["protection"], [box.get("value")])


def test_choices_for_other_records_are_kept_when_one_is_decided(
    editor_client: Client, batch: ImportBatch
) -> None:
    other = {f"record-{record(2).pk}-theme": "research"}
    press(editor_client, batch, "accept", record(1).pk, **other)
    assert decisions() == [ACCEPTED, OPEN]
    assert record_choices(record(2)).themes == ["research"]
    press(editor_client, batch, "accept_all")
    assert record_choices(record(2)).themes == ["research"]


def test_all_without_question_are_accepted_with_one_button(
    editor_client: Client, batch: ImportBatch
) -> None:
    BatchRecord.objects.filter(position=2).update(proposals={})
    assert (
        "1 of them without question" in opened(editor_client, batch, "review").one(".foot-bar").text
    )
    press(editor_client, batch, "accept_all")
    assert decisions() == [ACCEPTED, OPEN]
    assert record(1).decided_by_name == "editor"


def test_a_record_without_a_theme_cannot_be_accepted(
    editor_client: Client, batch: ImportBatch
) -> None:
    answer = press(
        editor_client, batch, "accept", record(1).pk, **{f"record-{record(1).pk}-theme": ""}
    )
    assert answer.status_code == 409
    assert Page(answer).one("p.errornote").text.startswith("2026/1: Choose a theme")
    assert decisions() == [OPEN, OPEN]


def test_a_second_officer_is_told_what_the_first_decided(
    editor_client: Client, batch: ImportBatch, reviewer: User
) -> None:
    seen = form_values(opened(editor_client, batch, "review"), "review")
    accept_record(record(1), by=reviewer, version=0)
    sent = {**seen, "reject": record(1).pk}
    answer = editor_client.post(page_address(batch, "review"), sent)
    assert answer.status_code == 409
    assert (
        "reviewer has changed it in the meantime: Accepted" in Page(answer).one("p.errornote").text
    )
    assert decisions() == [ACCEPTED, OPEN]
    assert "reviewer" in section(Page(answer), 1).one(".decided").text


def test_a_draft_is_edited_in_its_form_which_leads_back_and_the_difference_is_marked(
    editor_client: Client, batch: ImportBatch
) -> None:
    draft = Recommendation.objects.get(code="2026/2")
    edit = section(opened(editor_client, batch, "review"), 2).one("a.button").get("href")
    assert edit.startswith(f"/admin/recommendations/recommendation/{draft.pk}/change/?return=")
    draft.texts.update(text="鼓励缔约国及时交流信息。")
    shown = section(opened(editor_client, batch, "review"), 2)
    assert shown.one("ins").text == "及时"
    assert "Edited." in shown.one("p.same").text


@pytest.mark.parametrize("sent", [{"accept": "0"}, {"accept": "x"}])
def test_what_the_page_never_sends_is_refused(
    editor_client: Client, batch: ImportBatch, sent: dict[str, str]
) -> None:
    assert editor_client.post(page_address(batch, "review"), sent).status_code == 400
    wrong = {"reject": record(1).pk, f"record-{record(1).pk}-version": "-1"}
    assert editor_client.post(page_address(batch, "review"), wrong).status_code == 400


def test_many_records_cost_no_more_queries_than_few(editor_client: Client) -> None:
    counts = []
    for count in (2, 20):
        batch = bring_in(editor_client, with_records(count))
        editor_client.get(page_address(batch, "review"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(opened(editor_client, batch, "review").all("section.proposal")) == count
        counts.append(len(queries))
        ImportBatch.objects.all().delete()
    assert counts[0] == counts[1] <= 30


# One theme for many


def under_two_headings() -> str:
    """The report with two recommendations under each of two headings."""
    return with_records(4).replace("### 建议 3\n", "### B. 其他建议\n\n### 建议 3\n")


def chosen_themes() -> list[list[str]]:
    return [record_choices(each).themes for each in BatchRecord.objects.order_by("position")]


def test_one_theme_is_set_for_all_that_are_open(editor_client: Client, batch: ImportBatch) -> None:
    page = opened(editor_client, batch, "review")
    assert page.one("#under-every").one("label").text == "Theme for all 2 open recommendations"
    themes = {"theme-of-every": "research"}
    answer = press(editor_client, batch, "set_theme", "every", **themes)
    assert answer.url == page_address(batch, "review")
    assert chosen_themes() == [["research"], ["research"]]
    assert decisions() == [OPEN, OPEN]
    page = opened(editor_client, batch, "review")
    assert page.one("ul.messagelist").text == "The theme was set for 2 recommendations."
    assert "choose it" not in section(page, 1).text
    press(editor_client, batch, "accept_all")
    assert decisions() == [ACCEPTED, ACCEPTED]


def test_one_theme_is_set_for_those_under_a_heading(editor_client: Client) -> None:
    batch = bring_in(editor_client, under_two_headings())
    page = opened(editor_client, batch, "review")
    groups = page.all("div.for-many")
    assert [group.one("label").text for group in groups] == [
        "Theme for all 4 open recommendations",
        "Theme for the 2 open recommendations under this heading",
        "Theme for the 2 open recommendations under this heading",
    ]
    assert [group.one("p").text for group in groups[1:]] == [
        "A. 海上偷运移民问题的有关建议",
        "B. 其他建议",
    ]
    key = groups[2].one("button").get("value")
    chosen = {f"theme-of-{key}": "institutional"}
    answer = press(editor_client, batch, "set_theme", key, **chosen)
    assert answer.url == f"{page_address(batch, 'review')}#under-{key}"
    assert chosen_themes()[2:] == [["institutional"], ["institutional"]]
    assert ["institutional"] not in chosen_themes()[:2]


def test_what_is_decided_or_changed_since_keeps_its_theme(
    editor_client: Client, batch: ImportBatch, chief: User
) -> None:
    values = form_values(opened(editor_client, batch, "review"), "review")
    accept_record(record(1), by=chief, version=0, choices=RecordChoices(["cooperation"]))
    sent = values | {"set_theme": "every", "theme-of-every": "research"}
    answer = editor_client.post(page_address(batch, "review"), sent)
    assert answer.status_code == 302
    assert chosen_themes() == [["cooperation"], ["research"]]


def test_a_group_without_a_theme_or_that_is_not_there_sets_none(
    editor_client: Client, batch: ImportBatch
) -> None:
    answer = press(editor_client, batch, "set_theme", "every")
    assert answer.status_code == 400
    assert "Choose the theme first." in Page(answer).one(".errornote").text
    for key, theme in (("every", "nonsense"), ("s99", "research")):
        sent = {f"theme-of-{key}": theme}
        assert press(editor_client, batch, "set_theme", key, **sent).status_code == 400
    assert chosen_themes() == [[], []]
