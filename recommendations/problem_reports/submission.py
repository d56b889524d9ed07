"""Taking in a report, for the view."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from recommendations.index import current_index
from recommendations.models import Recommendation
from recommendations.problem_reports.models import ProblemReport
from recommendations.problem_reports.reported_page import recommendation_code
from recommendations.problem_reports.throttle import count_report


@transaction.atomic
def submit_report(
    request: HttpRequest, *, kind: str, message: str, sender: str, code: str, page: str
) -> ProblemReport:
    """Keep a report and count it; raise ``TooManyReports``, and keep nothing, beyond the limit.

    It is about the public recommendation of ``code``, else that of ``page``, if there is one.
    """
    count_report(request)
    code = code or recommendation_code(page)
    version = current_index().data_version
    return ProblemReport.objects.create(
        kind=kind,
        message=message,
        sender=sender,
        page=page or (f"/recommendations/{code}/" if code else ""),
        recommendation=Recommendation.objects.published().filter(code=code).first(),
        language=get_language(),
        data_version=version.digest if version.pk else "",
    )
