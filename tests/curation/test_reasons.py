"""Whatever changes a public recommendation has a reason, by whatever page it is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.history.models import WITHOUT_REASON, Version
from recommendations.history.states import PARTS
from recommendations.history.versions import ReasonMissing, record_changes, record_outside_changes
from recommendations.models import (
    Recommendation,
    RecommendationAddressee,
    Relation,
    SimilarityReview,
)
from tests.admin.test_admin import make_everything
from tests.builders import (
    client_of,
    make_account,
    make_provision,
    make_recommendation,
    make_relation,
    make_theme,
    set_stage,
)
from tests.filling import add_row, form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

CODE = "1991/1"
ROLES = (EDITOR, REVIEWER)
WHY = "As a reader told us."


def record() -> Recommendation:
    found: Recommendation = Recommendation.objects.get(code=CODE)
    return found


def own(model: str) -> Any:
    """Return a row of a model that belongs to the record."""
    part = apps.get_model("recommendations", model)
    [path, *_others] = PARTS[part]
    return part._default_manager.filter(**{path: CODE}).first()


#: What the page that adds a part of each kind is sent.
ADDED: dict[str, Callable[[], dict[str, Any]]] = {
    "archivenote": lambda: {"recommendation": record().pk, "language": "fr", "text": "Deux fois."},
    "recommendationtext": lambda: {
        "recommendation": record().pk,
        "language": "fr",
        "text_status": "unofficial",
        "text": "Agir.",
    },
    "recommendationaddressee": lambda: {"recommendation": record().pk, "addressee": "unodc"},
    "themeassignment": lambda: {"recommendation": record().pk, "theme": make_theme("other").pk},
    "themeassignmentreason": lambda: {
        "assignment": own("themeassignment").pk,
        "language": "fr",
        "text": "Oui.",
    },
    "occurrence": lambda: {
        "recommendation": record().pk,
        "document": own("occurrence").document.pk,
        "anchor": "s1",
        "relation": "restatement",
    },
    "citation": lambda: {
        "text": own("recommendationtext").pk,
        "start": 2,
        "as_written": "应当",
        "kind": "document",
        "reference": "x",
        "unresolved": "not-held",
    },
    "provisionlink": lambda: {"recommendation": record().pk, "provision": make_provision().pk},
    "provisionlinkreason": lambda: {
        "link": own("provisionlink").pk,
        "language": "fr",
        "text": "Oui.",
    },
    "relation": lambda: {
        "recommendation": make_recommendation("1991/7", text="第三条。").pk,
        "type": "related",
        "target": record().pk,
        "origin": "curator",
        "confidence": "probable",
    },
    "relationnote": lambda: {"relation": own("relation").pk, "language": "fr", "text": "Oui."},
}
#: Parts of which readers need one, so that their own pages delete none.
KEPT = ("recommendationtext", "themeassignment", "occurrence")


@pytest.fixture
def surroundings() -> None:
    make_everything()
    record_outside_changes()


@pytest.fixture(params=ROLES)
def curator(request: pytest.FixtureRequest, surroundings: None) -> Client:
    return client_of(make_account("curator", request.param))


def unexplained() -> list[Version]:
    """Return the versions that somebody made without saying why."""
    return list(Version.objects.filter(reason="").exclude(kind__in=WITHOUT_REASON))


def last_reason() -> str:
    """Return the reason of the record's last version."""
    return Version.objects.filter(code=CODE).latest("number").reason


def count(model: str) -> int:
    part: type[models.Model] = apps.get_model("recommendations", model)
    return part._default_manager.count()


def page_of(model: str, page: str = "") -> str:
    return f"/admin/recommendations/{model}/{page}"


def test_every_part_is_tried() -> None:
    assert {model._meta.model_name for model in PARTS} == {*ADDED, "recommendation"}


@pytest.mark.parametrize("model", ADDED)
def test_nobody_adds_a_part_without_a_reason(curator: Client, model: str) -> None:
    address = page_of(model, "add/")
    sent = form_values(Page(curator.get(address)), f"{model}_form") | ADDED[model]()
    record_outside_changes()
    before = count(model)
    refused = curator.post(address, sent | {"why": " "})
    assert refused.status_code == 200
    assert f"Give a reason: this changes what the public sees of {CODE}" in Page(refused).text or (
        "Give a reason: this changes what the public sees of 1991/" in Page(refused).text
    )
    assert count(model) == before
    assert curator.post(address, sent | {"why": WHY}).status_code == 302
    assert count(model) == before + 1
    assert last_reason() == WHY
    assert unexplained() == []


def test_what_is_missing_is_named_at_the_top_with_a_way_there(curator: Client) -> None:
    address = page_of("recommendationtext", "add/")
    sent = form_values(Page(curator.get(address)), "recommendationtext_form")
    page = Page(curator.post(address, sent | ADDED["recommendationtext"]() | {"why": ""}))
    summary = page.one("div.errorlist")
    assert [link.get("href") for link in summary.all("a")] == ["#id_why"]
    assert page.one("#id_why")


@pytest.mark.parametrize("model", ADDED)
def test_nobody_changes_a_part_without_a_reason(curator: Client, model: str) -> None:
    address = page_of(model, f"{own(model).pk}/change/")
    sent = form_values(Page(curator.get(address)), f"{model}_form")
    assert curator.post(address, sent | {"why": ""}).status_code == 200
    assert curator.post(address, sent | {"why": WHY}).status_code == 302
    assert unexplained() == []


@pytest.mark.parametrize("model", sorted(set(ADDED) - set(KEPT)))
def test_nobody_deletes_a_part_without_a_reason(curator: Client, model: str) -> None:
    part = own(model)
    address = page_of(model, f"{part.pk}/delete/")
    assert Page(curator.get(address)).one("input#id_why").get("required") is not None
    refused = curator.post(address, {"post": "yes", "why": "  "})
    assert refused.status_code == 200
    assert own(model) == part
    assert curator.post(address, {"post": "yes", "why": WHY}).status_code == 302
    assert last_reason() == WHY
    assert unexplained() == []


@pytest.mark.parametrize("model", sorted(set(ADDED) - set(KEPT)))
def test_nobody_deletes_chosen_parts_without_a_reason(curator: Client, model: str) -> None:
    part = own(model)
    sent = {"action": "delete_selected", "_selected_action": part.pk}
    assert Page(curator.post(page_of(model), sent)).one("input#id_why").get("required") is not None
    refused = curator.post(page_of(model), sent | {"post": "yes", "why": ""})
    assert refused.status_code == 200
    assert own(model) == part
    curator.post(page_of(model), sent | {"post": "yes", "why": WHY})
    assert not type(part)._default_manager.filter(pk=part.pk).exists()
    assert last_reason() == WHY
    assert unexplained() == []


def test_a_draft_that_is_related_to_something_public_needs_one_too(curator: Client) -> None:
    """The public record's history has the relation, so it has the reason."""
    draft = make_recommendation("1991/8", text="草案。", publication="draft")
    record_outside_changes()
    address = page_of("recommendation", f"{draft.pk}/change/")
    values = form_values(Page(curator.get(address)), "recommendation_form")
    fields = {"type": "related", "target": record().pk, "origin": "curator"}
    sent = add_row(values, "relations", **fields, confidence="probable")
    refused = Page(curator.post(address, sent | {"why": ""}))
    assert f"Give a reason: this changes what the public sees of {CODE}" in refused.text
    assert curator.post(address, sent | {"why": WHY}).status_code == 302
    assert draft.relations.count() == 1
    assert unexplained() == []


def test_a_draft_alone_needs_none(curator: Client) -> None:
    draft = make_recommendation("1991/8", text="草案。", publication="draft")
    record_outside_changes()
    values = {"recommendation": draft.pk, "addressee": "unodc"}
    address = page_of("recommendationaddressee", "add/")
    sent = form_values(Page(curator.get(address)), "recommendationaddressee_form") | values
    assert curator.post(address, sent).status_code == 302
    part = draft.addressees.get()
    deletion = page_of("recommendationaddressee", f"{part.pk}/delete/")
    assert curator.post(deletion, {"post": "yes"}).status_code == 302
    assert not draft.addressees.exists()


@pytest.mark.parametrize("by_action", [False, True])
def test_a_deleted_draft_takes_no_relation_of_something_public_without_one(
    curator: Client, by_action: bool
) -> None:
    draft = make_recommendation("1991/8", text="草案。", publication="draft")
    make_relation(draft, record())
    record_outside_changes()
    address = page_of("recommendation", "" if by_action else f"{draft.pk}/delete/")
    sent: dict[str, Any] = {"post": "yes"}
    if by_action:
        sent |= {"action": "delete_selected", "_selected_action": draft.pk}
    refused = curator.post(address, sent, follow=True)
    assert "Give a reason" in Page(refused).text
    assert Relation.objects.filter(recommendation=draft).exists()
    curator.post(address, sent | {"why": WHY})
    assert not Recommendation.objects.filter(pk=draft.pk).exists()
    assert unexplained() == []


def test_nothing_is_restored_without_a_reason(curator: Client) -> None:
    with record_changes(by=None, reason="Wrong."):
        RecommendationAddressee.objects.filter(recommendation=record()).delete()
    address = page_of("recommendation", f"history/{CODE}/1/")
    page = Page(curator.get(address))
    [seen] = [each.get("value") for each in page.all("input") if each.get("name") == "seen"]
    refused = curator.post(address, {"seen": seen, "why": " "}, follow=True)
    assert "Give a reason" in Page(refused).text
    assert not record().addressees.exists()
    assert curator.post(address, {"seen": seen, "why": WHY}).status_code == 302
    assert record().addressees.exists()
    assert unexplained() == []


def test_no_pair_with_something_public_is_judged_without_a_reason(curator: Client) -> None:
    SimilarityReview.objects.all().delete()
    other = make_recommendation("1991/9", text="另一。")
    queue = page_of("similarityreview", "queue/")
    sent = {"first": record().pk, "second": other.pk, "page": "1"}
    for answer in ({"reject": "x"}, {"confirm": "x", "statement": f"related {other.code}"}):
        told = Page(curator.post(queue, sent | answer | {"why": " "}, follow=True))
        assert "give a reason" in told.text
        assert not SimilarityReview.objects.exists()
    curator.post(queue, sent | {"confirm": "x", "statement": f"related {other.code}", "why": WHY})
    assert SimilarityReview.objects.get().reason == WHY
    assert unexplained() == []


def test_what_becomes_public_has_a_reason(surroundings: None) -> None:
    curator = client_of(make_account("curator", REVIEWER))
    waiting = make_recommendation("1991/8", text="草案。", publication="in-review")
    record_outside_changes()
    address = page_of("recommendation", f"{waiting.pk}/change/")
    sent = form_values(Page(curator.get(address)), "recommendation_form")
    refused = Page(curator.post(address, sent | {"publication": "published"}))
    assert "Give a reason" in refused.text
    assert curator.post(address, sent | {"publication": "published", "why": WHY}).status_code == 302


def test_no_program_changes_something_public_without_a_reason(surroundings: None) -> None:
    with pytest.raises(ReasonMissing, match=CODE), record_changes(by=None, reason=" "):
        record().addressees.all().delete()
    assert record().addressees.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_database_keeps_no_version_without_a_reason(surroundings: None, reason: str) -> None:
    fields = {"code": CODE, "number": 9, "reason": reason, "state": []}
    with pytest.raises(IntegrityError, match="needs its reason"), transaction.atomic():
        Version.objects.create(**fields, kind="edit")
    Version.objects.create(**fields, kind="outside")
    set_stage(Recommendation.objects.filter(code=CODE), "draft")
    Version.objects.create(**fields | {"number": 10}, kind="edit")
