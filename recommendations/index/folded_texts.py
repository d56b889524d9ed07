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
from recommendations.texts.scripts import LETTERS

#: Letters that texts of some languages have few of. Marks that are not ASCII, such as quotation
#: marks, stand in texts of every language.
SCRIPTS = (re.compile("[a-z]"), *LETTERS.values())
#: If more than one in so many texts has such letters, their places are not kept.
RARE = 4


class FoldedTexts(tuple[str, ...]):
    """The texts by place; empty where there is none."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._places_by_script: dict[re.Pattern[str], array[int] | None] = {}

    @property
    def characters(self) -> int:
        """The number of characters of all texts."""
        return sum(map(len, self))

    def bitmap_containing(self, needle: str) -> Bitmap:
        """Return the bitmap of the texts that contain a word or any other part of a text."""
        for script in SCRIPTS:
            if script.search(needle) and (places := self._places(script)) is not None:
                matches = map(contains, map(self.__getitem__, places), repeat(needle))
                return bitmaps.from_places(compress(places, matches), len(self))
        return bitmaps.from_flags(map(contains, self, repeat(needle)))

    def _places(self, script: re.Pattern[str]) -> array[int] | None:
        """Return the places of the texts with letters of a script; None if those are not rare.

        Looked for when letters of the script are first searched for.
        """
        if script not in self._places_by_script:
            places = array("I", compress(count(), map(script.search, self)))
            is_rare = len(places) * RARE <= len(self)
            self._places_by_script[script] = places if is_rare else None
        return self._places_by_script[script]
