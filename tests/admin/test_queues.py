"""The front page of the admin: what waits to be done, and in which state the site is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations.admin.front_page.queues import stage_queues
from recommendations.history.versions import record_changes
from recommendations.importing.models import BatchStage
from recommendations.models import (
    Recommendation,
    Similarity,
    SubjectSuggestion,
    Unresolved,
    WorkflowStage,
)
from recommendations.models.editions import DataVersion
from recommendations.search import engine
from smuggling_kb.admin.front_page import WorkQueue, work_queues
from smuggling_kb.languages import INTERFACE, LANGUAGES
from tests.builders import (
    make_batch,
    make_citation,
    make_document,
    make_note,
    make_problem_report,
    make_provision,
    make_recommendation,
    make_session,
    make_subject,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

FRONT = "/admin/"


def make_work(number: int) -> None:
    """One more for each queue."""
    year = 1990 + number
    draft = make_recommendation(f"{year}/1", publication=WorkflowStage.DRAFT)
    review = make_recommendation(f"{year}/2", publication=WorkflowStage.IN_REVIEW)
    review.theme_assignments.all().delete()
    review.texts.update(text="缔约国应采取行动。")
    for one, other in ((draft, review), (review, draft)):
        Similarity.objects.create(recommendation=one, other=other, score=0.5)
    SubjectSuggestion.objects.create(
        recommendation=draft, theme=make_subject(f"subject-{number}"), words="儿童"
    )
    public = make_recommendation(f"{year}/3", session=make_session(number + 10))
    public.texts.create(language="fr", text_status="unofficial", text="Agir.", stage="draft")
    make_batch(f"CTOC/COP/WG.7/{year}/8", stage=BatchStage.QUESTIONS)
    make_batch(f"CTOC/COP/WG.7/{year}/9")
    make_problem_report()
    make_problem_report(state="in-progress", handled_by_name="editor", handled_at=timezone.now())
    make_session(number)
    make_provision(instrument=f"treaty-{number}")
    make_note(make_document(), "", quote=f"建议 {number}", en="As printed.")
    for start, reason in enumerate(Unresolved):
        make_citation(review, start=start, as_written="文件", reference="A/1", unresolved=reason)


def change_all() -> None:
    with record_changes(Recommendation.objects.all(), by=None, reason="It was wrong."):
        Recommendation.objects.update(strength="may")


def in_list(client: Client, queue: WorkQueue) -> int:
    """How many rows the list has that a queue leads to."""
    listed = Page(client.get(queue.address)).one("p.paginator").text
    return int(listed.split()[0])


@pytest.mark.parametrize("of", [work_queues, stage_queues])
def test_every_queue_leads_to_the_list_that_it_counts(editor_client: Client, of: object) -> None:
    assert callable(of)
    make_recommendation("2012/5", publication=WorkflowStage.ARCHIVED)
    make_recommendation("2012/6", session=make_session(9))
    for number in (1, 2):
        make_work(number)
    found: list[WorkQueue] = of()
    assert all(queue.count for queue in found)
    assert {queue.label: in_list(editor_client, queue) for queue in found} == {
        queue.label: queue.count for queue in found
    }


def test_empty_queues_are_shown_as_such(editor_client: Client) -> None:
    front = Page(editor_client.get(FRONT))
    assert front.one("h1").text == "Curation"
    to_do = front.one("table.queues")
    labels = [label.text for label in to_do.all("tbody")[0].all("th")]
    assert {"Recommendations in review", "Sessions with no recommendations on this site"} <= {
        *labels
    }
    assert {count.text for count in to_do.all("td")} == {"0"}


def test_a_note_waits_until_it_speaks_every_language_of_the_site() -> None:
    note = make_note(make_document(), "", en="As printed.")
    [waiting] = [queue for queue in work_queues() if "notes" in queue.label]
    assert waiting.count == 1
    for language in INTERFACE:
        note.texts.get_or_create(language=language, defaults={"text": "As printed."})
    [waiting] = [queue for queue in work_queues() if "notes" in queue.label]
    assert waiting.count == 0


def test_the_front_page_says_what_search_reads(editor_client: Client) -> None:
    make_recommendation("2012/5").texts.create(
        language="en", text_status="unofficial", text="States should act."
    )
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    assert engine.search_scope() == engine.SearchScope(recommendations=1, texts=2)
    assert "Reads 2 texts of 1 published" in Page(editor_client.get(FRONT)).text


@pytest.mark.data_version
def test_the_front_page_tells_the_last_changes_and_the_version_of_the_data(
    editor_client: Client,
) -> None:
    record = make_recommendation("2012/5")
    by = User.objects.get()
    assert "No recommendation has been changed" in Page(editor_client.get(FRONT)).text
    for strength in ("may", "urge"):
        with record_changes([record], by=by, reason="Misread."):
            Recommendation.objects.update(strength=strength)
    front = Page(editor_client.get(FRONT))
    newest, before = front.one("section.lately").all("li")[::2]
    assert newest.all("a")[0].text == "2012/5"
    assert all(word in newest.text for word in ("editor", "Edited", "Misread.", "may", "urge"))
    assert "should" in before.text
    assert f"Version {DataVersion.objects.current().digest}" in front.text


def test_the_front_page_costs_the_same_with_more_work(editor_client: Client) -> None:
    def cost() -> int:
        editor_client.get(FRONT)  # Brings what is derived up to date.
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(FRONT)
        return len(queries)

    make_work(1)
    change_all()
    few = cost()
    for number in range(2, 20):
        make_work(number)
    change_all()
    assert cost() == few


def test_who_may_see_nothing_is_shown_no_queues(visitor_client: Client) -> None:
    assert Page(visitor_client.get(FRONT)).all("table.queues") == []


# The language of the admin


def test_the_language_is_chosen_without_javascript_and_kept(editor_client: Client) -> None:
    form = Page(editor_client.get(FRONT)).one("#language-form")
    assert [button.text for button in form.all("button")] == [
        language.native_name for language in LANGUAGES
    ]
    assert [button.get("value") for button in form.all("button") if button.get("aria-current")] == [
        "en"
    ]
    chosen = editor_client.post(form.get("action"), {"language": "zh-hans", "next": "/admin/?a=1"})
    assert chosen.headers["Location"] == "/admin/?a=1"
    assert Page(editor_client.get(FRONT)).one("html").lang == "zh-hans"


def test_choosing_a_language_leads_nowhere_else_and_needs_a_form(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert client.get("/language/").status_code == 405
