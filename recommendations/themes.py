"""The themes, and the page of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from recommendations.by_meeting import by_meeting
from recommendations.counts import Counts
from recommendations.meetings import runs
from recommendations.models import Recommendation, Theme
from sessions.models import WorkingGroupSession

#: The most records that the page of a theme shows; the list has them all.
SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every theme, with how many records it has."""
    themes = Theme.objects.chapters().filter(parent=None).values_list("slug", flat=True)
    return render(request, "recommendations/themes.html", {"themes": themes, "counts": Counts()})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The records of one theme, meeting by meeting."""
    theme = get_object_or_404(Theme.objects.chapters(), slug=slug)
    return render(request, "recommendations/theme.html", {"theme": theme, **records_under(theme)})


def records_under(theme: Theme) -> dict[str, Any]:
    """What the page of a theme shows of its records, meeting by meeting; a few queries."""
    recommendations = Recommendation.objects.published().under(theme)
    counts = Counts(recommendations)
    records = list(
        recommendations.for_list().order_by("session__number", "year", "number", "letter")[:SHOWN]
    )
    meetings = runs(WorkingGroupSession.objects.all(), Counts().held_sessions)
    return {
        "adopted": counts.adopted,
        "others": counts.others,
        "shown": SHOWN,
        "total": counts.records,
        "records": records,
        "groups": by_meeting(records, meetings, counts),
    }
