"""Pages about this site, its data and its search."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.citations.destinations import count_by_destination
from recommendations.exports import FORMATS, citation_style, reference_formats
from recommendations.exports.columns import codebook_columns
from recommendations.exports.passage_files import PASSAGE_COLUMNS
from recommendations.index import current_index
from recommendations.index.counts import PublishedCounts
from recommendations.index.facets import UNKNOWN
from recommendations.models import AdoptionStatus, Occurrence, Recommendation
from recommendations.names.data_versions import data_version_name
from recommendations.names.session_ranges import session_ranges
from recommendations.pages.documents.catalogue import document_entries
from recommendations.pages.site import codebook
from recommendations.pages.site.translation_figures import translation_figures
from recommendations.search import LONGEST, examples, fields
from recommendations.search.passages.matching import is_answered_name
from recommendations.search.vocabulary import glossary
from recommendations.search.vocabulary.synonyms import curated_synonyms
from recommendations.selection.filters import join_with_or
from recommendations.selection.language_coverage import format_coverage
from sessions.models import Document, Paragraph, WorkingGroupSession
from sessions.places import Place
from smuggling_kb.deployment.site_address import absolute_address
from smuggling_kb.preference import SOURCE

#: Where a document says how many recommendations there are in all: about 200.
STATED_TOTAL = Place("CTOC/COP/WG.7/2022/2", "p60")


@require_safe
def about_detail(request: HttpRequest) -> HttpResponse:
    """Sources, method, gaps, how to cite, accessibility; a fixed number of queries."""
    counts, index = PublishedCounts(), current_index()
    meetings = session_ranges(WorkingGroupSession.objects.published(), counts.sessions_with_texts)
    return render(
        request,
        "site/about.html",
        {
            "counts": counts,
            "entries": document_entries(get_language()),
            "language_coverage": format_coverage(index, index.everything),
            "translations": translation_figures(index),
            "words": get_language() != SOURCE,
            "lacking": [run for run in meetings if not run.has_texts],
            "total": _place_if_held(STATED_TOTAL),
            "citations": count_by_destination(),
            "example": _example(request),
            "references": join_with_or(format_.label for format_ in reference_formats()),
        },
    )


def _place_if_held(place: Place) -> Place | None:
    """The place, if its document is held."""
    documents = Document.objects.published().filter(symbol=place.symbol)
    passages = Paragraph.objects.filter(version__document__in=documents, anchor=place.anchor)
    return place if passages.exists() else None


def _example(request: HttpRequest) -> str:
    """The citation of the latest adopted recommendation; empty if there is none."""
    index = current_index()
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    dated = adopted & ~index.columns["session"].bitmap(UNKNOWN)
    if not dated:
        return ""
    latest = Recommendation.objects.select_related("session").prefetch_related(
        Prefetch("occurrences", Occurrence.objects.published().in_document_order())
    )
    found = latest.get(pk=index.pks[dated.bit_length() - 1])
    address = absolute_address(request, citation_style.path(found))
    return citation_style.format_citation(citation_style.citable_record(found), address)


@require_safe
def data_detail(request: HttpRequest) -> HttpResponse:
    """The codebook: every column, field, filter, format and modal word."""
    return render(
        request,
        "site/data.html",
        {
            "columns": codebook_columns(),
            "data_version": data_version_name(current_index().data_version),
            "fields": codebook.FIELDS.items(),
            "parameters": codebook.parameters(current_index().facet_labels(get_language())),
            "passage_columns": PASSAGE_COLUMNS,
            "passage_parameters": codebook.passage_parameters(current_index().passages),
            "formats": FORMATS.values(),
            "references": reference_formats(),
            "modal_words": codebook.modal_words(),
            "modal_examples": codebook.modal_examples(),
            "example_languages": codebook.example_languages(),
            "example": "?theme=protection&session=1",
        },
    )


def _glossary_for(reader: str) -> list[dict[str, Any]]:
    """Return the entries of the glossary, with words of the reader's language and Chinese ones."""
    languages = ("en" if reader == SOURCE else reader, SOURCE)
    return [
        {
            "words": entry.words,
            "shown": [(each, entry.others[each]) for each in languages if each in entry.others],
        }
        for entry in glossary.glossary_entries()
    ]


@require_safe
def search_guide(request: HttpRequest) -> HttpResponse:
    """The language of queries, with examples; no query of the database."""
    return render(
        request,
        "site/search.html",
        {
            "words": examples.WORDS,
            "examples": examples.FIELDS,
            "fields": fields.query_fields().values(),
            "passage_fields": list(filter(is_answered_name, fields.query_fields())),
            "groups": curated_synonyms(),
            "glossary": _glossary_for(get_language()),
            "longest": LONGEST,
        },
    )
