"""The admin's pages of relations: both texts side by side."""

import pytest
from django.test import Client
from django.urls import reverse

from recommendations.history.models import Version
from recommendations.models import Recommendation, Relation, WorkflowStage
from tests.builders import make_recommendation, make_relation, set_stage
from tests.filling import form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def relation() -> Relation:
    made: Relation = make_relation(
        make_recommendation("2013/6", text="缔约国应当立即采取行动。"),
        make_recommendation("2012/5", text="缔约国应当采取行动。"),
    )
    return made


def address(relation: Relation) -> str:
    return reverse("admin:recommendations_relation_change", args=[relation.pk])


def test_both_texts_stand_side_by_side_with_what_is_different(
    admin_client: Client, relation: Relation
) -> None:
    page = Page(admin_client.get(address(relation)))
    earlier, later = page.all("p.lines")
    assert (earlier.text, earlier.lang) == ("缔约国应当采取行动。", "zh-Hans")
    assert later.text == "缔约国应当[added: 立即]采取行动。"
    assert page.link("/en/compare/?code=2012/5&code=2013/6")
    for record in (relation.recommendation, relation.target):
        assert page.link(
            reverse("admin:recommendations_recommendation_change", args=[record.pk])
        ).text.startswith(record.code)
    assert "comparing.css" in page.html


def test_a_draft_is_shown_here_but_not_led_to_on_the_site(
    admin_client: Client, relation: Relation
) -> None:
    set_stage(Recommendation.objects.filter(code="2013/6"), WorkflowStage.DRAFT)
    page = Page(admin_client.get(address(relation)))
    assert page.all("ins")
    assert not [link for link in page.links() if "/compare/" in link]


def test_a_record_without_words_is_said_to_have_none(
    admin_client: Client, relation: Relation
) -> None:
    relation.target.texts.all().delete()
    page = Page(admin_client.get(address(relation)))
    assert "No text yet." in page.text
    assert [part.text for part in page.all("p.lines")] == ["缔约国应当立即采取行动。"]


def test_a_new_relation_has_no_texts(admin_client: Client) -> None:
    page = Page(admin_client.get(reverse("admin:recommendations_relation_add")))
    assert page.all("div.columns") == []
    assert page.one("select#id_confidence")


def test_confidence_is_kept_in_the_history_of_both_ends(
    admin_client: Client, relation: Relation
) -> None:
    values = form_values(Page(admin_client.get(address(relation))), "relation_form")
    values |= {"confidence": ["possible"], "why": ["Only the subject is the same."]}
    assert admin_client.post(address(relation), values).status_code == 302
    relation.refresh_from_db()
    assert relation.confidence == "possible"
    for code in ("2012/5", "2013/6"):
        last = Version.objects.filter(code=code).order_by("number").last()
        assert last
        assert last.reason == "Only the subject is the same."
        history = reverse("admin:recommendations_recommendation_versions", args=[code])
        assert "confidence: probable → possible" in Page(admin_client.get(history)).text


def test_the_list_is_narrowed_by_type_origin_and_confidence(
    admin_client: Client, relation: Relation
) -> None:
    make_relation(
        make_recommendation("2020/1"),
        relation.target,
        "related",
        origin="document",
        confidence="certain",
    )
    every = reverse("admin:recommendations_relation_changelist")
    for query in ("type__exact=related", "origin__exact=document", "confidence__exact=certain"):
        rows = Page(admin_client.get(f"{every}?{query}")).one("table#result_list").one("tbody")
        assert [row.one("th").text for row in rows.all("tr")] == ["2020/1"]
