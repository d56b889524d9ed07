"""The meetings, and the page of each."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sessions import places
from sessions.models import Document, WorkingGroupSession


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
    adopted = session.recommendations.published()
    occurrences = adopted.order_by().values_list("occurrences__document__symbol", flat=True)
    printed = set(occurrences.distinct())
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
            "documents": [each for each in titled if each[0].session_id == session.pk],
            "printed_in": [each for each in titled if each[0].symbol in printed],
            "evidence": [(place, place.symbol in symbols) for place in evidence],
        },
    )
