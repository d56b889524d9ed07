"""The tag with which the admin shows what readers reported of a recommendation."""

from __future__ import annotations

from django import template

from recommendations.models import Recommendation
from recommendations.problem_reports.models import ProblemReport

register = template.Library()


@register.simple_tag
def open_reports(recommendation: Recommendation) -> list[ProblemReport]:
    """Return the reports of a recommendation that wait for somebody; one query."""
    return list(ProblemReport.objects.open_reports().filter(recommendation=recommendation))
