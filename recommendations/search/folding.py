"""Text as search compares it, each folded character knowing the printed ones it came from.

Width and case are folded (NFKC, lower case), characters that print nothing are dropped, and so is
white space between Chinese characters and between them and digits: ``第 16 条`` and ``第16条``
fold to the same. Other white space becomes one space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: Chinese characters, to stand between the brackets of a regular expression.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
#: White space that says nothing, in text where every white space is a space already.
IDLE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}0-9])|(?<=[0-9]) +(?=[{HAN}])|^ +| +$| (?= )")

Span = tuple[int, int]


@dataclass(frozen=True)
class Folded:
    """Folded text; ``places[i]`` is where its character ``i`` stands in the printed text."""

    text: str
    places: tuple[Span, ...]

    def printed(self, start: int, end: int) -> Span:
        """The part of the printed text that a part of the folded one came from."""
        return self.places[start][0], self.places[end - 1][1]


@lru_cache(maxsize=4096)
def fold(printed: str) -> Folded:
    """The text folded; what it is depends on the text alone, so it may be remembered."""
    found = [
        (character, (start, end))
        for start, end in _clusters(printed)
        for character in _fold_cluster(printed[start:end])
    ]
    spaced = "".join(character for character, _place in found)
    idle = {index for match in IDLE.finditer(spaced) for index in range(*match.span())}
    kept = [item for index, item in enumerate(found) if index not in idle]
    return Folded(
        "".join(character for character, _place in kept), tuple(place for _character, place in kept)
    )


def _clusters(text: str) -> Iterator[Span]:
    """Each character together with the combining marks after it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            yield start, end
            start = end


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    visible = "".join(each for each in cluster if unicodedata.category(each) != "Cf")
    folded = unicodedata.normalize("NFKC", visible).casefold()
    return "".join(" " if each.isspace() else each for each in folded)
