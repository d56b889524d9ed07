"""The passages that discuss what a brief is about, whether or not a record was read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language

from recommendations.index.bitmaps import Bitmap
from recommendations.index.ordering import RankedResults
from recommendations.index.passages.row_reader import read_passage_rows
from recommendations.index.passages.rows import PassageRow
from recommendations.search.passages.engine import find_passages
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.query_string import query_string
from sessions.models import ResourceKind
from smuggling_kb.preference import SOURCE

#: The most passages that a page shows; a file has more.
SHOWN_PASSAGES, MOST_PASSAGES = 20, 500


@dataclass(frozen=True)
class DiscussingPassages:
    """Passages in printed order, the first of ``count``; ``address`` is a search that finds them.

    ``resources`` are questions, mechanisms and tools among them.
    """

    count: int
    address: str
    rows: list[PassageRow] = field(default_factory=list)

    @property
    def resources(self) -> list[PassageRow]:
        return [row for row in self.rows if is_resource(row)]

    @property
    def others(self) -> list[PassageRow]:
        return [row for row in self.rows if not is_resource(row)]


def is_resource(row: PassageRow) -> bool:
    """Return whether a passage lists a question, a mechanism or a tool."""
    return bool({*row.kinds} & {*ResourceKind.values})


def discussing_passages(filters: RecommendationFilter, most: int) -> DiscussingPassages:
    """Return the passages with the words asked for, or the names of the subjects.

    A fixed number of queries; none if neither words nor subjects were asked for.
    """
    names = list(_search_words(filters))
    found: Bitmap = filters.index.passages.everything & 0
    for name in names:
        found |= find_passages(name, filters.index).matches
    address = reverse("recommendations:passages")
    count = found.bit_count()
    if not count:
        return DiscussingPassages(0, address)
    places = RankedResults([found]).slice(0, most)
    rows = read_passage_rows(filters.index.passages, places, get_language())
    return DiscussingPassages(count, address + query_string({"q": names[:1]}), rows)


def _search_words(filters: RecommendationFilter) -> Iterator[str]:
    """Yield the words, and the names of the subjects in the language of the documents."""
    if words := filters.cleaned_data["q"]:
        yield words
    known = filters.index.facet_labels(SOURCE).by_value["topic"]
    for value in filters.cleaned_data["topic"]:
        yield known[value].label
