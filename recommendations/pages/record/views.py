"""The page of one recommendation, and its other forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.exports import FORMATS, citation_style, reference_formats
from recommendations.exports.citation_style import citable_record, format_in_every_language
from recommendations.exports.columns import ExportedRecord
from recommendations.exports.json_file import dumps
from recommendations.exports.record_json import record_fields
from recommendations.index import neighbours
from recommendations.models import Recommendation
from recommendations.names.labels import language_names
from recommendations.pages.record import staff
from recommendations.pages.record.record_reader import read_recommendation
from recommendations.records import families
from recommendations.records.connections import related_records, restating_passages
from recommendations.records.source import source_passage
from recommendations.rendering.record_text import mark_text
from recommendations.similarity import presentation
from smuggling_kb.preference import choose_row

View = Callable[..., HttpResponse]


def of_record(view: View) -> View:
    """Hand a view the record of a code, with all that its page and its JSON show.

    Of a record that was withdrawn, answer that in its place (410). Staff see drafts too; of one
    that has no words yet, they are led to where to write them.
    """

    @wraps(view)
    @staff.varies_for_staff
    def answer(request: HttpRequest, code: str, **rest: str) -> HttpResponse:
        recommendation = _read(code)
        if recommendation.is_archived:
            return gone(request, recommendation)
        if not recommendation.is_public and not staff.is_reading(request):
            raise Http404
        if not recommendation.texts.all():
            return redirect(staff.edit_address(recommendation))
        return view(request, recommendation, **rest)

    return answer


@require_safe
@of_record
def record_detail(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """All that is known of one recommendation; a fixed number of queries."""
    language = get_language()
    text, *others = recommendation.texts_for(language)
    source = recommendation.source
    place = source_passage(source, text, language) if source else None
    address = request.build_absolute_uri(citation_style.path(recommendation))
    has_family = recommendation.is_public and families.has_family(recommendation)
    return render(
        request,
        "record/record.html",
        {
            "recommendation": recommendation,
            "edit": staff.edit_address(recommendation) if staff.is_reading(request) else "",
            "text": text,
            "passage": mark_text(text),
            "others": [(other, mark_text(other)) for other in others],
            "lacking": language_names(recommendation.missing_languages),
            "printed": place,
            "citations_to_copy": format_in_every_language(citable_record(recommendation), address),
            "references": reference_formats(),
            "provisions": text.cited_provisions,
            "citations": text.other_citations,
            "related": related_records(recommendation, language),
            "restatements": restating_passages(recommendation, language),
            "family": families.family_of(recommendation) if has_family else None,
            "similar": presentation.similar_recommendations(recommendation, language),
            "previous": neighbours.previous_code(recommendation),
            "following": neighbours.next_code(recommendation),
        },
    )


@require_safe
@of_record
def record_json(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """All fields of one recommendation, for programs; a fixed number of queries."""
    record = _record(request, recommendation)
    return HttpResponse(dumps(record_fields(record)), content_type="application/json")


@require_safe
@of_record
def record_reference(
    request: HttpRequest, recommendation: Recommendation, extension: str
) -> HttpResponse:
    """One recommendation for a reference manager; a fixed number of queries."""
    format_ = FORMATS[extension]
    if format_.write_record is None:
        raise Http404
    name = recommendation.code.replace("/", "-")
    return HttpResponse(
        format_.write_record(_record(request, recommendation)),
        content_type=format_.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{extension}"'},
    )


def gone(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    """410: it was withdrawn; why, what to read in its place, and where it is printed."""
    successor = recommendation.successor
    return render(
        request,
        "record/gone.html",
        {
            "recommendation": recommendation,
            "edit": staff.edit_address(recommendation) if staff.is_reading(request) else "",
            "note": choose_row(recommendation.archive_notes.all(), get_language()),
            "successor": successor if successor and successor.has_address else None,
        },
        status=410,
    )


@require_safe
def year_redirect(request: HttpRequest, year: str) -> HttpResponse:
    """The list of the records whose codes begin with this year."""
    if not Recommendation.objects.published().filter(year=year).exists():
        raise Http404
    return redirect(f"{reverse('recommendations:list')}?year={year}")


def _record(request: HttpRequest, recommendation: Recommendation) -> ExportedRecord:
    """To be written out in the reader's language."""
    root = request.build_absolute_uri("/").removesuffix("/")
    return ExportedRecord(recommendation, get_language(), root)


def _read(code: str) -> Recommendation:
    """Return the record of a code with its parts; 404 if there is none."""
    pk = Recommendation.objects.filter(code=code).values_list("pk", flat=True).first()
    recommendation = read_recommendation(pk) if pk else None
    if recommendation is None:
        raise Http404
    return recommendation
