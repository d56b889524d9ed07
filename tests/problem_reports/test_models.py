"""What the database itself refuses of a report."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from recommendations.models import WorkflowStage
from recommendations.problem_reports.models import LONGEST_MESSAGE, ProblemReport
from smuggling_kb.models import Revision
from tests.builders import make_problem_report, make_recommendation

pytestmark = pytest.mark.django_db

HANDLED: dict[str, Any] = {"handled_by_name": "editor", "handled_at": timezone.now()}


@pytest.mark.parametrize(
    "fields",
    [
        {"message": ""},
        {"message": "a" * (LONGEST_MESSAGE + 1)},
        {"kind": "rumour"},
        {"state": "lost", **HANDLED},
        {"state": "in-progress"},
        {"state": "new", **HANDLED},
        {"state": "resolved", **HANDLED},
        {"state": "rejected", "handled_by_name": "editor", "answer": "It is so printed."},
    ],
)
def test_a_report_that_contradicts_itself_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_problem_report(**fields)


def test_no_two_reports_have_one_number() -> None:
    make_problem_report(reference="REPORT01")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_problem_report(reference="REPORT01")


def test_what_waits_for_somebody_is_open() -> None:
    new = make_problem_report()
    begun = make_problem_report(state="in-progress", **HANDLED)
    make_problem_report(state="resolved", answer="Mended.", **HANDLED)
    assert set(ProblemReport.objects.open_reports()) == {new, begun}


def test_a_report_outlives_the_draft_that_it_is_about() -> None:
    draft = make_recommendation(publication=WorkflowStage.DRAFT)
    report = make_problem_report(recommendation=draft, page="/recommendations/2012/5/")
    draft.delete()
    report.refresh_from_db()
    assert (report.recommendation, report.page) == (None, "/recommendations/2012/5/")


def test_reports_are_no_part_of_the_data(client: Client) -> None:
    record = make_recommendation()
    before = Revision.objects.current().key, client.get("/en/recommendations/2012/5/").content
    make_problem_report(recommendation=record)
    client.post("/en/report/", {"kind": "words", "message": "A word is missing."})
    assert ProblemReport.objects.count() == 2
    after = Revision.objects.current().key, client.get("/en/recommendations/2012/5/").content
    assert before == after
