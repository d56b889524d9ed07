"""The pages that publish a document, take it back, or discard it, and its history."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from recommendations.history.versions import record_changes
from recommendations.importing.admin import publication
from recommendations.importing.batches.decisions import reject_record
from recommendations.importing.batches.publication import publish_batch
from recommendations.importing.models import BatchStage, ImportBatch
from recommendations.models import Recommendation, RecommendationText, WorkflowStage
from sessions.models import Document
from tests.builders import make_relation
from tests.filling import form_values
from tests.importing.admin.brought_in import bring_in, opened, page_address, press
from tests.importing.test_coming_reports import SYMBOL
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]

LIST = "/en/recommendations/?year=2026"
RECORD = "/en/recommendations/2026/1/"


@pytest.fixture
def batch(editor_client: Client) -> ImportBatch:
    """One of which everything is accepted."""
    batch = bring_in(editor_client)
    themes = {f"record-{record.pk}-theme": "research" for record in batch.records.all()}
    press(editor_client, batch, "save", **themes)
    press(editor_client, batch, "accept_all")
    return batch


def publish(client: Client, batch: ImportBatch) -> Any:
    values = form_values(opened(client, batch, "publish"), "publish")
    return client.post(page_address(batch, "publish"), values, follow=True)


def stage(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.stage


def test_the_page_shows_the_words_that_become_public(
    reviewer_client: Client, batch: ImportBatch
) -> None:
    page = opened(reviewer_client, batch, "publish")
    rows = page.one("ol.becoming").all("li")
    assert [row.one("span.code").text for row in rows] == ["2026/1", "2026/2"]
    assert rows[1].one("p.voice").text == "鼓励缔约国交流信息。"
    assert rows[1].one("p.voice").lang == "zh-Hans"
    assert "Accepted by editor." in page.one(".rule-of-two").text
    assert "2 recommendations become public." in page.one("#content-main").text


def test_one_click_makes_it_public_and_the_result_leads_there(
    reviewer_client: Client, batch: ImportBatch, client: Client
) -> None:
    assert client.get(RECORD).status_code == 404
    page = Page(publish(reviewer_client, batch))
    assert page.one("h1").text == "The document is public"
    assert stage(batch) == BatchStage.PUBLISHED
    for address in (RECORD, f"/en/documents/{SYMBOL}/", f"/en/recommendations/?document={SYMBOL}"):
        assert client.get(address).status_code == 200, address
    assert RECORD in page.links()
    assert f"/en/documents/{SYMBOL}/" in page.links()


def test_nothing_is_published_that_the_page_did_not_show(
    reviewer_client: Client, editor_client: Client, batch: ImportBatch
) -> None:
    values = form_values(opened(reviewer_client, batch, "publish"), "publish")
    second = batch.records.get(position=2)
    press(editor_client, batch, "reopen", second.pk)
    press(editor_client, batch, "reject", second.pk)
    answer = reviewer_client.post(page_address(batch, "publish"), values)
    assert answer.status_code == 409
    assert "Something has changed since" in Page(answer).one("div.errornote").text
    assert stage(batch) == BatchStage.REVIEW


def test_what_is_decided_otherwise_in_that_moment_is_not_published(
    reviewer_client: Client, batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = form_values(opened(reviewer_client, batch, "publish"), "publish")

    def publish_later(batch: ImportBatch, **given: Any) -> ImportBatch:
        record = batch.records.get(position=2)
        reject_record(record, by=None, version=record.version)
        return publish_batch(batch, **given)

    monkeypatch.setattr(publication, "publish_batch", publish_later)
    answer = reviewer_client.post(page_address(batch, "publish"), values)
    assert answer.status_code == 409
    assert "Something has changed since" in Page(answer).one("div.errornote").text
    assert stage(batch) == BatchStage.REVIEW


def test_a_draft_that_is_changed_in_that_moment_is_not_published(
    reviewer_client: Client, batch: ImportBatch
) -> None:
    values = form_values(opened(reviewer_client, batch, "publish"), "publish")
    with record_changes(["2026/2"], by=None):
        RecommendationText.objects.filter(recommendation__code="2026/2").update(text="校正。")
    answer = reviewer_client.post(page_address(batch, "publish"), values)
    assert answer.status_code == 409
    assert "Something has changed since" in Page(answer).one("div.errornote").text
    assert stage(batch) == BatchStage.REVIEW


@pytest.mark.parametrize("sent", ["", "[]", "{}", '{"decisions": {"a": null}, "drafts": {}}'])
def test_a_form_that_does_not_say_what_was_seen_publishes_nothing(
    reviewer_client: Client, batch: ImportBatch, sent: str
) -> None:
    answer = reviewer_client.post(page_address(batch, "publish"), {"seen": sent})
    assert answer.status_code == 400
    assert stage(batch) == BatchStage.REVIEW


def test_what_is_not_decided_is_named_and_nothing_can_be_published(
    reviewer_client: Client, editor_client: Client, batch: ImportBatch
) -> None:
    press(editor_client, batch, "reopen", batch.records.get(position=2).pk)
    page = opened(reviewer_client, batch, "publish")
    assert page.one("div.errornote").text == "Records without a decision: 1."
    assert not page.one("#content-main").all("button")


def test_where_the_site_asks_for_two_people_the_page_says_so(
    chief_client: Client, batch: ImportBatch, settings: Any
) -> None:
    settings.FOUR_EYES = True
    batch.records.update(decided_by_name="chief")
    page = opened(chief_client, batch, "publish")
    assert page.one(".rule-of-two").text.startswith("Two people:")
    assert "Ask somebody else" in page.one("div.errornote").text
    assert not page.one("#content-main").all("button")


def test_it_is_taken_back_with_a_reason(
    reviewer_client: Client, batch: ImportBatch, client: Client
) -> None:
    publish(reviewer_client, batch)
    undo = page_address(batch, "undo")
    assert "Give a reason" in Page(reviewer_client.post(undo)).one(".fault-words").text
    reviewer_client.post(undo, {"reason": "The wrong file."})
    assert stage(batch) == BatchStage.UNDONE
    assert client.get(RECORD).status_code == 410
    record = Recommendation.objects.get(code="2026/1")
    assert record.publication == WorkflowStage.ARCHIVED


def test_what_rests_on_it_is_named_where_it_cannot_be_taken_back(
    reviewer_client: Client, batch: ImportBatch
) -> None:
    publish(reviewer_client, batch)
    later = Recommendation.objects.get(code="2012/5")
    make_relation(later, Recommendation.objects.get(code="2026/1"))
    answer = reviewer_client.post(page_address(batch, "undo"), {"reason": "The wrong file."})
    assert answer.status_code == 409
    assert "2012/5" in Page(answer).one("div.errornote").text
    assert stage(batch) == BatchStage.PUBLISHED


def test_an_open_one_is_discarded_with_its_drafts(
    editor_client: Client, batch: ImportBatch
) -> None:
    assert Document.objects.filter(symbol=SYMBOL).exists()
    page = Page(editor_client.post(page_address(batch, "discard"), follow=True))
    assert page.one("h1").text == "The document was discarded"
    assert not Document.objects.filter(symbol=SYMBOL).exists()
    assert not Recommendation.objects.filter(year=2026).exists()


def test_a_page_that_a_batch_has_left_leads_to_where_it_is(
    reviewer_client: Client, batch: ImportBatch
) -> None:
    publish(reviewer_client, batch)
    for page in ("questions", "review", "publish", "discard"):
        answer = reviewer_client.get(page_address(batch, page), follow=True)
        assert Page(answer).one("h1").text == "The document is public", page
        assert "“Published” now" in Page(answer).one("ul.messagelist").text


def test_an_editor_neither_publishes_nor_takes_back(
    editor_client: Client, reviewer_client: Client, batch: ImportBatch
) -> None:
    assert editor_client.get(page_address(batch, "publish")).status_code == 403
    assert editor_client.post(page_address(batch, "publish")).status_code == 403
    assert "A reviewer can publish" in opened(editor_client, batch, "review").one(".foot-bar").text
    publish(reviewer_client, batch)
    assert editor_client.post(page_address(batch, "undo"), {"reason": "x"}).status_code == 403
    page = Page(editor_client.get(f"/admin/importing/importbatch/{batch.pk}/change/"))
    assert page_address(batch, "undo") not in page.links()


def test_the_history_says_who_did_what(reviewer_client: Client, batch: ImportBatch) -> None:
    publish(reviewer_client, batch)
    reviewer_client.post(page_address(batch, "undo"), {"reason": "The wrong file."})
    events = opened(reviewer_client, batch, "history").one("ol.events")
    said = [
        [part.text for part in each.all("li")[1:]] for each in events.all("li") if each.all("b")
    ]
    assert said == [
        ["The document is now: undone"],
        ["The document is now: published"],
        ["Accepted: 2026/1, 2026/2"],
        ["Theme, subjects or relations chosen: 2026/1, 2026/2"],
        ["The document is now: waiting for review", "The file was brought in."],
    ]
    assert [name.text for name in events.all("b")] == [
        *["reviewer"] * 2,
        *["editor"] * 3,
    ]
    assert "The wrong file." in events.text


def test_the_list_says_how_far_each_is(editor_client: Client) -> None:
    batch = bring_in(editor_client)
    page = Page(editor_client.get("/admin/importing/importbatch/"))
    row = page.one("#result_list").one("tbody").one("tr")
    assert row.one(".field-progress").text == "0 of 2 decided"
    assert row.one(".field-stage").text == "Waiting for review"
    assert row.links() == [f"/admin/importing/importbatch/{batch.pk}/change/"]
    assert page.link("/admin/importing/importbatch/add/").text == "Add a document"
