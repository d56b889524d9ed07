"""Subjects that rules suggest for a new record: not public until somebody confirms them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client

from recommendations.curation.subject_suggestions import confirm_suggestions, reject_suggestions
from recommendations.history.models import Version
from recommendations.models import (
    Provenance,
    Recommendation,
    SubjectSuggestion,
    SuggestionDecision,
    Theme,
    ThemeAssignment,
    WorkflowStage,
)
from tests.builders import make_account, make_recommendation, make_subject
from tests.importing.test_import_document import import_document, next_report
from tests.reading import Page

QUEUE = "/admin/recommendations/subjectsuggestion/"


def make_suggestion(code: str = "2026/1", **fields: Any) -> SubjectSuggestion:
    record = make_recommendation(code, **fields)
    children = Theme.objects.filter(slug="children").first() or make_subject("children")
    return SubjectSuggestion.objects.create(recommendation=record, theme=children, words="儿童")


def decide(client: Client, action: str, *suggestions: SubjectSuggestion) -> None:
    keys = [each.pk for each in suggestions]
    client.post(QUEUE, {"action": action, "_selected_action": keys})


@pytest.mark.usefixtures("knowledge_base")
def test_what_rules_find_in_a_new_report_is_neither_seen_nor_counted(
    client: Client, tmp_path: Path
) -> None:
    before = Page(client.get("/en/index/")).one("main").text
    said = import_document(next_report(tmp_path), write=True)
    suggested = SubjectSuggestion.objects.without_decision()
    assert suggested.count() > 20
    assert f"not public until confirmed in the admin: {suggested.count()}" in said
    assert not ThemeAssignment.objects.filter(recommendation__year=2026).exists()
    Recommendation.objects.filter(year=2026).update(publication=WorkflowStage.PUBLISHED)
    one = suggested.select_related("recommendation", "theme").first()
    assert one is not None
    page = Page(client.get(f"/en/recommendations/{one.recommendation.code}/"))
    assert f"/en/index/{one.theme.slug}/" not in page.links()
    assert client.get(f"/en/recommendations/{one.recommendation.code}.json").json()["topics"] == []
    assert Page(client.get("/en/index/")).one("main").text == before


@pytest.mark.usefixtures("knowledge_base")
def test_nobody_is_asked_twice(tmp_path: Path, chief: User) -> None:
    import_document(next_report(tmp_path), write=True)
    keys = list(SubjectSuggestion.objects.values_list("pk", flat=True))
    reject_suggestions(keys[:3], by=chief)
    import_document(next_report(tmp_path), write=True)
    assert SubjectSuggestion.objects.count() == len(keys)


@pytest.mark.usefixtures("knowledge_base")
def test_the_fixtures_assign_what_was_confirmed_by_reading() -> None:
    assert ThemeAssignment.objects.filter(origin=Provenance.RULE).count() == 362
    assert not SubjectSuggestion.objects.exists()


@pytest.mark.django_db
def test_a_confirmed_suggestion_is_the_records_with_who_and_why(
    client: Client, editor_client: Client
) -> None:
    suggestion = make_suggestion()
    decide(editor_client, "confirm", suggestion)
    assignment = suggestion.recommendation.theme_assignments.get(theme=suggestion.theme)
    assert (assignment.origin, assignment.reasons.get().text) == (Provenance.RULE, "儿童")
    suggestion.refresh_from_db()
    assert suggestion.decision == SuggestionDecision.CONFIRMED
    assert suggestion.by_name
    assert suggestion.at
    last = Version.objects.filter(code="2026/1").order_by("number").last()
    assert last is not None
    assert last.by_name == suggestion.by_name
    page = Page(client.get("/en/recommendations/2026/1/"))
    assert "/en/index/children/" in page.links()
    assert "by rule, confirmed by an editor: 儿童" in page.text


@pytest.mark.django_db
def test_many_are_decided_at_once(editor_client: Client) -> None:
    confirmed, rejected = make_suggestion("2026/1"), make_suggestion("2026/2")
    third = make_suggestion("2026/3")
    listed = Page(editor_client.get(f"{QUEUE}?decision__exact=pending"))
    assert [f"2026/{number}" in listed.text for number in (1, 2, 3)] == [True] * 3
    decide(editor_client, "confirm", confirmed, third)
    decide(editor_client, "reject", rejected)
    decide(editor_client, "confirm", rejected)
    decisions = SubjectSuggestion.objects.order_by("pk").values_list("decision", flat=True)
    assert list(decisions) == ["confirmed", "rejected", "confirmed"]
    assert ThemeAssignment.objects.filter(theme__slug="children").count() == 2


@pytest.mark.django_db
def test_what_is_assigned_meanwhile_is_assigned_once(chief: User) -> None:
    suggestion = make_suggestion()
    suggestion.recommendation.theme_assignments.create(theme=suggestion.theme)
    assert confirm_suggestions([suggestion.pk], by=chief) == 1
    [assignment] = suggestion.recommendation.theme_assignments.filter(theme=suggestion.theme)
    assert assignment.origin == Provenance.EDITOR


@pytest.mark.django_db
def test_only_curators_decide_and_only_reviewers_on_what_is_archived(
    editor: User, reviewer: User
) -> None:
    archived = make_suggestion(publication=WorkflowStage.ARCHIVED)
    with pytest.raises(PermissionDenied):
        confirm_suggestions([archived.pk], by=make_account("visitor"))
    assert confirm_suggestions([archived.pk], by=editor) == 0
    assert confirm_suggestions([archived.pk], by=reviewer) == 1
