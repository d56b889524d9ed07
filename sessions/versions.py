"""The languages that a document is held in."""

from __future__ import annotations

from sessions.models import Document, LanguageVersion
from smuggling_kb import preference


def preferred(document: Document, language: str) -> LanguageVersion | None:
    """Its text in ``language``, else in another; reads ``versions``."""
    return preference.preferred(document.versions.all(), language)


def lacking(document: Document) -> list[str]:
    """The languages that it is not held in; reads ``versions``."""
    return preference.lacking(document.versions.all())
