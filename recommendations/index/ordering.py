"""Results in an order, of which a slice can be read without making the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap

#: Places in the order of codes, as a bitmap, or in an order of their own.
Piece = Bitmap | Sequence[int]


class RankedResults:
    """Pieces one after the other; no record is in two of them."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = [piece for piece in pieces if piece]

    def __len__(self) -> int:
        return sum(map(_size, self.pieces))

    def __iter__(self) -> Iterator[int]:
        """Yield every place, in order."""
        for piece in self.pieces:
            yield from piece if isinstance(piece, Sequence) else bitmaps.places(piece)

    def slice(self, start: int, stop: int) -> list[int]:
        """Return the places from the ``start``-th to before the ``stop``-th, counted from 0."""
        found: list[int] = []
        for piece in self.pieces:
            if stop <= 0:
                break
            size = _size(piece)
            if start < size:
                inside = max(0, start), min(size, stop)
                found += (
                    piece[slice(*inside)]
                    if isinstance(piece, Sequence)
                    else bitmaps.slice_places(piece, *inside)
                )
            start, stop = start - size, stop - size
        return found

    def restricted_to(self, bitmap: Bitmap) -> RankedResults:
        """Return the results that are in a bitmap, in the same order."""
        return RankedResults(_restrict(piece, bitmap) for piece in self.pieces)

    def index(self, place: int) -> int:
        """Return how many come before a record; ``ValueError`` if it is not among them."""
        before = 0
        for piece in self.pieces:
            if isinstance(piece, Sequence):
                if place in piece:
                    return before + piece.index(place)
            elif piece >> place & 1:
                return before + bitmaps.rank(piece, place)
            before += _size(piece)
        raise ValueError(f"No record at place {place} is in this order.")


def _size(piece: Piece) -> int:
    return len(piece) if isinstance(piece, Sequence) else piece.bit_count()


def _restrict(piece: Piece, bitmap: Bitmap) -> Piece:
    if not isinstance(piece, Sequence):
        return piece & bitmap
    chosen = bitmap.to_bytes(-(-bitmap.bit_length() // 8), "little")
    size = len(chosen) << 3
    return [place for place in piece if place < size and chosen[place >> 3] >> (place & 7) & 1]
