"""What to call a document to a reader of one language."""

from __future__ import annotations

from sessions.models import Document, DocumentTitle
from smuggling_kb.preference import rank


def preferred(document: Document, language: str) -> DocumentTitle | None:
    """Its title in ``language``, else in another; reads ``titles``."""
    titles = document.titles.all()
    return min(titles, key=lambda title: rank(title.language, language), default=None)
