"""The themes, and the page of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from recommendations import snapshot
from recommendations.by_meeting import by_meeting, in_order_of_meetings
from recommendations.counts import Counts
from recommendations.meetings import runs
from recommendations.models import Theme
from sessions.models import WorkingGroupSession

#: The most records that the page of a theme shows; the list has them all.
SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every theme, with how many records it has."""
    themes = Theme.objects.filter(parent=None).values_list("slug", flat=True)
    return render(request, "recommendations/themes.html", {"themes": themes, "counts": Counts()})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The records of one theme, meeting by meeting."""
    theme = get_object_or_404(Theme, slug=slug)
    counts = Counts()
    on_theme = snapshot.current().columns["theme"].having(slug)
    records = in_order_of_meetings(on_theme, SHOWN)
    meetings = runs(WorkingGroupSession.objects.all(), counts.held_sessions)
    adopted, others = counts.on_theme(slug), counts.others_on_theme(slug)
    return render(
        request,
        "recommendations/theme.html",
        {
            "theme": theme,
            "adopted": adopted,
            "others": others,
            "shown": SHOWN,
            "total": adopted + others,
            "records": records,
            "groups": by_meeting(slug, records, meetings, counts),
        },
    )
