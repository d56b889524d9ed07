"""The articles of treaties, and the page of all that cites one."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.citations.citing_passages import citing_documents
from recommendations.citations.target import CitationTarget
from recommendations.index import current_index
from recommendations.index.by_session import in_order_of_meetings, meetings_of
from recommendations.index.counts import Counts
from recommendations.models import (
    Instrument,
    Provision,
    ProvisionKind,
    ProvisionLink,
    Recommendation,
)
from recommendations.names.session_ranges import runs
from recommendations.pages.treaties.treaties import treaties
from sessions.models import WorkingGroupSession

#: The most records that a page shows; the list has them all.
SHOWN = 100


@require_safe
def treaty_list(request: HttpRequest) -> HttpResponse:
    """Every treaty with its articles."""
    return render(request, "treaties/treaty_list.html", {"treaties": treaties(get_language())})


@require_safe
def instrument_detail(request: HttpRequest, instrument: str) -> HttpResponse:
    """What cites a treaty without naming an article."""
    instruments = Instrument.objects.prefetch_related("names")
    return _page(request, CitationTarget(get_object_or_404(instruments, slug=instrument)))


@require_safe
def article_detail(request: HttpRequest, instrument: str, part: str) -> HttpResponse:
    """What cites an article or a chapter."""
    number = part.removeprefix("chapter-")
    provision = get_object_or_404(
        Provision.objects.select_related("instrument").prefetch_related(
            "names", "instrument__names"
        ),
        instrument__slug=instrument,
        kind=ProvisionKind.ARTICLE if number == part else ProvisionKind.CHAPTER,
        number=number,
    )
    return _page(request, CitationTarget(provision.instrument, provision))


def _page(request: HttpRequest, citable: CitationTarget) -> HttpResponse:
    """A fixed number of queries."""
    language = get_language()
    citing = _citing(citable)
    counts = Counts(citing)
    records = in_order_of_meetings(citing, SHOWN)
    groups = meetings_of(records, counts)
    held = Counts().held_sessions
    return render(
        request,
        "treaties/article_detail.html",
        {
            "citable": citable,
            "naming": citable.instrument.names_for(language),
            "title": citable.provision.title_for(language) if citable.provision else None,
            "counts": counts,
            "shown": SHOWN,
            "records": records,
            "groups": groups,
            "said": {_condition(citable), *(f"session={group.session}" for group in groups)},
            "lacking": [
                run for run in runs(WorkingGroupSession.objects.all(), held) if not run.held
            ],
            "documents": citing_documents(citable.citations_in_documents(), language),
            "linked": linked(citable),
            "neighbours": _neighbours(citable.provision),
        },
    )


def _citing(citable: CitationTarget) -> int:
    """The records whose texts cite it, as a bitmap; at most one query."""
    index = current_index()
    if citable.provision:
        return index.columns["article"].bitmap(citable.provision.slug)
    return index.bitmap_for(citable.citing_records())


def linked(citable: CitationTarget) -> list[Recommendation]:
    """The first records that an editor linked with a provision; none without one."""
    if citable.provision is None:
        return []
    reasons = ProvisionLink.objects.filter(provision=citable.provision).prefetch_related("reasons")
    records = citable.linked_records().for_list().in_code_order()
    return list(records.prefetch_related(Prefetch("provision_links", reasons))[:SHOWN])


def _condition(citable: CitationTarget) -> str:
    """What the whole page says, as a list's address would: ``article=som-protocol-16``."""
    return f"article={citable.provision.slug}" if citable.provision else ""


def _neighbours(provision: Provision | None) -> tuple[Provision | None, Provision | None]:
    """The provisions of the same kind before and after one; one query."""
    if provision is None:
        return None, None
    around = provision.number - 1, provision.number + 1
    found = Provision.objects.filter(
        instrument=provision.instrument, kind=provision.kind, number__in=around
    ).select_related("instrument")
    by_number = {each.number: each for each in found}
    return by_number.get(around[0]), by_number.get(around[1])
