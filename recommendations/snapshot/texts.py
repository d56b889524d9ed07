"""The folded texts of one language as the lines of one string, to look into quickly.

A word that few of them hold is looked for in the whole string at once, and one that many hold in
each of them: the one costs nothing for a text without it, the other nothing for finding it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from operator import contains
from sys import getsizeof
from typing import overload

from recommendations.snapshot import bitmaps
from recommendations.snapshot.bitmaps import Bitmap

#: What ends a line: folding makes a space of it, so that no text has one.
END = "\n"
#: Texts that are taken apart at a time; one in so many of such batches is a sample.
BATCH, SAMPLED = 1024, 16
#: A word that one in so many texts holds is frequent.
FREQUENT = 8


class Texts(Sequence[str]):
    """The texts by place; empty where there is none."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._lines = "".join([END.join(texts), END])
        self._starts = array("Q", accumulate((len(text) + len(END) for text in texts), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __sizeof__(self) -> int:
        return getsizeof(self._lines) + getsizeof(self._starts)

    @property
    def characters(self) -> int:
        """How many they have together."""
        return len(self._lines) - len(self)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self._lines[self._starts[place] : self._starts[place + 1] - len(END)]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._batches())

    def holding(self, needle: str) -> Bitmap:
        """The bitmap of those that hold a word or any other part of a text."""
        if self._is_frequent(needle):
            return bitmaps.of_flags(map(contains, self, repeat(needle)))
        return self._places(needle)

    def _is_frequent(self, needle: str) -> bool:
        """Whether many hold it, as far as a sample tells."""
        starts, last = self._starts, len(self)
        seen = found = 0
        for first in range(0, last, BATCH * SAMPLED):
            end = min(first + BATCH, last)
            seen += end - first
            found += self._lines.count(needle, starts[first], starts[end])
        return found * FREQUENT > seen

    def _batches(self) -> Iterator[list[str]]:
        starts, last = self._starts, len(self)
        for first in range(0, last, BATCH):
            end = min(first + BATCH, last)
            yield self._lines[starts[first] : starts[end] - len(END)].split(END)

    def _places(self, needle: str) -> Bitmap:
        found = bytearray(len(self) // 8 + 1)
        find, starts = self._lines.find, self._starts
        after = 0
        at = find(needle)
        while at >= 0:
            after = bisect_right(starts, at, after)
            found[(after - 1) >> 3] |= 1 << ((after - 1) & 7)
            at = find(needle, starts[after])
        return bitmaps.of_bytes(found)
