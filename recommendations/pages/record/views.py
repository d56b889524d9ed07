"""The page of one recommendation, and its other forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.exports import FORMATS
from recommendations.exports.columns import ExportedRecord
from recommendations.exports.csv_metadata import description_link
from recommendations.exports.download import file_names
from recommendations.exports.json_file import dumps, version_fields
from recommendations.exports.record_json import record_fields
from recommendations.index import current_index
from recommendations.models import Recommendation
from recommendations.names.labels import record_name
from recommendations.pages import staff_access
from recommendations.pages.frame import render_page
from recommendations.pages.page_cache import forbid_keeping
from recommendations.pages.record.record_page import RecordPage
from recommendations.pages.record.record_params import RecordParams
from recommendations.pages.record.record_reader import read_recommendation
from recommendations.selection.filters import TextParams
from recommendations.selection.query_params import accepts_params
from recommendations.texts.codes import code_parts
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.preference import choose_row

View = Callable[..., HttpResponse]


def with_record(view: View) -> View:
    """Hand a view the record of a code, with all that its page and its JSON show.

    A withdrawn record is answered in its place with 410. Staff see drafts too; from one that has
    no text yet, they are led to where to write it. The number under which a document prints a
    record of another year again leads to that record.
    """

    @wraps(view)
    @staff_access.vary_for_staff
    def answer(request: HttpRequest, code: str, **rest: str) -> HttpResponse:
        try:
            recommendation = _read_record(request, code)
        except Http404:
            if address := _restated_address(request, code):
                return redirect(address)
            raise
        if recommendation.is_archived:
            return record_gone(request, recommendation)
        if not recommendation.shown_texts:
            return redirect(staff_access.edit_address(recommendation))
        return view(request, recommendation, **rest)

    return answer


@accepts_params(RecordParams)
def record_detail(request: HttpRequest, params: RecordParams, code: str) -> HttpResponse:
    """All that is known of one recommendation; a fixed number of queries."""
    return _record_detail(request, code=code, list_query=params.cleaned_data["list"])


@with_record
def _record_detail(
    request: HttpRequest, recommendation: Recommendation, list_query: str
) -> HttpResponse:
    if list_query:
        forbid_keeping(request)
    page = RecordPage(recommendation, site_root(request), list_query)
    note = staff_access.staff_note(request, recommendation)
    return render_page(request, "record/record.html", staff_note=note, **page.context)


@accepts_params(TextParams)
def record_json(request: HttpRequest, params: TextParams, code: str) -> HttpResponse:
    """All fields of one recommendation, for programs; a fixed number of queries."""
    return _record_json(request, code=code)


@with_record
def _record_json(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    record = _export_record(request, recommendation)
    fields = record_fields(record) | version_fields(current_index().data_version)
    return HttpResponse(dumps(fields), content_type="application/json")


@accepts_params(TextParams)
def record_reference(
    request: HttpRequest, params: TextParams, code: str, extension: str
) -> HttpResponse:
    """One recommendation for a reference manager; a fixed number of queries."""
    return _record_reference(request, code=code, extension=extension)


@with_record
def _record_reference(
    request: HttpRequest, recommendation: Recommendation, extension: str
) -> HttpResponse:
    format_ = FORMATS[extension]
    if format_.write_record is None:
        raise Http404
    code = recommendation.code
    name = record_name(code, recommendation.status)
    described = reverse("recommendations:record_json", args=[code])
    version = current_index().data_version
    headers = {
        "Content-Disposition": file_names(code, name, version, extension),
        "Link": description_link(absolute_address(request, described), "application/json"),
    }
    return HttpResponse(
        format_.write_record(_export_record(request, recommendation)),
        content_type=format_.content_type,
        headers=headers,
    )


def record_gone(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """A record that was withdrawn (410): the reason, its successor, and where it is printed."""
    successor = recommendation.successor
    return render(
        request,
        "record/gone.html",
        {
            "recommendation": recommendation,
            "staff_note": staff_access.staff_note(request, recommendation),
            "note": choose_row(recommendation.archive_notes.all(), get_language()),
            "successor": successor if successor and successor.has_address else None,
        },
        status=410,
    )


@require_safe
def year_redirect(request: HttpRequest, year: str) -> HttpResponse:
    """Redirect to the list of the records whose codes begin with this year."""
    if not Recommendation.objects.published().filter(year=year).exists():
        raise Http404
    return redirect(f"{reverse('recommendations:list')}?year={year}")


def _export_record(request: HttpRequest, recommendation: Recommendation) -> ExportedRecord:
    """Return the record for export in the reader's language."""
    root = site_root(request)
    return ExportedRecord(recommendation, get_language(), root)


def _restated_address(request: HttpRequest, code: str) -> str:
    """Return the address, of the same kind, of the one record that is printed again under a number.

    Empty if there is none.
    """
    candidates = look_up(parse_typed_citation(code)).candidates
    match = request.resolver_match
    if match is None or len(candidates) != 1 or candidates[0].name == code:
        return ""
    return reverse(match.view_name, kwargs={**match.kwargs, "code": candidates[0].name})


def _read_record(request: HttpRequest, code: str) -> Recommendation:
    """Return the record of a code with its parts; 404 if there is none for this reader.

    Published records are known to the index. Of others the stage is looked up before anything
    else: a draft is answered in the way of a code that does not exist, and in the same time.
    """
    index = current_index()
    place = index.place(*code_parts(code))
    if place is not None and index.code(place) == code:
        pk = index.pks[place]
    else:
        records = Recommendation.objects.filter(code=code)
        if not staff_access.is_staff_reader(request):
            records = records.archived()
        pk = get_object_or_404(records.only("pk")).pk
    recommendation = read_recommendation(pk)
    if recommendation is None:
        raise Http404
    return recommendation
