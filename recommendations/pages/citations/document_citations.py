"""The citations of one document, both ways: its own, and those of it by other documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from recommendations.citations.destinations import DESTINATION, CitationDestination
from recommendations.citations.links import citation_address
from recommendations.models import (
    PASSAGES,
    Citation,
    CitationQuerySet,
    Occurrence,
    OccurrenceRelation,
    Recommendation,
    passage_value,
)
from recommendations.selection.filter_set import PageParams
from recommendations.selection.query_params import accepts_params
from sessions.models import Document, LanguageVersion, Resource, ResourceKind

#: Citations on one page.
AT_ONCE = 150


@dataclass(frozen=True)
class OutgoingCitation:
    """A citation of the document, and where it leads."""

    citation: Citation
    anchor: str
    address: str
    destination: CitationDestination

    @property
    def is_elsewhere(self) -> bool:
        """Return whether it leads to another website."""
        return self.destination in (
            CitationDestination.ELSEWHERE,
            CitationDestination.UNITED_NATIONS,
        )


@dataclass(frozen=True)
class CitingPassage:
    """A passage of a document that cites something."""

    citation: Citation
    document: Document
    anchor: str
    language: str

    @classmethod
    def from_citation(cls, citation: Citation) -> CitingPassage:
        """Return the passage of a citation; ``ValueError`` if it stands in a record's text."""
        passage = citation.passage
        if passage is None:
            raise ValueError(f"{citation} stands in no document")
        return cls(citation, passage.version.document, passage.anchor, passage.version.language)


@accepts_params(PageParams)
def document_citation_list(request: HttpRequest, filters: PageParams, symbol: str) -> HttpResponse:
    """The citations of a document; a fixed number of queries."""
    documents = Document.objects.published().prefetch_related("titles", "versions")
    document = get_object_or_404(documents, symbol=symbol)
    version = document.version_for(get_language())
    found = filters.paginate(outgoing_citations(version), AT_ONCE)
    return render(
        request,
        "citations/document_citations.html",
        {
            "document": document,
            "title": document.title_for(get_language()),
            "version": version,
            "page": found,
            "outgoing": [_outgoing_citation(each) for each in found.object_list],
            "citing": citing_passages(document),
            "restatements": restatements_in(document),
            "restated_elsewhere": restatements_of(document),
            "resources": resource_counts(version),
        },
    )


def outgoing_citations(version: LanguageVersion | None) -> CitationQuerySet:
    """Return the citations of a version: headings and paragraphs in order, then footnotes."""
    return (
        Citation.objects.in_documents()
        .in_version(version)
        .with_destination()
        .select_related(*PASSAGES)
        .annotate(
            destination=DESTINATION,
            is_note=Q(footnote__isnull=False),
            place=passage_value("position", output_field=IntegerField()),
        )
        .order_by("is_note", "place", "start", "reference", "pinpoint")
    )


def citing_passages(document: Document) -> list[CitingPassage]:
    """Return the passages of other documents that cite it; one query."""
    found = (
        Citation.objects.in_documents()
        .filter(document=document)
        .standing_outside(document)
        .with_passage()
        .in_reading_order()
    )
    return [CitingPassage.from_citation(each) for each in found]


def restatements_in(document: Document) -> list[Occurrence]:
    """Return the records of other documents that it prints again; one query."""
    return list(
        Occurrence.objects.restatements()
        .of_published()
        .filter(document=document)
        .select_related("recommendation", "document")
        .order_by("pk")
    )


def restatements_of(document: Document) -> list[Occurrence]:
    """Return the places of other documents that print its records again; one query."""
    source = Recommendation.objects.filter(
        occurrences__document=document, occurrences__relation=OccurrenceRelation.SOURCE
    )
    return list(
        Occurrence.objects.published()
        .restatements()
        .of_published()
        .filter(recommendation__in=source.order_by())
        .exclude(document=document)
        .select_related("recommendation", "document")
        .order_by("pk")
    )


def resource_counts(version: LanguageVersion | None) -> list[tuple[str, int]]:
    """Count the resources of each kind that it lists; one query."""
    rows = Resource.objects.filter(paragraph__version=version).order_by().values_list("kind")
    return sorted_by_kind(rows.annotate(count=Count("pk")))


def sorted_by_kind(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the numbers of resources of each kind, in the order of the kinds."""
    return sorted(counts, key=lambda pair: ResourceKind.values.index(pair[0]))


def _outgoing_citation(citation: Any) -> OutgoingCitation:
    """Return a citation that has the annotation ``destination``."""
    anchor = citation.passage.anchor
    return OutgoingCitation(
        citation, anchor, citation_address(citation), CitationDestination(citation.destination)
    )
