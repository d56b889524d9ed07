"""The documents that the records were read from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.models import AdoptionStatus
from sessions import notes
from sessions.models import (
    Document,
    DocumentTitle,
    EditorialNoteText,
    LanguageVersion,
    Paragraph,
    ParagraphKind,
)
from sessions.symbols import ordering_key


@dataclass(frozen=True)
class DocumentEntry:
    """A document with its titles and the number of its paragraphs and records."""

    document: Document
    title: DocumentTitle | None
    #: The title as the document prints it, if that is another.
    printed_title: DocumentTitle | None
    version: LanguageVersion | None
    symbol_notes: list[EditorialNoteText]
    paragraphs: int
    adopted: int
    others: int


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Every document, with how many records it prints."""
    return render(
        request, "documents/document_list.html", {"entries": document_entries(get_language())}
    )


def document_entries(language: str) -> list[DocumentEntry]:
    """Return every document, in the order of years and symbols; five queries."""
    public = Document.objects.published().select_related("session")
    documents = public.prefetch_related("titles", "versions")
    paragraphs, records, reasons = (
        _paragraph_counts(),
        _count_records(),
        notes.notes_on_symbols(language),
    )

    def entry(document: Document) -> DocumentEntry:
        version = document.version_for(language)
        title = document.title_for(language)
        printed = document.printed_title_for(language)
        return DocumentEntry(
            document,
            title,
            printed_title=printed if printed != title else None,
            version=version,
            symbol_notes=reasons.get(document.pk, []),
            paragraphs=paragraphs[version.pk] if version else 0,
            adopted=records[document.symbol, AdoptionStatus.ADOPTED],
            others=sum(records[document.symbol, status] for status in AdoptionStatus)
            - records[document.symbol, AdoptionStatus.ADOPTED],
        )

    in_order = sorted(documents, key=lambda each: (each.year, ordering_key(each.symbol)))
    return [entry(document) for document in in_order]


def _paragraph_counts() -> Counter[int]:
    """Return the number of numbered paragraphs of each language version; counted once."""
    return current_index().cache.get_or_compute(("paragraphs of versions",), _count_paragraphs)


def _count_paragraphs() -> Counter[int]:
    rows = (
        Paragraph.objects.filter(kind=ParagraphKind.PARAGRAPH)
        .order_by()
        .values_list("version")
        .annotate(count=Count("pk"))
    )
    return Counter(dict(rows))


def _count_records() -> Counter[tuple[str, str]]:
    """Count the published records that each document prints, by its symbol and their status."""
    index = current_index()
    return Counter(
        {
            (symbol, status): (printed & having).bit_count()
            for symbol, printed in index.columns["document"].bitmaps.items()
            for status, having in index.columns["status"].bitmaps.items()
        }
    )
