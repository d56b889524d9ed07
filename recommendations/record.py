"""The page of one recommendation, and its other forms."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations import cited, how_to_cite, neighbours, relating, texts
from recommendations.exports import FORMATS, REFERENCES
from recommendations.exports.columns import Record
from recommendations.exports.json_file import dumps
from recommendations.models import Recommendation
from recommendations.passages import passage
from recommendations.printed import printed
from recommendations.record_json import fields


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """All that is known of one recommendation; a fixed number of queries."""
    language = get_language()
    recommendation = _published(code)
    text, *others = texts.in_order(recommendation, language)
    source = relating.source(recommendation)
    place = printed(source, text, language) if source else None
    address = request.build_absolute_uri(how_to_cite.path(recommendation))
    return render(
        request,
        "recommendations/record.html",
        {
            "recommendation": recommendation,
            "text": text,
            "passage": passage(text),
            "others": [(other, passage(other)) for other in others],
            "lacking": texts.said(texts.languages_lacking(recommendation)),
            "printed": place,
            "citation": how_to_cite.citation(recommendation, source, address),
            "references": [FORMATS[extension] for extension in REFERENCES],
            "provisions": cited.provisions(text),
            "citations": cited.others(text),
            "related": relating.related(recommendation, language),
            "restatements": relating.restatements(recommendation, language),
            "previous": neighbours.previous(recommendation),
            "following": neighbours.following(recommendation),
        },
    )


@require_safe
def json(request: HttpRequest, code: str) -> HttpResponse:
    """All fields of one recommendation, for programs; a fixed number of queries."""
    return HttpResponse(dumps(fields(_record(request, code))), content_type="application/json")


@require_safe
def reference(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """One recommendation for a reference manager; a fixed number of queries."""
    return HttpResponse(
        REFERENCES[extension](_record(request, code)),
        content_type=FORMATS[extension].content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{code.replace("/", "-")}.{extension}"'
        },
    )


@require_safe
def year(request: HttpRequest, year: str) -> HttpResponse:
    """The list of the records whose codes begin with this year."""
    if not Recommendation.objects.published().filter(year=year).exists():
        raise Http404
    return redirect(f"{reverse('recommendations:list')}?year={year}")


def _record(request: HttpRequest, code: str) -> Record:
    """To be written out in the reader's language."""
    root = request.build_absolute_uri("/").removesuffix("/")
    return Record(_published(code), get_language(), root)


def _published(code: str) -> Recommendation:
    """With all that its page and its JSON show."""
    records = (
        Recommendation.objects.published()
        .for_list()
        .prefetch_related(
            "occurrences__document__titles",
            "theme_assignments__reasons",
            "relations__notes",
            "relations__target__texts",
            "reverse_relations__notes",
            "reverse_relations__recommendation__texts",
        )
    )
    return get_object_or_404(records, code=code)
