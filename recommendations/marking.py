"""A recommendation's words cut into pieces, so that a page can mark its modal word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommendations import wording
from recommendations.models import RecommendationText


@dataclass(frozen=True)
class Piece:
    """Some of the words; the pieces of a passage, put together, are the passage."""

    words: str
    is_modal: bool = False


Line = list[Piece]


@dataclass(frozen=True)
class Marked:
    """The words of a text: its chapeau, and its lines, the first and the items after it."""

    chapeau: Line
    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def items(self) -> list[Line]:
        return self.lines[1:]


@dataclass(frozen=True)
class Place:
    """Where a modal word stands."""

    in_chapeau: bool
    start: int


def marked(text: RecommendationText) -> Marked:
    """The words of a text, its modal word apart."""
    place = modal_place(text)
    in_chapeau = place.start if place and place.in_chapeau else None
    in_text = place.start if place and not place.in_chapeau else None
    return Marked(
        chapeau=_pieces(text.chapeau, in_chapeau, len(text.modal)),
        lines=list(_lines(_pieces(text.text, in_text, len(text.modal)))),
    )


def modal_place(text: RecommendationText) -> Place | None:
    """Where the modal word of a text is read, or, if an editor read another, first found."""
    if not text.modal:
        return None
    reading = wording.read(text.text, text.chapeau)
    if reading.modal == text.modal:
        return Place(reading.in_chapeau, reading.start)
    if text.modal in text.text:
        return Place(False, text.text.index(text.modal))
    if text.modal in text.chapeau:
        return Place(True, text.chapeau.index(text.modal))
    return None


def _pieces(words: str, start: int | None, length: int) -> Line:
    """The words cut before and after the modal word; in one piece if it does not stand there."""
    if start is None:
        return [Piece(words)] if words else []
    end = start + length
    cut = (Piece(words[:start]), Piece(words[start:end], is_modal=True), Piece(words[end:]))
    return [piece for piece in cut if piece.words]


def _lines(pieces: Line) -> Iterator[Line]:
    """The pieces cut at line ends."""
    line: Line = []
    for piece in pieces:
        first, *others = piece.words.split("\n")
        line.append(replace(piece, words=first))
        for words in others:
            yield line
            line = [replace(piece, words=words)]
    yield line
