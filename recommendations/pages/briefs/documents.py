"""The documents and the passages that discuss what a brief is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.citations.citing_passages import CitingDocument, citing
from recommendations.index import current_index
from recommendations.index.rows import Entry
from recommendations.models import Citation
from recommendations.pages.briefs.distribution import Line, lines
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from sessions.models import Document, DocumentTitle

#: The most documents, and the most citations in their passages, that a brief has.
DOCUMENTS, CITATIONS = 50, 100


@dataclass(frozen=True)
class Printing:
    """A document that prints records, how many, and the places of those that are shown."""

    line: Line
    title: DocumentTitle | None
    anchors: list[str]


@dataclass(frozen=True)
class Discussing:
    """Documents that print the records, and documents whose own passages cite the articles.

    ``more`` documents are not told; ``is_cut`` tells that there are more citations.
    """

    printing: list[Printing]
    more: int
    citing: list[CitingDocument]
    is_cut: bool


def discussing(
    selection: Selection, asked: RecommendationFilter, entries: Sequence[Entry], language: str
) -> Discussing:
    """As many queries for any number of articles as for one."""
    found = list(lines(selection, asked, "document"))
    told = found[:DOCUMENTS]
    names = _titles(language)
    anchors = _anchors(entries)
    articles = [value.value for value in asked.chosen("article")]
    some = _citing(articles) if articles else []
    return Discussing(
        [Printing(line, names.get(line.value.value), anchors[line.value.value]) for line in told],
        len(found) - len(told),
        citing(Citation.objects.filter(pk__in=some[:CITATIONS]), language) if some else [],
        len(some) > CITATIONS,
    )


def _citing(articles: Sequence[str]) -> list[int]:
    """The first citations of any of these in passages, in order, and one more than is told."""
    citations = Citation.objects.outside_records().filter(provision__slug__in=articles)
    in_order = citations.order_by("paragraph__version", "footnote__version", "id")
    return list(in_order.values_list("pk", flat=True)[: CITATIONS + 1])


def _titles(language: str) -> dict[str, DocumentTitle | None]:
    """What each document is called by its symbol; read once in a version of the data."""
    return current_index().cache.get_or_compute(("titles", language), lambda: _all_titles(language))


def _all_titles(language: str) -> dict[str, DocumentTitle | None]:
    documents = Document.objects.prefetch_related("titles")
    return {document.symbol: document.title_for(language) for document in documents}


def _anchors(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The places that print or restate records, by document, in the order of the records."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for symbol, anchor in ([entry.source] if entry.source else []) + list(entry.restated):
            found[symbol].append(anchor)
    return found
