"""What to call a document to a reader of one language."""

from __future__ import annotations

from sessions.models import Document, DocumentTitle, NameOrigin
from smuggling_kb import preference


def preferred(document: Document, language: str) -> DocumentTitle | None:
    """Its title in ``language``, else in another; reads ``titles``."""
    return preference.preferred(document.titles.all(), language)


def printed(document: Document, language: str) -> DocumentTitle | None:
    """Its title as it prints it itself, in ``language`` or another; reads ``titles``."""
    own = (title for title in document.titles.all() if title.origin == NameOrigin.DOCUMENT)
    return preference.preferred(own, language)


def by_document(language: str) -> dict[int, DocumentTitle]:
    """The title of each document, by its primary key, in ``language`` or another; one query."""
    titles = DocumentTitle.objects.all()
    found = sorted(titles, key=lambda title: preference.rank(title.language, language))
    # The best language comes last and so stays.
    return {title.document_id: title for title in reversed(found)}
