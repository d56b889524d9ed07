"""The folded texts of one language, to look into quickly.

What is looked for is looked for in every text that can hold it: a word with letters of an alphabet,
only in texts that have such letters, which few Chinese ones do; and the other way round.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from itertools import compress, count, repeat
from operator import contains

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap

#: Letters that texts of some languages have few of: English ones, and all that are not English.
LETTERS = (re.compile("[a-z]"), re.compile("[^\0-\x7f]"))
#: Of letters that more than one in so many texts have, it is not noted which.
RARE = 4


class FoldedTexts(tuple[str, ...]):
    """The texts by place; empty where there is none."""

    def __init__(self, texts: Iterable[str]) -> None:
        having = {letters: self._places(letters) for letters in LETTERS}
        self._few = {
            letters: places for letters, places in having.items() if len(places) * RARE <= len(self)
        }

    @property
    def characters(self) -> int:
        """How many they have together."""
        return sum(map(len, self))

    def bitmap_containing(self, needle: str) -> Bitmap:
        """The bitmap of those that hold a word or any other part of a text."""
        for letters, places in self._few.items():
            if letters.search(needle):
                holding = map(contains, map(self.__getitem__, places), repeat(needle))
                return bitmaps.from_places(compress(places, holding), len(self))
        return bitmaps.from_flags(map(contains, self, repeat(needle)))

    def _places(self, letters: re.Pattern[str]) -> array[int]:
        """The texts that have such letters."""
        return array("I", compress(count(), map(letters.search, self)))
