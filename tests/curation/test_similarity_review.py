"""The queue in which curators judge what a program found similar: each pair once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.curation import similarity_review
from recommendations.history.models import Version
from recommendations.models import (
    Recommendation,
    Relation,
    ReviewDecision,
    Similarity,
    SimilarityReview,
    WorkflowStage,
)
from tests.builders import make_recommendation, make_session
from tests.reading import Page

pytestmark = pytest.mark.django_db

QUEUE = "/admin/recommendations/similarityreview/queue/"


def make_pair(one: str = "2012/5", other: str = "2013/28", score: float = 0.5) -> tuple[int, int]:
    """Two records that a program found similar, by their keys."""
    texts = {one: "设立多机构中心。", other: "扩大多机构中心。"}
    first, second = (
        Recommendation.objects.filter(code=code).first() or make_recommendation(code, text)
        for code, text in texts.items()
    )
    for each, far in ((first, second), (second, first)):
        Similarity.objects.create(recommendation=each, other=far, score=score)
    return first.pk, second.pk


def sent(pair: tuple[int, int], **values: str) -> dict[str, str]:
    first, second = pair
    return {"first": str(first), "second": str(second), "why": "Both read."} | values


def post(client: Client, data: dict[str, str]) -> Page:
    answer = client.post(QUEUE, data, follow=True)
    assert answer.status_code == 200
    return Page(answer)


def headings(client: Client) -> list[str]:
    page = Page(client.get(QUEUE))
    return [heading.text for section in page.all("section.pair") for heading in section.all("h2")]


def test_both_texts_stand_side_by_side_with_what_they_have_in_common(editor_client: Client) -> None:
    make_pair()
    Recommendation.objects.filter(code="2012/5").update(session=make_session(1))
    section = Page(editor_client.get(QUEUE)).one("section.pair")
    one, other = section.one("div.sides").all("div")[1:]
    assert "2012/5" in one.text
    assert "Adopted, 1st session" in one.text
    assert "设立多机构中心。" in one.text
    assert "扩大多机构中心。" in other.text
    assert "Words in common: 多机构中心" in section.text
    assert "Score 0.50 of 1." in section.text


def test_each_pair_stands_there_once_the_best_first(editor_client: Client) -> None:
    make_pair("2012/5", "2013/28", 0.2)
    make_pair("2012/6", "2013/29", 0.9)
    assert headings(editor_client) == ["2012/6 and 2013/29", "2012/5 and 2013/28"]


def test_confirming_relates_the_two_and_is_kept_in_the_history(
    editor_client: Client, editor: User, client: Client
) -> None:
    pair = make_pair()
    page = post(editor_client, sent(pair, confirm="", statement="extends 2013/28"))
    assert "Confirmed: 2013/28 extends 2012/5." in page.text
    relation = Relation.objects.get()
    assert (relation.recommendation.code, relation.type, relation.target.code) == (
        "2013/28",
        "extends",
        "2012/5",
    )
    assert relation.origin == "suggestion"
    version = Version.objects.filter(code="2012/5").order_by("-number")[0]
    assert (version.by, version.reason) == (editor, "Both read.")
    review = SimilarityReview.objects.get()
    assert (review.decision, review.by, review.by_name) == (
        ReviewDecision.CONFIRMED,
        editor,
        "editor",
    )
    assert headings(editor_client) == []
    shown = Page(client.get("/en/recommendations/2012/5/")).text
    assert "2012/5 is extended by 2013/28" in shown
    assert "Similar recommendations" not in shown


def test_what_is_said_of_the_two_can_be_said_from_either(editor_client: Client) -> None:
    pair = make_pair()
    options = Page(editor_client.get(QUEUE)).one("section.pair").one("select").all("option")
    assert [option.text for option in options][:4] == [
        "---------",
        "2013/28 is related to 2012/5",
        "2013/28 restates 2012/5",
        "2013/28 extends 2012/5",
    ]
    assert len(options) == 10
    post(editor_client, sent(pair, confirm="", statement="narrows 2012/5"))
    assert str(Relation.objects.get()) == "2012/5 narrows 2013/28"


def test_nobody_is_made_to_state_what_they_did_not_do(editor_client: Client) -> None:
    pair = make_pair()
    section = Page(editor_client.get(QUEUE)).one("section.pair")
    [reason] = [box for box in section.all("input") if box.get("name") == "why"]
    assert reason.get("value") == ""
    assert not any("selected" in option.element.attrib for option in section.all("option"))
    page = post(editor_client, sent(pair, confirm="", statement=""))
    assert "Nothing was changed: choose how the two are related." in page.text
    assert not Relation.objects.exists()


def test_rejecting_takes_the_pair_from_the_page_and_from_the_queue(
    editor_client: Client, client: Client
) -> None:
    pair = make_pair()
    assert "Similar recommendations" in Page(client.get("/en/recommendations/2012/5/")).text
    page = post(editor_client, sent(pair, reject=""))
    assert "Rejected: the two are no longer shown as similar." in page.text
    assert "All pairs that the program found have been judged." in page.text
    assert SimilarityReview.objects.get().reason == "Both read."
    assert "Similar recommendations" not in Page(client.get("/en/recommendations/2012/5/")).text
    assert not Relation.objects.exists()


@pytest.mark.parametrize("second", ["confirm", "reject"])
def test_of_two_curators_one_decides_and_the_other_is_told_who(
    editor_client: Client, chief_client: Client, second: str
) -> None:
    pair = make_pair()
    post(editor_client, sent(pair, reject=""))
    page = post(chief_client, sent(pair, statement="related 2013/28", **{second: ""}))
    assert "Nothing was changed: editor has already decided on this pair (Rejected)." in page.text
    assert SimilarityReview.objects.get().decision == ReviewDecision.REJECTED
    assert not Relation.objects.exists()


def test_the_database_lets_a_pair_be_judged_once_in_either_order() -> None:
    first, second = make_pair()
    names = {each.name for each in SimilarityReview._meta.constraints}
    assert names == {"pair_reviewed_once", "pair_reviewed_in_order"}
    one = SimilarityReview(first_id=first, second_id=second, decision=ReviewDecision.REJECTED)
    one.save()
    for again in (
        SimilarityReview(first_id=first, second_id=second, decision=ReviewDecision.CONFIRMED),
        SimilarityReview(first_id=second, second_id=first, decision=ReviewDecision.CONFIRMED),
    ):
        with pytest.raises(Exception, match=r".") as refusal:
            again.validate_constraints()
        assert "Constraint" in str(refusal.value) or "already exists" in str(refusal.value)


def relate(pair: tuple[int, int]) -> None:
    Relation.objects.create(
        recommendation_id=pair[1], target_id=pair[0], type="restates", origin="curator"
    )


def withdraw(pair: tuple[int, int]) -> None:
    Recommendation.objects.filter(pk=pair[0]).update(publication=WorkflowStage.ARCHIVED)


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (relate, "the two are already related"),
        (withdraw, "has been withdrawn or deleted in the meantime"),
    ],
)
def test_what_was_settled_meanwhile_is_not_judged(
    editor_client: Client, meanwhile: Callable[[tuple[int, int]], None], said: str
) -> None:
    pair = make_pair()
    meanwhile(pair)
    assert headings(editor_client) == []
    assert said in post(editor_client, sent(pair, confirm="", statement="related 2013/28")).text
    assert not SimilarityReview.objects.exists()


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"confirm": "", "statement": "extends 1999/1"},
        {"confirm": ""},
        {"reject": "", "first": "x"},
        {"reject": "", "second": "9" * 40},
        {"reject": "", "page": "-1"},
    ],
)
def test_a_form_that_is_not_ours_does_nothing(editor_client: Client, fault: dict[str, str]) -> None:
    pair = make_pair()
    assert editor_client.post(QUEUE, sent(pair) | fault).status_code == 400
    assert not SimilarityReview.objects.exists()
    assert not Relation.objects.exists()


def test_whoever_may_not_judge_may_not(visitor: User) -> None:
    pair = make_pair()
    values: dict[str, Any] = {"first": pair[0], "second": pair[1], "by": visitor, "reason": ""}
    with pytest.raises(PermissionDenied):
        similarity_review.reject_pair(**values)
    with pytest.raises(PermissionDenied):
        similarity_review.confirm_pair(statement="related 2013/28", **values)
    assert not SimilarityReview.objects.exists()


def test_taken_away_a_judgement_is_asked_for_again(editor_client: Client) -> None:
    post(editor_client, sent(make_pair(), reject=""))
    row = SimilarityReview.objects.get()
    listed = Page(editor_client.get("/admin/recommendations/similarityreview/"))
    assert "2012/5, 2013/28" in listed.text
    assert listed.link(QUEUE)
    deletion = f"/admin/recommendations/similarityreview/{row.pk}/delete/"
    editor_client.post(deletion, {"post": "yes", "why": "Read again."})
    assert headings(editor_client) == ["2012/5 and 2013/28"]


def test_the_front_page_counts_what_waits(editor_client: Client) -> None:
    make_pair()
    page = Page(editor_client.get("/admin/"))
    [row] = [row for row in page.all("tr") if "similar" in row.text]
    assert row.one("td").text == "1"
    assert page.link(QUEUE)


def test_pages_of_five(editor_client: Client) -> None:
    for number in range(10, 22, 2):
        make_pair(f"2012/{number}", f"2012/{number + 1}", number / 100)
    assert len(headings(editor_client)) == 5
    page = Page(editor_client.get(f"{QUEUE}?p=2"))
    assert len(page.all("section.pair")) == 1
    assert "Page 2 of 2" in page.text
    assert Page(editor_client.get(f"{QUEUE}?p=nonsense")).all("section.pair")


def test_the_queue_costs_the_same_with_more_pairs(editor_client: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(QUEUE).status_code == 200
        return len(queries)

    make_pair()
    few = cost()
    make_pair("2012/6", "2013/29")
    make_pair("2012/7", "2013/30")
    assert cost() == few


def test_in_chinese_it_speaks_chinese(editor_client: Client) -> None:
    make_pair()
    answer = editor_client.get(QUEUE, headers={"Accept-Language": "zh-hans"})
    assert Page(answer).one("html").lang == "zh-hans"


def test_the_former_address_leads_to_the_reviews(editor_client: Client) -> None:
    answer = editor_client.get("/admin/recommendations/judgement/queue/?verdict__exact=rejected")
    assert answer["Location"] == f"{QUEUE}?decision__exact=rejected"
