"""The citations of all documents by destination, and the works cited that are not held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recommendations.citations.destinations import count_by_destination
from recommendations.models import Citation, CitationKind, Unresolved
from recommendations.pages.citations.document_citations import CitingPassage
from recommendations.selection.fields import OneOfFilter, PageFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params

#: Works on one page, and passages shown with each.
AT_ONCE, PASSAGES = 50, 6
ANY = "any"


@dataclass(frozen=True)
class UnresolvedWork:
    """A work that is cited and not held, with the first passages that cite it."""

    kind: CitationKind
    reason: Unresolved
    reference: str
    symbol: str
    count: int
    passages: list[CitingPassage]

    @property
    def hidden_count(self) -> int:
        """The number of passages that are not shown."""
        return self.count - len(self.passages)


#: The fields in which citations of the same work are equal.
SAME = ("kind", "reference", "symbol", "unresolved")


class KindFilter(OneOfFilter):
    """Narrows to the citations of a kind."""

    def filter(self, qs: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
        return qs if value == ANY else super().filter(qs, value)


class UnresolvedWorkFilter(StrictFilterSet):
    """The parameters of the page."""

    kind = KindFilter(labels={ANY: "", **dict(CitationKind.choices)})
    page = PageFilter()


@accepts_params(UnresolvedWorkFilter)
def citation_list(request: HttpRequest, filters: UnresolvedWorkFilter) -> HttpResponse:
    """The citations of all documents; a fixed number of queries."""
    kind = filters.cleaned_data["kind"] or ANY
    chosen = filters.filter_queryset(Citation.objects.in_documents().unresolved())
    rows = chosen.values(*SAME).annotate(count=Count("pk")).order_by("kind", "reference", "symbol")
    found = filters.paginate(rows, AT_ONCE)
    return render(
        request,
        "citations/citation_list.html",
        {
            "tally": count_by_destination(),
            "page": found,
            "works": unresolved_works(list(found.object_list)),
            "kind": kind,
            "label": "" if kind == ANY else CitationKind(kind).label,
            "kinds": [(ANY, ""), *CitationKind.choices],
        },
    )


def unresolved_works(rows: list[dict[str, Any]]) -> list[UnresolvedWork]:
    """Return the works with the first passages that cite each; one query."""
    wanted = Q(pk=None)
    for row in rows:
        wanted |= Q(**{name: row[name] for name in SAME})
    passages: defaultdict[tuple[str, ...], list[CitingPassage]] = defaultdict(list)
    citations = Citation.objects.in_documents().filter(wanted).with_passage()
    for citation in citations.in_reading_order():
        passages[_key(citation)].append(CitingPassage.from_citation(citation))
    return [
        UnresolvedWork(
            CitationKind(row["kind"]),
            Unresolved(row["unresolved"]),
            row["reference"],
            row["symbol"],
            row["count"],
            passages[tuple(str(row[name]) for name in SAME)][:PASSAGES],
        )
        for row in rows
    ]


def _key(citation: Citation) -> tuple[str, ...]:
    return tuple(str(getattr(citation, name)) for name in SAME)
