"""The network of documents: which cites which, how often, and which prints records again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.exports.csv_metadata import description_link
from recommendations.index import current_index
from recommendations.models import Citation, Occurrence, OccurrenceRelation, passage_value
from recommendations.pages.citations.network_layout import Edge, NetworkLayout, Node, layout_network
from sessions import symbols
from sessions.models import Document
from smuggling_kb.admin.downloads import sheet_response
from smuggling_kb.deployment.site_address import absolute_address
from smuggling_kb.spreadsheets import Sheet, Value

#: The most documents in a column of the drawing; the table has them all.
LAYOUT_LIMIT = 60


@dataclass(frozen=True)
class DocumentLink:
    """The citations of one document in another, and its records that the other prints again."""

    source: str
    target: str
    citations: int
    restatements: int
    #: Whether the target is held.
    is_held: bool


@require_safe
def network_detail(request: HttpRequest) -> HttpResponse:
    """The network as a drawing and a table; a fixed number of queries."""
    symbols_held, links = symbols_in_order(), document_links()
    return render(
        request,
        "citations/network.html",
        {
            "links": links,
            "layout": document_network(symbols_held, links),
            "uncited": [
                each for each in symbols_held if each not in {link.target for link in links}
            ],
            "drawn": LAYOUT_LIMIT,
        },
    )


@require_safe
def network_csv(request: HttpRequest) -> HttpResponseBase:
    """Every link, for spreadsheets."""
    header = ["document", "cites", "citations", "restatements", "held"]
    rows: list[list[Value]] = [
        [each.source, each.target, each.citations, each.restatements, str(each.is_held).lower()]
        for each in document_links()
    ]
    version = current_index().data_version.label
    sheet = Sheet("documents-citing-documents", header, rows)
    link = description_link(absolute_address(request, reverse("data")))
    return sheet_response(request, sheet, "csv", version, link)


def symbols_in_order() -> list[str]:
    """Return the symbols of the documents, in the order of their years; one query."""
    rows = Document.objects.values_list("year", "symbol")
    return [symbol for _year, symbol in sorted(rows, key=lambda row: (row[0], _sort_key(row[1])))]


def document_links() -> list[DocumentLink]:
    """Return the links between different documents, in their order; three queries."""
    cited, restated = _count_citations(), _count_restatements()
    held = set(Document.objects.values_list("symbol", flat=True))
    pairs = sorted({*cited, *restated}, key=lambda pair: (_sort_key(pair[0]), _sort_key(pair[1])))
    return [
        DocumentLink(
            source, target, cited[source, target], restated[source, target], target in held
        )
        for source, target in pairs
        if source != target
    ]


def _sort_key(symbol: str) -> tuple[str | int, ...]:
    return symbols.ordering_key(symbol)


def _count_citations() -> Counter[tuple[str, str]]:
    """Count the citations of each document in each other by their symbols; one query."""
    rows = (
        Citation.objects.in_documents()
        .filter(Q(document__isnull=False) | ~Q(symbol=""))
        .annotate(
            source=passage_value("version__document__symbol"),
            target=Coalesce("document__symbol", "symbol"),
        )
        .values_list("source", "target")
        .annotate(count=Count("pk"))
    )
    return Counter({(source, target): count for source, target, count in rows})


def _count_restatements() -> Counter[tuple[str, str]]:
    """Count the records that each document prints again, by their source; one query."""
    source = Q(recommendation__occurrences__relation=OccurrenceRelation.SOURCE)
    rows = (
        Occurrence.objects.restatements()
        .of_published()
        .filter(source)
        .order_by()
        .values_list("document__symbol", "recommendation__occurrences__document__symbol")
        .annotate(count=Count("pk"))
    )
    return Counter({(source, target): count for source, target, count in rows})


def document_network(symbols_held: list[str], links: list[DocumentLink]) -> NetworkLayout:
    """Lay out the documents held on one side, those not held on the other."""
    not_held = sorted({each.target for each in links if not each.is_held}, key=_sort_key)
    nodes = [
        *(
            Node(each, each, _citations_address(each), left=True)
            for each in symbols_held[:LAYOUT_LIMIT]
        ),
        *(Node(each, each, _un_address(each), left=False) for each in not_held[:LAYOUT_LIMIT]),
    ]
    keys = {node.key for node in nodes}
    edges = [
        Edge(each.source, each.target, link_label(each), dashed=not each.citations)
        for each in links
        if each.source in keys and each.target in keys
    ]
    return layout_network(nodes, edges)


def link_label(link: DocumentLink) -> str:
    """Return a link in words, for readers who point at its line."""
    words = {
        "source": link.source,
        "target": link.target,
        "citations": link.citations,
        "records": link.restatements,
    }
    if not link.citations:
        return _("%(source)s reprints records from %(target)s: %(records)s") % words
    return _("%(source)s cites %(target)s: %(citations)s") % words


def _citations_address(symbol: str) -> str:
    return reverse("recommendations:document_citations", args=[symbol])


def _un_address(symbol: str) -> str:
    return symbols.un_address(symbol, get_language() or "en")
