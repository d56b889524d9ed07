"""The articles of treaties, and the page of all that cites one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.citations.citing_passages import citing_documents
from recommendations.citations.target import CitationTarget
from recommendations.index import bitmaps, current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.by_session import first_by_session, group_by_adopting_session
from recommendations.index.counts import PublishedCounts
from recommendations.index.row_reader import read_rows_for
from recommendations.index.rows import RecommendationRow
from recommendations.models import Provision, ProvisionKind, ProvisionLink
from recommendations.names.session_ranges import missing_session_ranges
from recommendations.pages.treaties.frequent_subjects import frequent_subjects
from recommendations.pages.treaties.treaties import treaty_entries, treaty_entry
from recommendations.selection.filters import TextParams
from recommendations.selection.query_params import accepts_params
from recommendations.texts.codes import code_parts
from sessions.models import WorkingGroupSession
from smuggling_kb.preference import text_preference

#: The most records that a page shows; the list has them all.
SHOWN = 100


@require_safe
def treaty_list(request: HttpRequest) -> HttpResponse:
    """Every treaty with its articles."""
    return render(
        request, "treaties/treaty_list.html", {"treaties": treaty_entries(get_language())}
    )


@accepts_params(TextParams)
def instrument_detail(request: HttpRequest, params: TextParams, instrument: str) -> HttpResponse:
    """A treaty with its articles, and all that cites it without one; a fixed number of queries."""
    entry = treaty_entry(instrument, get_language())
    if entry is None:
        raise Http404("No such treaty.")
    target = CitationTarget(entry.instrument)
    citing = _citing_records(target)
    among = citing | entry.citing_articles
    context = citing_context(target, citing) | {
        "treaty": entry,
        "all_counts": PublishedCounts(among),
        "subjects": frequent_subjects(among, get_language()),
    }
    return render(request, "treaties/instrument_detail.html", context)


@accepts_params(TextParams)
def article_detail(
    request: HttpRequest, params: TextParams, instrument: str, part: str
) -> HttpResponse:
    """The records and passages that cite an article or a chapter; a fixed number of queries."""
    number = part.removeprefix("chapter-")
    provision = get_object_or_404(
        Provision.objects.select_related("instrument").prefetch_related(
            "names", "instrument__names"
        ),
        instrument__slug=instrument,
        kind=ProvisionKind.ARTICLE if number == part else ProvisionKind.CHAPTER,
        number=number,
    )
    target, index = CitationTarget(provision.instrument, provision), current_index()
    citing, linked = _citing_records(target), linked_records(target)
    places = (index.place(*code_parts(row.code)) for row, _link in linked)
    about = citing | bitmaps.from_places(
        [place for place in places if place is not None], index.size
    )
    context = citing_context(target, citing) | {
        "title": provision.title_for(get_language()),
        "linked": linked,
        "neighbours": _neighbours(provision),
        "subjects": frequent_subjects(about, get_language()),
    }
    return render(request, "treaties/article_detail.html", context)


def citing_context(target: CitationTarget, citing: Bitmap) -> dict[str, Any]:
    """Return what a page shows of a target, and of the records and passages that cite it."""
    language, counts = get_language(), PublishedCounts(citing)
    rows = first_by_session(citing, SHOWN)
    groups = group_by_adopting_session(rows, counts)
    sessions = (f"session={group.session}" for group in groups)
    held = PublishedCounts().sessions_with_texts
    return {
        "target": target,
        "names": target.instrument.names_for(language),
        "counts": counts,
        "shown": SHOWN,
        "rows": rows,
        "groups": groups,
        "already_shown": {_condition(target), *sessions},
        "missing_sessions": missing_session_ranges(WorkingGroupSession.objects.published(), held),
        "documents": citing_documents(target.citations_in_documents(), language),
    }


def _citing_records(target: CitationTarget) -> int:
    """Return the records whose texts cite it, as a bitmap; at most one query."""
    index = current_index()
    if target.provision:
        return index.columns["article"].bitmap(target.provision.slug)
    return index.bitmap_for(target.citing_records())


def linked_records(target: CitationTarget) -> list[tuple[RecommendationRow, ProvisionLink]]:
    """Return the first records that an editor linked with a provision, with the links."""
    records = list(target.linked_records().in_code_order()[:SHOWN])
    links = ProvisionLink.objects.filter(provision=target.provision, recommendation__in=records)
    by_code = {
        link.recommendation.code: link
        for link in links.select_related("recommendation").prefetch_related("reasons")
    }
    return [(row, by_code[row.code]) for row in read_rows_for(records, text_preference())]


def _condition(target: CitationTarget) -> str:
    """Return the filter that all of the page has: ``article=som-protocol-16``."""
    return f"article={target.provision.slug}" if target.provision else ""


def _neighbours(provision: Provision) -> tuple[Provision | None, Provision | None]:
    """Return the provisions of the same kind before and after one; one query."""
    around = provision.number - 1, provision.number + 1
    found = Provision.objects.filter(
        instrument=provision.instrument, kind=provision.kind, number__in=around
    ).select_related("instrument")
    by_number = {each.number: each for each in found}
    return by_number.get(around[0]), by_number.get(around[1])
