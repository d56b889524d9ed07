"""The passages of the documents in memory, as one revision of the data has them.

A passage is a place, as a record is in the index of records: 0 is the first passage of the newest
document. Headings, paragraphs and items stand as the document prints them; after them come its
footnotes, and then the lines of its cover.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from recommendations.index import bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.cache import ResultCache
from recommendations.index.columns import Column
from recommendations.index.folded_texts import FoldedTexts


@dataclass(frozen=True)
class PassageIndex:
    """The passages. ``columns`` are by facet, and the language and the document's session.

    ``text_numbers`` has the number of each passage's text among all that are held: those of the
    records, language after language and place by place, and then the passages' ``own_texts``.
    """

    keys: array[int]
    columns: Mapping[str, Column]
    text_numbers: array[int]
    #: The folded texts by place; one that a record has too is the record's.
    texts: Sequence[str]
    own_texts: FoldedTexts
    cache: ResultCache = field(default_factory=ResultCache)
    count_cache: ResultCache = field(default_factory=ResultCache)

    @property
    def size(self) -> int:
        """The number of passages."""
        return len(self.keys)

    @property
    def everything(self) -> Bitmap:
        """The bitmap of all passages."""
        return bitmaps.full(self.size)

    def facet_bitmap(self, parameter: str, values: Iterable[str]) -> Bitmap:
        """Return the bitmap of the passages that have any of the values of a column."""
        return reduce(or_, map(self.columns[parameter].bitmap, values), 0)

    def places_in(self, languages: Iterable[str]) -> Iterator[int]:
        """Yield the places of the passages in some languages."""
        return bitmaps.places(self.facet_bitmap("language", languages))
