"""The documents that are held, as documents that the writers can write."""

from __future__ import annotations

from recommendations.importing.reading.parsed_document import (
    CHAPTER,
    SECTION,
    ParsedDocument,
    ParsedPassage,
    PassageKind,
)
from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note

LEVELS = {CHAPTER: Kind.CHAPTER, SECTION: Kind.SECTION}


def held_document(parsed: ParsedDocument, symbol: str) -> MadeDocument:
    """Return a document as it was read of its file."""
    passages = tuple(
        MadePassage(
            made_kind(passage),
            passage.text,
            notes=tuple(
                Note(note.offset, note.mark, note.text)
                for note in parsed.footnotes
                if note.passage == passage.anchor
            ),
            printed=passage.printed_label,
            level=passage.level,
        )
        for passage in parsed.passages
    )
    return MadeDocument("zh-hans", parsed.genre, symbol, "V.26-05151", passages)


def made_kind(passage: ParsedPassage) -> Kind:
    if passage.kind == PassageKind.SECTION:
        return LEVELS.get(passage.level, Kind.HEADING) if passage.label else Kind.HEADING
    if passage.kind == PassageKind.ITEM and passage.label.isdigit():
        return Kind.AGENDA_ITEM
    return Kind(passage.kind.value)
