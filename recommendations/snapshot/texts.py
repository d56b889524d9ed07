"""The folded texts of one language, to look into quickly.

What is looked for is looked for in every text that can hold it: a word with letters of an alphabet,
only in texts that have such letters, which few Chinese ones do; and the other way round.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import compress, count, repeat
from operator import contains
from typing import overload

from recommendations.snapshot import bitmaps
from recommendations.snapshot.bitmaps import Bitmap

#: Letters that texts of some languages have few of: English ones, and all that are not English.
LETTERS = (re.compile("[a-z]"), re.compile("[^\0-\x7f]"))
#: Of letters that more than one in so many texts have, it is not noted which.
RARE = 4


class Texts(Sequence[str]):
    """The texts by place; empty where there is none."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)
        self._having = {letters: self._places(letters) for letters in LETTERS}

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._texts[place]

    @property
    def characters(self) -> int:
        """How many they have together."""
        return sum(map(len, self._texts))

    def holding(self, needle: str) -> Bitmap:
        """The bitmap of those that hold a word or any other part of a text."""
        texts = self._texts
        for letters, places in self._having.items():
            if places is not None and letters.search(needle):
                holding = map(contains, map(texts.__getitem__, places), repeat(needle))
                return bitmaps.of_places(compress(places, holding), len(texts))
        return bitmaps.of_flags(map(contains, texts, repeat(needle)))

    def _places(self, letters: re.Pattern[str]) -> array[int] | None:
        """The texts that have such letters, if they are few."""
        found = array("I", compress(count(), map(letters.search, self._texts)))
        return found if len(found) * RARE <= len(self._texts) else None
