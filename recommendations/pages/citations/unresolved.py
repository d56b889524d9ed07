"""What the documents cite: how much of it leads where, and what is not held here, to be found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recommendations.citations.destinations import count_by_destination
from recommendations.models import Citation, CitationKind, Unresolved
from recommendations.selection.fields import OneOfFilter, PageFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params
from sessions.models import LanguageVersion

#: Works on one page, and places that are named of each.
AT_ONCE, PLACES = 50, 6
ANY = "any"


@dataclass(frozen=True)
class CitingLocation:
    """A passage that cites, in the words that do."""

    version: LanguageVersion
    anchor: str
    as_written: str


@dataclass(frozen=True)
class Work:
    """Something that is cited and not held, with some of the places that cite it."""

    kind: CitationKind
    reason: Unresolved
    reference: str
    symbol: str
    count: int
    places: list[CitingLocation]

    @property
    def more(self) -> int:
        """How many places are not named."""
        return self.count - len(self.places)


#: What makes two citations ones of the same work.
SAME = ("kind", "reference", "symbol", "unresolved")


class KindFilter(OneOfFilter):
    """Narrows to the citations of a kind."""

    def filter(self, qs: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
        return qs if value == ANY else super().filter(qs, value)


class UnresolvedFilter(StrictFilterSet):
    """The parameters of the page."""

    kind = KindFilter(labels={ANY: "", **dict(CitationKind.choices)})
    page = PageFilter()


@accepts_params(UnresolvedFilter)
def citation_list(request: HttpRequest, filters: UnresolvedFilter) -> HttpResponse:
    """A fixed number of queries."""
    kind = filters.cleaned["kind"] or ANY
    chosen = filters.filter_queryset(Citation.objects.in_documents().unresolved())
    rows = chosen.values(*SAME).annotate(count=Count("pk")).order_by("kind", "reference", "symbol")
    found = filters.paginate(rows, AT_ONCE)
    return render(
        request,
        "citations/unresolved.html",
        {
            "tally": count_by_destination(),
            "page": found,
            "works": works(list(found.object_list)),
            "kind": kind,
            "label": "" if kind == ANY else CitationKind(kind).label,
            "kinds": [(ANY, ""), *CitationKind.choices],
        },
    )


def works(rows: list[dict[str, Any]]) -> list[Work]:
    """The works with the first places that cite each; one query."""
    wanted = Q(pk=None)
    for row in rows:
        wanted |= Q(**{name: row[name] for name in SAME})
    places: defaultdict[tuple[str, ...], list[CitingLocation]] = defaultdict(list)
    citations = Citation.objects.in_documents().filter(wanted).with_passage()
    for citation in citations.order_by("pk"):
        places[_key(citation)].append(_place(citation))
    return [
        Work(
            CitationKind(row["kind"]),
            Unresolved(row["unresolved"]),
            row["reference"],
            row["symbol"],
            row["count"],
            places[tuple(str(row[name]) for name in SAME)][:PLACES],
        )
        for row in rows
    ]


def _key(citation: Citation) -> tuple[str, ...]:
    return tuple(str(getattr(citation, name)) for name in SAME)


def _place(citation: Citation) -> CitingLocation:
    passage = citation.passage
    if passage is None:
        raise ValueError(f"{citation} stands in no document")
    return CitingLocation(passage.version, passage.anchor, citation.as_written)
