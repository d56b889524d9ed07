"""The page of one document: its whole text, its records marked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.pages.documents.full_text import FullText
from sessions import notes
from sessions.models import Document, NoteKind


@require_safe
def document_detail(request: HttpRequest, symbol: str) -> HttpResponse:
    """The text in the reader's language, or in another; a fixed number of queries."""
    language = get_language()
    public = Document.objects.published().select_related("session")
    documents = public.prefetch_related("titles", "versions")
    document = get_object_or_404(documents, symbol=symbol)
    version = document.version_for(language)
    found = notes.notes_by_anchor(document, language)
    whole = found.get(notes.WHOLE_DOCUMENT, [])
    return render(
        request,
        "documents/document_detail.html",
        {
            "document": document,
            "title": document.title_for(language),
            "symbol_notes": [text for text in whole if text.note.kind == NoteKind.SYMBOL],
            "notes": [text for text in whole if text.note.kind != NoteKind.SYMBOL],
            "version": version,
            "lacking": document.missing_languages,
            "text": FullText(version, language, found) if version else None,
        },
    )
