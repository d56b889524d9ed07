"""The meetings, and the page of each."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sessions import places, symbols
from sessions.genres import genre_by_slug
from sessions.models import Document, SessionSymbol, WorkingGroupSession
from sessions.places import Place
from smuggling_kb.languages import LANGUAGES, Language
from smuggling_kb.preference import choose_row


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Every meeting, in order."""
    meetings = list(WorkingGroupSession.objects.published().with_report_counts())
    return render(
        request,
        "sessions/session_list.html",
        {
            "wg_sessions": meetings,
            "has_reported": any(meeting.is_date_reported for meeting in meetings),
        },
    )


def symbols_elsewhere(session: WorkingGroupSession) -> list[tuple[SessionSymbol, Place]]:
    """Return the documents of a meeting that are not held, with the place that names each.

    Two queries.
    """
    known = list(session.symbols.all())
    here = Document.objects.published().filter(symbol__in=[each.symbol for each in known])
    held = set(here.values_list("symbol", flat=True))
    return [
        (each, place)
        for each in known
        if each.symbol not in held
        for place in places.parse_places(each.evidence)
    ]


def library_links(year: int) -> list[tuple[Language, str]]:
    """Return the documents of the Working Group of a year at the United Nations, by language."""
    return [(each, symbols.library_address(year, each.code)) for each in LANGUAGES]


def _is_report(document: Document, session: WorkingGroupSession) -> bool:
    """Return whether a document tells what a session adopted."""
    is_own = document.session_id == session.pk
    return is_own and genre_by_slug(document.genre).reports_adoption


@require_safe
def session_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One meeting: its dates, its documents, and what it adopted, theme by theme."""
    session = get_object_or_404(WorkingGroupSession.objects.published(), number=number)
    adopted = session.recommendations.published()
    occurrences = adopted.order_by().values_list("occurrences__document__symbol", flat=True)
    printed = set(occurrences.distinct())
    evidence = places.parse_places(session.evidence)
    named = printed.union(place.symbol for place in evidence)
    concerned = Q(session=session) | Q(symbol__in=named)
    held = list(Document.objects.published().filter(concerned).prefetch_related("titles"))
    titled = [(document, document.title_for(get_language())) for document in held]
    symbols_here = {document.symbol for document in held}
    return render(
        request,
        "sessions/session_detail.html",
        {
            "wg_session": session,
            "number": str(number),
            "documents": [each for each in titled if each[0].session_id == session.pk],
            "reports": [each for each in held if _is_report(each, session)],
            "printed_in": [each for each in titled if each[0].symbol in printed],
            "evidence": [(place, place.symbol in symbols_here) for place in evidence],
            "symbols_elsewhere": symbols_elsewhere(session),
            "topics": choose_row(session.reported_topics.all(), get_language()),
            "library_links": library_links(session.year) if session.year else [],
        },
    )
