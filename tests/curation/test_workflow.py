"""From draft to archive: which steps there are, who takes them, in the form of a record."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import User
from django.test import Client

from recommendations.curation import workflow
from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.models import ArchiveNote, Recommendation, ThemeAssignment, WorkflowStage
from tests.builders import make_account, make_recommendation
from tests.filling import Values, add_row, form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

CODE = "2012/5"
DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED = WorkflowStage

#: The steps of the workflow, and the group that takes each.
STEPS = {
    (DRAFT, IN_REVIEW): EDITOR,
    (IN_REVIEW, DRAFT): REVIEWER,
    (IN_REVIEW, PUBLISHED): REVIEWER,
    (PUBLISHED, ARCHIVED): REVIEWER,
    (ARCHIVED, PUBLISHED): REVIEWER,
}


def login(client: Client, group: str) -> User:
    account = make_account(group.lower(), group)
    client.force_login(account)
    return account


def form_of(record: Recommendation) -> str:
    return f"/admin/recommendations/recommendation/{record.pk}/change/"


def save(client: Client, record: Recommendation, **changes: str) -> str:
    """Send the record's form with other values; what it came back with, empty if it was saved."""
    values = form_values(Page(client.get(form_of(record))), "recommendation_form")
    if changes.get("publication") == ARCHIVED and record.publication == PUBLISHED:
        values = add_row(values, "archive_notes", language="en", text="Printed twice.")
    answer = client.post(form_of(record), values | said(values, changes))
    if answer.status_code == 302:
        return ""
    return " ".join(part.text for part in Page(answer).all(".errorlist"))


def said(values: Values, changes: dict[str, str]) -> Values:
    """The changes, with the reason that a form may ask for, and what reinstating takes away."""
    told = {"why": "As it should be.", "texts-0-difference": "keep"}
    if changes.get("publication") == PUBLISHED and values.get("archive_notes-0-text"):
        told["archive_notes-0-DELETE"] = "on"
    return told | changes


def record_in(stage: str) -> Recommendation:
    record = make_recommendation(CODE, publication=stage)
    if stage == ARCHIVED:
        ArchiveNote.objects.create(recommendation=record, language="en", text="Printed twice.")
    return record


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
@pytest.mark.parametrize(
    ("source", "target"), [pair for pair in product(WorkflowStage, repeat=2) if pair[0] != pair[1]]
)
def test_each_takes_their_own_steps_and_nobody_any_other(
    client: Client, group: str, source: WorkflowStage, target: WorkflowStage
) -> None:
    account = login(client, group)
    record = record_in(source)
    allowed = STEPS.get((source, target)) in {EDITOR, group}
    assert (target in workflow.reachable_stages(source, account)) == allowed
    if source == ARCHIVED and group == EDITOR:
        assert client.post(form_of(record), {"publication": target}).status_code == 403
    else:
        problem = save(client, record, publication=target)
        assert (problem == "") == allowed, problem
    record.refresh_from_db()
    assert record.publication == (target if allowed else source)


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_the_form_offers_the_steps_that_are_open(client: Client, group: str) -> None:
    login(client, group)
    page = Page(client.get(form_of(record_in(IN_REVIEW))))
    offered = [option.text for option in page.one("select#id_publication").all("option")]
    assert (
        offered
        == {
            EDITOR: ["In review"],
            REVIEWER: ["In review", "Draft", "Published"],
        }[group]
    )


def test_a_step_that_is_not_open_is_refused_with_those_that_are(client: Client) -> None:
    login(client, REVIEWER)
    assert "From “Draft” you can go to: In review." in save(
        client, record_in(DRAFT), publication=PUBLISHED
    )


def test_editors_correct_what_is_published_but_not_its_stage(client: Client) -> None:
    login(client, EDITOR)
    record = record_in(PUBLISHED)
    assert save(client, record, **{"texts-0-text": "缔约国应采取行动。"}) == ""
    assert record.texts.get().text == "缔约国应采取行动。"
    assert save(client, record, publication=ARCHIVED)


def test_what_is_archived_rests_but_for_reviewers(client: Client) -> None:
    record = record_in(ARCHIVED)
    login(client, EDITOR)
    page = Page(client.get(form_of(record)))
    assert page.all("select#id_publication") == []
    for part in (record.texts.get(), record.theme_assignments.get(), record.archive_notes.get()):
        address = f"/admin/recommendations/{part._meta.model_name}/{part.pk}/change/"
        assert client.post(address, {}).status_code == 403
    login(client, REVIEWER)
    assert save(client, record, **{"archive_notes-0-text": "Printed twice in 2012."}) == ""


def test_archiving_tells_readers_why(client: Client) -> None:
    login(client, REVIEWER)
    record = record_in(PUBLISHED)
    values = form_values(Page(client.get(form_of(record))), "recommendation_form")
    answer = client.post(form_of(record), values | said(values, {"publication": ARCHIVED}))
    assert "Tell readers why" in Page(answer).text


def test_a_successor_is_public(client: Client) -> None:
    login(client, REVIEWER)
    record = record_in(ARCHIVED)
    draft = make_recommendation("2012/6", publication=DRAFT)
    assert "is not published" in save(client, record, successor=str(draft.pk))
    published = make_recommendation("2012/7")
    assert save(client, record, successor=str(published.pk)) == ""


def test_what_a_record_lacks_is_said(client: Client) -> None:
    record = record_in(IN_REVIEW)
    step = workflow.STEPS_BY_NAME["publish"]
    assert workflow.step_obstacle(step, record) == ""
    record.occurrences.all().delete()
    assert "source" in workflow.step_obstacle(step, record)
    ThemeAssignment.objects.all().delete()
    assert "theme" in workflow.step_obstacle(step, record)
    record.texts.all().delete()
    assert "text" in workflow.step_obstacle(step, record)
