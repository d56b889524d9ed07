"""Editorial notes beside the passages of a document, each worded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sessions.models import EditorialNoteText


class PassageNote(NamedTuple):
    """A note on a passage."""

    wording: EditorialNoteText
    #: The anchor of the passage before it whose note says the same; empty where none does.
    said_at: str


def passage_notes(
    notes: Mapping[str, Sequence[EditorialNoteText]], anchors: Iterable[str]
) -> dict[str, list[PassageNote]]:
    """Return the notes by the anchors of their passages, which are given in reading order."""
    said: dict[tuple[str, str, str], str] = {}
    found: dict[str, list[PassageNote]] = {}
    for anchor in anchors:
        for text in notes.get(anchor, ()):
            first = said.setdefault((text.note.kind, text.note.quote, text.text), anchor)
            shown = PassageNote(text, said_at="" if first == anchor else first)
            found.setdefault(anchor, []).append(shown)
    return found
