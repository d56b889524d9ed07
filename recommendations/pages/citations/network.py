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
from recommendations.pages.citations.network_layout import Edge, Node
from recommendations.pages.citations.network_shapes import draw_network
from recommendations.pages.drawings.findings import Finding
from recommendations.pages.drawings.picture import Picture
from recommendations.pages.drawings.picture_files import (
    image_response,
    picture_files,
    png_response,
    svg_response,
)
from sessions import symbols
from sessions.models import Document
from smuggling_kb.admin.downloads import sheet_response
from smuggling_kb.deployment.site_address import absolute_address
from smuggling_kb.spreadsheets import Sheet, Value, csv_lines

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
    picture = _picture(symbols_held, links)
    cited = {link.target for link in links}
    return render(
        request,
        "citations/network.html",
        {
            "links": links,
            "picture": picture,
            "drawings": picture.page_drawings(),
            "files": picture_files(request, picture, lambda: "".join(csv_lines(_sheet(links)))),
            "uncited": [each for each in symbols_held if each not in cited],
            "is_partial": max(len(symbols_held), len(_missing_symbols(links))) > LAYOUT_LIMIT,
            "drawn": LAYOUT_LIMIT,
        },
    )


@require_safe
def network_image(request: HttpRequest, variant: str) -> HttpResponse:
    """The network alone, in one of its widths and of the palettes."""
    return image_response(network_picture(), variant)


@require_safe
def network_svg(request: HttpRequest) -> HttpResponse:
    """The network as a file that names itself, its finding, its source and its date."""
    return svg_response(request, network_picture())


@require_safe
def network_png(request: HttpRequest) -> HttpResponseBase:
    """The same file as an image of dots; 404 if it cannot be drawn so."""
    return png_response(request, network_picture())


@require_safe
def network_csv(request: HttpRequest) -> HttpResponseBase:
    """Every link, for spreadsheets."""
    version = current_index().data_version.label
    link = description_link(absolute_address(request, reverse("data")))
    return sheet_response(request, _sheet(document_links()), "csv", version, link)


def _sheet(links: list[DocumentLink]) -> Sheet:
    header = ["document", "cites", "citations", "restatements", "held"]
    rows: list[list[Value]] = [
        [each.source, each.target, each.citations, each.restatements, str(each.is_held).lower()]
        for each in links
    ]
    return Sheet("documents-citing-documents", header, rows)


def network_picture() -> Picture:
    """Return the picture of the network, in the active language; four queries."""
    return _picture(symbols_in_order(), document_links())


def _picture(symbols_held: list[str], links: list[DocumentLink]) -> Picture:
    nodes, edges = document_network(symbols_held, links)
    return Picture(
        _("Documents citing documents"),
        network_finding(symbols_held, links),
        _(
            "By symbol: on the left the documents in this knowledge base, on the right those that"
            " they cite and that are not in it."
        ),
        lambda width: draw_network(nodes, edges, width),
    )


def network_finding(symbols_held: list[str], links: list[DocumentLink]) -> Finding:
    """Say which document cites the most others, and which is cited most, if one alone is."""
    citing = Counter(link.source for link in links if link.citations)
    cited: Counter[str] = Counter()
    for link in links:
        cited[link.target] += link.citations
    (source, count), (target, times) = _leader(citing), _leader(cited)
    if not citing:
        return Finding(_("No document in this knowledge base cites another by its symbol."))
    if count > 1 and times > 1:
        return Finding(
            _(
                "%(source)s cites %(count)s other documents, more than any other does;"
                " %(target)s is cited most, %(times)s times."
            ),
            {"source": source, "count": count, "target": target, "times": times},
        )
    return Finding(
        _(
            "Citations by symbol: %(times)s, in %(citing)s of the %(held)s documents in this"
            " knowledge base."
        ),
        {"times": cited.total(), "citing": len(citing), "held": len(symbols_held)},
    )


def _leader(counts: Counter[str]) -> tuple[str, int]:
    """Return what has the most, and how many; 0 if another has as many."""
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if first[1] > second[1] else (first[0], 0)


def symbols_in_order() -> list[str]:
    """Return the symbols of the documents, in the order of their years; one query."""
    rows = Document.objects.published().values_list("year", "symbol")
    return [symbol for _year, symbol in sorted(rows, key=lambda row: (row[0], _sort_key(row[1])))]


def document_links() -> list[DocumentLink]:
    """Return the links between different documents, in their order; three queries."""
    cited, restated = _count_citations(), _count_restatements()
    held = set(Document.objects.published().values_list("symbol", flat=True))
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
        Occurrence.objects.published()
        .restatements()
        .of_published()
        .filter(source)
        .order_by()
        .values_list("document__symbol", "recommendation__occurrences__document__symbol")
        .annotate(count=Count("pk"))
    )
    return Counter({(source, target): count for source, target, count in rows})


def document_network(
    symbols_held: list[str], links: list[DocumentLink]
) -> tuple[list[Node], list[Edge]]:
    """Return the documents held, those not held, and what links them, as far as they are drawn."""
    nodes = [
        *(
            Node(each, each, _citations_address(each), left=True)
            for each in symbols_held[:LAYOUT_LIMIT]
        ),
        *(
            Node(each, each, _un_address(each), left=False)
            for each in _missing_symbols(links)[:LAYOUT_LIMIT]
        ),
    ]
    keys = {node.key for node in nodes}
    edges = [
        Edge(
            each.source,
            each.target,
            link_label(each),
            each.citations or each.restatements,
            dashed=not each.citations,
        )
        for each in links
        if each.source in keys and each.target in keys
    ]
    return nodes, edges


def _missing_symbols(links: list[DocumentLink]) -> list[str]:
    """Return the symbols of documents that are cited and not held, in order."""
    return sorted({each.target for each in links if not each.is_held}, key=_sort_key)


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
