"""The page of one document: its whole text, its records marked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.pages import staff_access
from recommendations.pages.documents.full_text import FullText
from sessions import notes
from sessions.models import Document, NoteKind


@require_safe
@staff_access.vary_for_staff
def document_detail(request: HttpRequest, symbol: str) -> HttpResponse:
    """The text in the reader's language, or in another; a fixed number of queries.

    Staff see drafts too.
    """
    language = get_language()
    is_staff = staff_access.is_staff_reader(request)
    visible = Document.objects.all() if is_staff else Document.objects.published()
    documents = visible.select_related("session").prefetch_related("titles", "versions")
    document = get_object_or_404(documents, symbol=symbol)
    version = document.version_for(language)
    found = notes.notes_by_anchor(document, language)
    whole = found.get(notes.WHOLE_DOCUMENT, [])
    return render(
        request,
        "documents/document_detail.html",
        {
            "document": document,
            "staff_note": staff_access.staff_note(request, document),
            "title": document.title_for(language),
            "symbol_notes": [text for text in whole if text.note.kind == NoteKind.SYMBOL],
            "notes": [text for text in whole if text.note.kind != NoteKind.SYMBOL],
            "version": version,
            "lacking": document.missing_languages,
            "text": FullText(version, language, found) if version else None,
        },
    )
