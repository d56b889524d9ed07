"""The editorial notes on a passage, on what belongs to it and on what it stands under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sessions.models import Document, EditorialNoteText, Paragraph, Section
from smuggling_kb.preference import rank

#: The anchor of notes on a document as a whole.
WHOLE_DOCUMENT = ""


def headings(paragraph: Paragraph) -> list[Section]:
    """The headings above it, the nearest first; reads ``parent``, and one query."""
    sections = {
        section.pk: section for section in Section.objects.filter(version=paragraph.version_id)
    }

    def upwards(pk: int | None) -> Iterator[Section]:
        while pk is not None:
            yield sections[pk]
            pk = sections[pk].parent_id

    own = paragraph.section_id or (paragraph.parent.section_id if paragraph.parent else None)
    return list(upwards(own))


def anchors_around(paragraph: Paragraph, above: Sequence[Section]) -> list[str]:
    """Its own, its items', its parent's and those of the headings above it; one query."""
    items = paragraph.items.values_list("anchor", flat=True)
    parent = [paragraph.parent.anchor] if paragraph.parent else []
    return [paragraph.anchor, *items, *parent, *(section.anchor for section in above)]


def noted(document: Document, anchors: Sequence[str], language: str) -> list[EditorialNoteText]:
    """The notes at these places, in their order, each in one language; one query."""
    texts = EditorialNoteText.objects.filter(
        note__document=document, note__anchor__in=anchors
    ).select_related("note__document")
    chosen: dict[int, EditorialNoteText] = {}
    for text in sorted(texts, key=lambda text: rank(text.language, language)):
        chosen.setdefault(text.note_id, text)
    return sorted(
        chosen.values(),
        key=lambda text: (anchors.index(text.note.anchor), text.note.kind, text.note.quote),
    )
