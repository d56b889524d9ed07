"""The editorial notes on a passage, on what belongs to it and on what it stands under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from sessions.models import Document, EditorialNoteText, NoteKind, Paragraph, Section
from smuggling_kb.preference import choose_row, language_rank

#: The anchor of notes on a document as a whole.
WHOLE_DOCUMENT = ""


def headings_above(paragraph: Paragraph) -> list[Section]:
    """Return the headings above it, the nearest first; reads ``parent`` and sections upwards."""
    above = []
    section = paragraph.section or (paragraph.parent.section if paragraph.parent else None)
    while section:
        above.append(section)
        section = section.parent
    return above


def anchors_around(paragraph: Paragraph, above: Sequence[Section]) -> list[str]:
    """Return its own anchor, and those of its items, its parent and the headings above it.

    Reads ``items``.
    """
    items = (item.anchor for item in paragraph.items.all())
    parent = [paragraph.parent.anchor] if paragraph.parent else []
    return [paragraph.anchor, *items, *parent, *(section.anchor for section in above)]


def notes_at(document: Document, anchors: Sequence[str], language: str) -> list[EditorialNoteText]:
    """Return the notes at these places, in their order, each in one language.

    Reads the document's ``notes`` and their ``texts``.
    """
    notes = [note for note in document.notes.all() if note.anchor in anchors]
    notes.sort(key=lambda note: (anchors.index(note.anchor), note.kind, note.quote))
    found = (choose_row(note.texts.all(), language) for note in notes)
    return [text for text in found if text]


def notes_by_anchor(document: Document, language: str) -> dict[str, list[EditorialNoteText]]:
    """Return all notes on a document by their anchors, each in one language; one query."""
    found: dict[str, list[EditorialNoteText]] = {}
    texts = _choose_wordings(_texts_on(document), language)
    for text in sorted(texts, key=lambda text: (text.note.kind, text.note.quote)):
        found.setdefault(text.note.anchor, []).append(text)
    return found


def notes_by_place(
    places: Collection[tuple[int, str]], language: str
) -> dict[tuple[int, str], list[EditorialNoteText]]:
    """Return the notes at places in any documents, by primary key and anchor; one query.

    No query without places.
    """
    if not places:
        return {}
    asked = (Q(note__document=document, note__anchor=anchor) for document, anchor in places)
    texts = EditorialNoteText.objects.filter(reduce(or_, asked)).select_related("note").order_by()
    found: dict[tuple[int, str], list[EditorialNoteText]] = {}
    for text in sorted(
        _choose_wordings(texts, language), key=lambda text: (text.note.kind, text.note.quote)
    ):
        found.setdefault((text.note.document_id, text.note.anchor), []).append(text)
    return found


def notes_on_symbols(language: str) -> dict[int, list[EditorialNoteText]]:
    """Return the notes on symbols by the primary keys of their documents; one query."""
    found: dict[int, list[EditorialNoteText]] = {}
    texts = EditorialNoteText.objects.filter(
        note__kind=NoteKind.SYMBOL, note__anchor=WHOLE_DOCUMENT
    ).select_related("note")
    for text in _choose_wordings(texts, language):
        found.setdefault(text.note.document_id, []).append(text)
    return found


def _texts_on(document: Document) -> QuerySet[EditorialNoteText]:
    texts = EditorialNoteText.objects.filter(note__document=document)
    return texts.select_related("note__document").order_by()  # Whoever asks puts them in an order.


def _choose_wordings(
    texts: Iterable[EditorialNoteText], language: str
) -> Iterable[EditorialNoteText]:
    """Return one wording of each note, the one for a reader of ``language``."""
    chosen: dict[int, EditorialNoteText] = {}
    for text in sorted(texts, key=lambda text: language_rank(text.language, language)):
        chosen.setdefault(text.note_id, text)
    return chosen.values()
