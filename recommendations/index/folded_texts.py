"""The folded texts of one language, to be searched quickly.

Every text that can contain a word is scanned for it. A word with letters of an alphabet can stand
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
from smuggling_kb.chinese import HAN

#: Letters that texts of some languages have few of, English and Chinese ones. Marks that are not
#: ASCII, such as quotation marks, stand in texts of every language.
LETTERS = (re.compile("[a-z]"), re.compile(f"[{HAN}]"))
#: If more than one in so many texts has such letters, their places are not kept.
RARE = 4


class FoldedTexts(tuple[str, ...]):
    """The texts by place; empty where there is none."""

    def __init__(self, texts: Iterable[str]) -> None:
        by_letters = {letters: self._places(letters) for letters in LETTERS}
        self._rare = {
            letters: places
            for letters, places in by_letters.items()
            if len(places) * RARE <= len(self)
        }

    @property
    def characters(self) -> int:
        """The number of characters of all texts."""
        return sum(map(len, self))

    def bitmap_containing(self, needle: str) -> Bitmap:
        """Return the bitmap of the texts that contain a word or any other part of a text."""
        for letters, places in self._rare.items():
            if letters.search(needle):
                matches = map(contains, map(self.__getitem__, places), repeat(needle))
                return bitmaps.from_places(compress(places, matches), len(self))
        return bitmaps.from_flags(map(contains, self, repeat(needle)))

    def _places(self, letters: re.Pattern[str]) -> array[int]:
        """Return the places of the texts that have such letters."""
        return array("I", compress(count(), map(letters.search, self)))
