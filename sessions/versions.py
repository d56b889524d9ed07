"""The languages that a document is held in."""

from __future__ import annotations

from sessions.models import Document, LanguageVersion
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.preference import rank


def preferred(document: Document, language: str) -> LanguageVersion | None:
    """Its text in ``language``, else in another; reads ``versions``."""
    versions = document.versions.all()
    return min(versions, key=lambda version: rank(version.language, language), default=None)


def lacking(document: Document) -> list[str]:
    """The languages that it is not held in; reads ``versions``."""
    held = {version.language for version in document.versions.all()}
    return [language.code for language in LANGUAGES if language.code not in held]
