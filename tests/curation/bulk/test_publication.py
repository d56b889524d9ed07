"""Many recommendations published at once: each with its words beside its passage, and its tick."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.curation.actions import BulkChangeRefused, apply_bulk_change
from recommendations.curation.bulk import CHANGES
from recommendations.curation.roles import REVIEWER
from recommendations.history.models import Version
from recommendations.history.versions import record_changes, version_numbers
from recommendations.models import Recommendation, RecommendationText, WorkflowStage
from sessions.models import Document, Publication
from tests.builders import TEXT, make_account, make_recommendation, make_session, set_stage
from tests.curation.bulk.test_change import REASON, boxes, choose, lines, send, stages
from tests.filling import form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

OWN = "You sent it to review: somebody else has to publish it."


def make_waiting(code: str = "2012/5") -> Recommendation:
    """A recommendation that waits for review, of which nothing is open."""
    return make_recommendation(code, publication=WorkflowStage.IN_REVIEW, session=make_session())


def send_to_review(by: User, *codes: str) -> None:
    change = CHANGES["submit"]
    apply_bulk_change(change=change, values={}, seen=version_numbers(codes), by=by, reason=REASON)


def test_a_text_stands_beside_its_passage_with_the_differences_marked(
    reviewer_client: Client,
) -> None:
    make_waiting()
    RecommendationText.objects.update(text=TEXT.replace("行动", "措施"))
    page = choose(reviewer_client, "publish", "2012/5")
    [sides] = page.all("div.sides")
    ours, printed = (part.text for part in sides.all("p"))
    assert printed == TEXT
    assert (sides.one("del").text, sides.one("ins").text) == ("行动", "措施")
    assert ours.startswith("缔约国应当采取")
    assert "Source passage: CTOC/COP/WG.7/2012/5, para. 5" in sides.text


def test_the_particulars_are_there(reviewer_client: Client) -> None:
    make_waiting()
    text = choose(reviewer_client, "publish", "2012/5").text
    for fact in ("Session: 1st session", "Theme: Prevention", "Strength: should (应当)"):
        assert fact in text


def test_only_what_has_nothing_open_is_ticked(reviewer_client: Client) -> None:
    make_waiting("2012/5")
    make_waiting("2012/6")
    RecommendationText.objects.filter(recommendation__code="2012/6").update(text="缔约国应当等待。")
    make_recommendation("2012/7", publication=WorkflowStage.IN_REVIEW)
    page = choose(reviewer_client, "publish", "2012/5", "2012/6", "2012/7")
    ticked = {box.get("value"): "checked" in box.element.attrib for box in boxes(page)}
    assert ticked == {"2012/5": True, "2012/6": False, "2012/7": False}
    assert "The text differs from its source passage." in page.text
    assert "It was adopted, and its session is not known." in page.text


def test_only_what_is_ticked_is_published(reviewer_client: Client) -> None:
    make_waiting("2012/5")
    make_waiting("2012/6")
    page = choose(reviewer_client, "publish", "2012/5", "2012/6")
    send(reviewer_client, page, "confirm", reason=REASON, ticked="2012/6")
    assert stages() == {"2012/5": "in-review", "2012/6": "published"}


def test_without_a_tick_nothing_is_published_and_ticks_are_kept(reviewer_client: Client) -> None:
    make_waiting()
    page = choose(reviewer_client, "publish", "2012/5")
    page = Page(send(reviewer_client, page, "confirm", reason=REASON, ticked=[]))
    assert "Tick what is to be published." in page.text
    assert stages() == {"2012/5": "in-review"}
    assert ["checked" in box.element.attrib for box in boxes(page)] == [False]


def test_a_record_of_a_draft_of_a_document_waits(reviewer_client: Client) -> None:
    make_waiting()
    set_stage(Document.objects.all(), Publication.DRAFT)
    page = choose(reviewer_client, "publish", "2012/5")
    [line] = lines(page, "staying")
    assert "Its document, CTOC/COP/WG.7/2012/5, is a draft." in line


def test_the_page_asks_a_fixed_number_of_questions(reviewer_client: Client) -> None:
    def cost(*codes: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            choose(reviewer_client, "publish", *codes)
        return len(asked)

    codes = [make_waiting(f"2012/{number}").code for number in range(1, 21)]
    choose(reviewer_client, "publish", *codes)
    assert cost(*codes[:2]) == cost(*codes)


# The second person


def test_who_sent_it_to_review_leaves_its_publication_to_somebody_else(
    settings: Any, reviewer: User, chief: User
) -> None:
    settings.FOUR_EYES = True
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    send_to_review(reviewer, "2012/5")
    publish = CHANGES["publish"]
    seen = version_numbers(["2012/5"])
    with pytest.raises(BulkChangeRefused) as refused:
        apply_bulk_change(change=publish, values={}, seen=seen, by=reviewer, reason=REASON)
    assert [each.obstacle for each in refused.value.unchanged] == [OWN]
    apply_bulk_change(change=publish, values={}, seen=seen, by=chief, reason=REASON)
    assert stages() == {"2012/5": "published"}


def test_the_last_who_sent_it_counts(settings: Any, reviewer: User, chief: User) -> None:
    settings.FOUR_EYES = True
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    send_to_review(reviewer, "2012/5")
    back, publish = CHANGES["send_back"], CHANGES["publish"]
    seen = version_numbers(["2012/5"])
    apply_bulk_change(change=back, values={}, seen=seen, by=chief, reason=REASON)
    send_to_review(chief, "2012/5")
    seen = version_numbers(["2012/5"])
    apply_bulk_change(change=publish, values={}, seen=seen, by=reviewer, reason=REASON)
    assert stages() == {"2012/5": "published"}


def test_who_changed_it_since_leaves_its_publication_to_somebody_else(
    settings: Any, reviewer: User, chief: User
) -> None:
    settings.FOUR_EYES = True
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    send_to_review(chief, "2012/5")
    with record_changes(["2012/5"], by=reviewer):
        record.texts.update(text="校正。")
    publish, seen = CHANGES["publish"], version_numbers(["2012/5"])
    with pytest.raises(BulkChangeRefused) as refused:
        apply_bulk_change(change=publish, values={}, seen=seen, by=reviewer, reason=REASON)
    [unchanged] = refused.value.unchanged
    assert "You changed it after it was sent to review" in unchanged.obstacle
    third = make_account("third", REVIEWER)
    apply_bulk_change(change=publish, values={}, seen=seen, by=third, reason=REASON)
    assert stages() == {"2012/5": "published"}


def test_without_the_rule_one_person_does_both(reviewer: User) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    send_to_review(reviewer, "2012/5")
    seen = version_numbers(["2012/5"])
    apply_bulk_change(change=CHANGES["publish"], values={}, seen=seen, by=reviewer, reason=REASON)
    assert stages() == {"2012/5": "published"}


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_form_of_one_record_keeps_the_rule(
    settings: Any, reviewer: User, reviewer_client: Client, *, is_asked: bool
) -> None:
    settings.FOUR_EYES = is_asked
    record = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    send_to_review(reviewer, "2012/5")
    address = f"/admin/recommendations/recommendation/{record.pk}/change/"
    values = form_values(Page(reviewer_client.get(address)), "recommendation_form")
    answer = reviewer_client.post(
        address, values | {"publication": "published", "why": "It was read."}
    )
    assert answer.status_code == (200 if is_asked else 302)
    assert (OWN in answer.content.decode()) == is_asked


def test_the_form_of_one_record_publishes_nothing_of_a_draft_of_a_document(
    reviewer_client: Client,
) -> None:
    record = make_waiting()
    set_stage(Document.objects.all(), Publication.DRAFT)
    address = f"/admin/recommendations/recommendation/{record.pk}/change/"
    values = form_values(Page(reviewer_client.get(address)), "recommendation_form")
    answer = reviewer_client.post(
        address, values | {"publication": "published", "why": "It was read."}
    )
    assert "is a draft. It becomes public with its batch." in answer.content.decode()
    assert stages() == {"2012/5": "in-review"}


# Taking it back


def test_what_was_published_at_once_is_archived_at_once(reviewer_client: Client) -> None:
    make_waiting("2012/5")
    make_waiting("2012/6")
    page = choose(reviewer_client, "publish", "2012/5", "2012/6")
    assert "Published recommendations are never hidden again" in page.text
    send(reviewer_client, page, "confirm", reason=REASON)
    act = Version.objects.filter(code="2012/5").latest("number").act
    page = Page(reviewer_client.get(f"/admin/recommendations/recommendation/acts/{act}/"))
    [form] = [each for each in page.all("form") if each.get("action").endswith("/bulk/archive/")]
    form.element.set("id", "archive")
    page = Page(reviewer_client.post(form.get("action"), form_values(page, "archive")))
    assert lines(page, "changing") == [
        "2012/5 | Published | Archived",
        "2012/6 | Published | Archived",
    ]
    told = {"reason": REASON, "note_en": "Published by mistake."}
    send(reviewer_client, Page(send(reviewer_client, page, "preview", **told)), "confirm")
    assert set(stages().values()) == {"archived"}
    page = Page(reviewer_client.get(f"/admin/recommendations/recommendation/acts/{act}/"))
    assert not [each for each in page.all("form") if "/bulk/" in each.get("action")]
