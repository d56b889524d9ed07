"""The page of one document: its whole text, its records marked."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from recommendations.pages import staff_access
from recommendations.pages.documents.full_text import FullText
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.filters import TEXT
from recommendations.selection.query_params import accepts_params
from sessions import notes
from sessions.models import Document, LanguageVersion, NoteKind
from smuggling_kb.preference import ORIGINAL, SOURCE


class DocumentParams(StrictFilterSet):
    """The parameters of the page of a document."""

    text = TEXT


@accepts_params(DocumentParams)
@staff_access.vary_for_staff
def document_detail(request: HttpRequest, params: DocumentParams, symbol: str) -> HttpResponse:
    """The text in the language that ``text`` names, or in the reader's; a fixed number of queries.

    Without either, it is in another one that is held. Staff see drafts too.
    """
    language = get_language()
    is_staff = staff_access.is_staff_reader(request)
    visible = Document.objects.all() if is_staff else Document.objects.published()
    documents = visible.select_related("session").prefetch_related("titles", "versions")
    document = get_object_or_404(documents, symbol=symbol)
    version = chosen_version(document, params.cleaned_data["text"], language)
    title, printed = document.title_for(language), document.printed_title_for(language)
    found = notes.notes_by_anchor(document, language)
    whole = found.get(notes.WHOLE_DOCUMENT, [])
    return render(
        request,
        "documents/document_detail.html",
        {
            "document": document,
            "staff_note": staff_access.staff_note(request, document),
            "title": title,
            "printed_title": printed if printed != title else None,
            "symbol_notes": [text for text in whole if text.note.kind == NoteKind.SYMBOL],
            "notes": [text for text in whole if text.note.kind != NoteKind.SYMBOL],
            "version": version,
            "other_versions": [each for each in document.versions.all() if each != version],
            "lacking": document.missing_languages,
            "text": FullText(version, language, found) if version else None,
        },
    )


def chosen_version(document: Document, named: str, language: str) -> LanguageVersion | None:
    """Return the text in the language that an address names; in the reader's, if it names none.

    Raises ``BadRequest`` if the document is not held in that language. Reads ``versions``.
    """
    if named in ("", ORIGINAL):
        return document.version_for(SOURCE if named else language)
    for version in document.versions.all():
        if version.language == named:
            return version
    raise BadRequest("The document is not held in this language")
