"""Documents citing documents: who cites whom, how often, and who prints whose records again."""

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

from recommendations.models import Citation, Occurrence, OccurrenceRelation, passage_value
from recommendations.pages.citations.network_layout import Drawing, Edge, Node, draw
from sessions import symbols
from sessions.models import Document
from smuggling_kb.downloads import response
from smuggling_kb.spreadsheets import Sheet, Value

#: Documents in the drawing; the table has them all.
DRAWN = 60


@dataclass(frozen=True)
class Link:
    """That one document cites another, or prints its records again, and how often."""

    source: str
    target: str
    citations: int
    restatements: int
    #: Whether the target is held.
    is_held: bool


@require_safe
def network_detail(request: HttpRequest) -> HttpResponse:
    """A fixed number of queries."""
    held, found = documents_held(), links()
    return render(
        request,
        "citations/network.html",
        {
            "links": found,
            "drawing": drawing(held, found),
            "held": held,
            "uncited": [symbol for symbol in held if symbol not in {each.target for each in found}],
            "drawn": DRAWN,
        },
    )


@require_safe
def network_csv(request: HttpRequest) -> HttpResponseBase:
    """Every link, for spreadsheets."""
    header = ["document", "cites", "citations", "restatements", "held"]
    rows: list[list[Value]] = [
        [each.source, each.target, each.citations, each.restatements, str(each.is_held).lower()]
        for each in links()
    ]
    return response(Sheet("documents-citing-documents", header, rows), "csv")


def documents_held() -> list[str]:
    """The symbols of the documents, in the order of their years; one query."""
    rows = Document.objects.values_list("year", "symbol")
    return [symbol for _year, symbol in sorted(rows, key=lambda row: (row[0], _order(row[1])))]


def links() -> list[Link]:
    """Between different documents, in their order; three queries."""
    cited, restated = _citations(), _restatements()
    held = set(Document.objects.values_list("symbol", flat=True))
    pairs = sorted({*cited, *restated}, key=lambda pair: (_order(pair[0]), _order(pair[1])))
    return [
        Link(source, target, cited[source, target], restated[source, target], target in held)
        for source, target in pairs
        if source != target
    ]


def _order(symbol: str) -> tuple[str | int, ...]:
    return symbols.ordering_key(symbol)


def _citations() -> Counter[tuple[str, str]]:
    """How often each document cites what has a symbol; one query."""
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


def _restatements() -> Counter[tuple[str, str]]:
    """How many records each document prints again that were read from each other; one query."""
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


def drawing(held: list[str], found: list[Link]) -> Drawing:
    """What is held on one side, what is not on the other."""
    lacking = sorted({each.target for each in found if not each.is_held}, key=_order)
    nodes = [
        *(Node(each, each, _page(each), left=True) for each in held[:DRAWN]),
        *(Node(each, each, _at_the_un(each), left=False) for each in lacking[:DRAWN]),
    ]
    drawn = {node.key for node in nodes}
    edges = [
        Edge(each.source, each.target, said(each), dashed=not each.citations)
        for each in found
        if each.source in drawn and each.target in drawn
    ]
    return draw(nodes, edges)


def said(link: Link) -> str:
    """A link in words, for whoever points at its line."""
    words = {
        "source": link.source,
        "target": link.target,
        "citations": link.citations,
        "records": link.restatements,
    }
    if not link.citations:
        return _("%(source)s prints records of %(target)s again: %(records)s") % words
    return _("%(source)s cites %(target)s: %(citations)s") % words


def _page(symbol: str) -> str:
    return reverse("recommendations:document_citations", args=[symbol])


def _at_the_un(symbol: str) -> str:
    return symbols.address(symbol, get_language() or "en")
