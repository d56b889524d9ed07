"""The queue of reports, and what curators do with each."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recommendations.models import Recommendation
from recommendations.problem_reports.models import ProblemReport
from smuggling_kb.audit.models import AuditEntry
from tests.builders import make_problem_report, make_recommendation
from tests.reading import Page

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:problem_reports_problemreport_changelist")


def form_address(report: ProblemReport) -> str:
    return reverse("admin:problem_reports_problemreport_change", args=[report.pk])


def save(client: Client, report: ProblemReport, seen: str | None = None, **fields: str) -> Page:
    """Open the form of a report, or use one that was opened before, and save it."""
    if seen is None:
        seen = Page(client.get(form_address(report))).one("#id_seen").get("value")
    answer = client.post(form_address(report), {"seen": seen, "answer": "", **fields}, follow=True)
    report.refresh_from_db()
    return Page(answer)


def test_the_queue_shows_what_readers_reported_by_state(editor_client: Client) -> None:
    record = make_recommendation("2012/5")
    make_problem_report("A word is missing.", recommendation=record, reference="REPORT01")
    make_problem_report(
        "No link.",
        reference="REPORT02",
        state="rejected",
        answer="It works.",
        handled_by_name="editor",
        handled_at=timezone.now(),
    )
    new = Page(editor_client.get(f"{QUEUE}?state__exact=new")).one("#result_list")
    assert "REPORT01" in new.text
    assert "A word is missing." in new.text
    assert "REPORT02" not in new.text
    assert reverse("admin:recommendations_recommendation_change", args=[record.pk]) in new.links()


def test_the_front_page_counts_new_reports(editor_client: Client) -> None:
    make_problem_report()
    link = Page(editor_client.get("/admin/")).link(f"{QUEUE}?state__exact=new")
    assert link.text == "Problem reports: New"


def test_a_curator_says_what_became_of_a_report(editor_client: Client, editor: User) -> None:
    report = make_problem_report()
    save(editor_client, report, state="in-progress")
    assert (report.state, report.handled_by_name) == ("in-progress", "editor")
    assert report.handled_at is not None
    save(editor_client, report, state="resolved", answer="The word was restored.")
    assert (report.state, report.answer) == ("resolved", "The word was restored.")
    entry = AuditEntry.objects.filter(model="problem_reports.problemreport")[0]
    assert (entry.by_name, entry.operation) == ("editor", "change")
    assert (entry.before or {})["state"] == "in-progress"
    save(editor_client, report, state="new", answer="Opened again.")
    assert (report.state, report.handled_by_name) == ("new", "")
    assert report.handled_at is None


@pytest.mark.parametrize("state", ["resolved", "rejected"])
def test_a_report_is_closed_with_an_answer_alone(editor_client: Client, state: str) -> None:
    report = make_problem_report()
    page = save(editor_client, report, state=state)
    assert "Say what was done, or why nothing was." in page.text
    assert report.state == "new"


def test_of_two_curators_one_is_told_of_the_other(
    editor_client: Client, reviewer_client: Client
) -> None:
    report = make_problem_report()
    seen = Page(reviewer_client.get(form_address(report))).one("#id_seen").get("value")
    save(editor_client, report, state="in-progress", answer="I look at it.")
    page = save(reviewer_client, report, seen, state="rejected", answer="It is so printed.")
    assert "Nothing was saved: editor dealt with this report" in page.text
    assert page.one("#id_answer").text == "It is so printed."
    assert (report.state, report.answer) == ("in-progress", "I look at it.")


def test_nobody_changes_what_a_reader_wrote(chief_client: Client) -> None:
    report = make_problem_report("A word is missing.", sender="reader@example.org")
    save(chief_client, report, state="in-progress", message="Nothing.", sender="nobody")
    assert (report.message, report.sender) == ("A word is missing.", "reader@example.org")


def test_hostile_words_of_a_reader_stay_words(editor_client: Client) -> None:
    attack = "<script>alert(1)</script>"
    report = make_problem_report(attack, sender=attack, page="/recommendations/?q=<script>")
    for address in (QUEUE, form_address(report)):
        assert b"<script>alert" not in editor_client.get(address).content


def test_the_audit_trail_keeps_no_address_of_a_reader(reviewer_client: Client) -> None:
    report = make_problem_report(sender="reader@example.org")
    save(reviewer_client, report, state="in-progress")
    reviewer_client.post(
        reverse("admin:problem_reports_problemreport_delete", args=[report.pk]), {"post": "yes"}
    )
    assert not ProblemReport.objects.exists()
    entries = AuditEntry.objects.filter(model="problem_reports.problemreport")
    assert {entry.operation for entry in entries} == {"add", "change", "delete"}
    assert not any("reader@example.org" in str((each.before, each.after)) for each in entries)


def test_the_form_of_a_record_shows_its_open_reports(editor_client: Client) -> None:
    record = make_recommendation("2012/5")
    address = reverse("admin:recommendations_recommendation_change", args=[record.pk])
    assert not Page(editor_client.get(address)).all("#reports-heading")
    report = make_problem_report("A word is missing.", recommendation=record)
    make_problem_report(
        "No link.",
        recommendation=record,
        state="resolved",
        answer="Mended.",
        handled_by_name="editor",
        handled_at=timezone.now(),
    )
    reports = Page(editor_client.get(address)).one("section.reports")
    assert reports.links() == [form_address(report)]
    assert "A word is missing." in reports.text
    assert "No link." not in reports.text
    assert Recommendation.objects.get().code == "2012/5"
