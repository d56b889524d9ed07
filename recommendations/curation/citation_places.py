"""The places of citations and footnotes in words that change."""

from __future__ import annotations

from collections.abc import Iterable

from recommendations.models import Citation
from recommendations.texts.diff import WordingChange


def move_citations(citations: Iterable[Citation], text: str) -> list[Citation]:
    """Move the citations of a text to their places in its new words, and return the moved ones.

    One whose words are gone stays as it is: only a curator knows what it has become.
    """
    taken = {citation.start for citation in citations}
    moved = []
    for citation in sorted(citations, key=lambda citation: citation.start):
        words = citation.as_written
        places = [
            place
            for place in range(len(text))
            if text.startswith(words, place) and (place == citation.start or place not in taken)
        ]
        place = min(places, key=lambda place: abs(place - citation.start), default=citation.start)
        if place != citation.start:
            taken = (taken - {citation.start}) | {place}
            citation.start = place
            moved.append(citation)
    return moved


def moved_offset(changes: Iterable[WordingChange], offset: int) -> int:
    """Return where a place in the old words is in the new ones; within a change, at its end."""
    old = new = 0
    for change in changes:
        old += len(change.removed)
        new += len(change.added)
        if offset <= old:
            return new
        if offset <= old + len(change.unchanged):
            return new + offset - old
        old += len(change.unchanged)
        new += len(change.unchanged)
    return new
