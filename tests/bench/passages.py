"""The passages of the documents in memory: how much they take, and whether their search is exact.

Run by ``measures`` as a program, ``python -m tests.bench.passages 15``, on the database that the
environment names. Prints, as JSON, the number of passages, the bytes that each takes beside the
records' texts, and how many quoted searches were right.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

import django

from tests.bench.exactness import FoldedTexts

if TYPE_CHECKING:
    from array import array

    from recommendations.index.passages import PassageIndex


@dataclass(frozen=True)
class PassageFigures:
    """What was measured; ``each`` is in bytes."""

    passages: int
    each: float
    asked: int
    right: int


def main(queries: int) -> None:
    """Build the index, and ask ``queries`` of each kind."""
    from recommendations.index import current_index

    passages = current_index().passages
    texts = printed_texts()
    asked = [(words, texts.having(words)) for words in texts.queries(queries)]
    right = sum(passages_with(words) == expected for words, expected in asked)
    each = memory(passages) / max(1, passages.size)
    print(json.dumps(asdict(PassageFigures(passages.size, each, len(asked), right))))


def memory(passages: PassageIndex) -> int:
    """The bytes of all that is held of passages; a text that a record has too is the record's."""
    numbers = [passages.keys, passages.text_numbers]
    numbers += [cast("array[int]", column.numbers) for column in passages.columns.values()]
    bitmaps = [bits for column in passages.columns.values() for bits in column.bitmaps.values()]
    return (
        sum(len(each) * memoryview(each).itemsize for each in numbers)
        + sum(bits.bit_length() // 8 for bits in bitmaps)
        + sys.getsizeof(passages.texts)
        + sum(map(sys.getsizeof, passages.own_texts))
    )


def printed_texts() -> FoldedTexts:
    """Every passage folded anew, by table and primary key."""
    from recommendations.index.passages.keys import TABLES

    return FoldedTexts(
        (f"{table.__name__} {row.pk}", getattr(row, "printed_heading", "") or row.text)
        for table in TABLES
        for row in table.objects.order_by().iterator()
    )


def passages_with(words: tuple[str, ...]) -> set[str]:
    """The passages that a quoted search finds."""
    from recommendations.index import bitmaps, current_index
    from recommendations.index.passages.keys import passage_row
    from recommendations.search.passages.engine import find_passages

    index = current_index()
    query = " ".join(f'"{word}"' for word in words)
    places = bitmaps.places(find_passages(query, index).matches)
    rows = (passage_row(index.passages.keys[place]) for place in places)
    return {f"{table.__name__} {pk}" for table, pk in rows}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    main(int(sys.argv[1]))
