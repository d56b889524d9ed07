"""The place that a recommendation was read from, and what an editor noted there."""

from __future__ import annotations

from dataclasses import dataclass

from recommendations.models import Occurrence, RecommendationText
from sessions import notes
from sessions.models import Document, DocumentTitle, EditorialNoteText, NoteKind, Section


@dataclass(frozen=True)
class SourcePassage:
    """A place in a document: what stands above it, and the notes on all of that."""

    document: Document
    anchor: str
    title: DocumentTitle | None
    headings: list[Section]
    notes: list[EditorialNoteText]
    symbol_notes: list[EditorialNoteText]


def source_passage(source: Occurrence, text: RecommendationText, language: str) -> SourcePassage:
    """Return where a text stands; reads ``source`` and the document's titles, and three queries."""
    headings = notes.headings_above(text.source) if text.source else []
    above = notes.anchors_around(text.source, headings) if text.source else [source.anchor]
    found = notes.notes_at(source.document, [*above, notes.WHOLE_DOCUMENT], language)
    return SourcePassage(
        source.document,
        source.anchor,
        source.document.title_for(language),
        headings[::-1],
        notes=[note for note in found if note.note.anchor],
        symbol_notes=[note for note in found if note.note.kind == NoteKind.SYMBOL],
    )
