"""The meetings, and the page of each."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sessions import places
from sessions.models import Document, WorkingGroupSession

#: The most records that the page of a meeting shows; the list has them all.
SHOWN = 200


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Every meeting, in order."""
    return render(
        request, "sessions/session_list.html", {"wg_sessions": WorkingGroupSession.objects.all()}
    )


@require_safe
def session_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One meeting: its dates, its documents, and what it adopted, theme by theme."""
    session = get_object_or_404(WorkingGroupSession, number=number)
    adopted = session.recommendations.published().in_code_order()
    recommendations = list(adopted.for_list()[:SHOWN])
    total = len(recommendations)
    if total == SHOWN:
        total = adopted.count()
    themes = defaultdict(list)
    for recommendation in recommendations:
        for assignment in recommendation.chapters:
            themes[assignment.theme].append(recommendation)
    printed = {
        occurrence.document.symbol
        for recommendation in recommendations
        for occurrence in recommendation.occurrences.all()
    }
    evidence = places.parse_places(session.evidence)
    named = printed.union(place.symbol for place in evidence)
    concerned = Q(session=session) | Q(symbol__in=named)
    held = list(Document.objects.filter(concerned).prefetch_related("titles"))
    titled = [(document, document.title_for(get_language())) for document in held]
    symbols = {document.symbol for document in held}
    return render(
        request,
        "sessions/session_detail.html",
        {
            "wg_session": session,
            "number": str(number),
            "recommendations": recommendations,
            "shown": SHOWN,
            "total": total,
            "themes": sorted(themes.items(), key=lambda pair: pair[0].position),
            "documents": [each for each in titled if each[0].session_id == session.pk],
            "printed_in": [each for each in titled if each[0].symbol in printed],
            "evidence": [(place, place.symbol in symbols) for place in evidence],
        },
    )
