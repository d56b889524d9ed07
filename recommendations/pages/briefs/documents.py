"""The documents and the passages that discuss what a brief is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from recommendations.citations.citing_passages import CitingDocument, citing_documents
from recommendations.index import current_index
from recommendations.index.rows import RecommendationRow
from recommendations.models import Citation
from recommendations.pages.briefs.distribution import ValueCount, value_counts
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from sessions.models import Document, DocumentTitle
from smuggling_kb.preference import text_preference

#: The most documents, and the most citations in their passages, that a brief has.
DOCUMENTS, CITATIONS = 50, 100


@dataclass(frozen=True)
class PrintingDocument:
    """A document that prints records, their number, and the places of those that are shown."""

    count: ValueCount
    symbol_status: str
    title: DocumentTitle | None
    anchors: list[str]

    @property
    def address(self) -> str:
        """The address of the document's page."""
        return reverse("recommendations:document", args=[self.count.value.value])


@dataclass(frozen=True)
class SourceDocuments:
    """Documents that print the records, and documents whose own passages cite the articles.

    ``more`` documents are left out; ``is_cut`` if citations are left out too.
    """

    printing: list[PrintingDocument]
    more: int
    citing: list[CitingDocument]
    is_cut: bool


def source_documents(
    selection: Selection,
    filters: RecommendationFilter,
    rows: Sequence[RecommendationRow],
    language: str,
) -> SourceDocuments:
    """Return the documents of a brief; the number of queries does not depend on its articles."""
    found = list(value_counts(selection, filters, "document"))
    shown = found[:DOCUMENTS]
    names, statuses = _titles(language), selection.index.symbol_statuses
    anchors = _anchors(rows)
    articles = [value.value for value in filters.chosen_values("article")]
    pks = _citing_pks(articles) if articles else []
    citations = Citation.objects.filter(pk__in=pks[:CITATIONS])
    return SourceDocuments(
        [
            PrintingDocument(count, statuses.get(symbol, ""), names.get(symbol), anchors[symbol])
            for count in shown
            for symbol in (count.value.value,)
        ],
        len(found) - len(shown),
        citing_documents(citations, language) if pks else [],
        len(pks) > CITATIONS,
    )


def _citing_pks(articles: Sequence[str]) -> list[int]:
    """Return the first citations of any of these in passages, and one more than is shown."""
    citing = Citation.objects.outside_records().filter(provision__slug__in=articles)
    in_order = citing.in_reading_order()
    return list(in_order.values_list("pk", flat=True)[: CITATIONS + 1])


def _titles(language: str) -> dict[str, DocumentTitle | None]:
    """Return the title of each document by its symbol; read once in a version of the data."""
    key = ("titles", text_preference(language))
    return current_index().cache.get_or_compute(key, lambda: _all_titles(language))


def _all_titles(language: str) -> dict[str, DocumentTitle | None]:
    documents = Document.objects.published().prefetch_related("titles")
    return {document.symbol: document.title_for(language) for document in documents}


def _anchors(rows: Sequence[RecommendationRow]) -> dict[str, list[str]]:
    """Return the anchors that print or restate records by document, in the order of the records."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for symbol, anchor in ([row.source] if row.source else []) + list(row.restatements):
            found[symbol].append(anchor)
    return found
