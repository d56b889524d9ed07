"""The numbers under which the same recommendation is printed, side by side.

Every number is that of a place which a document held prints; which paragraph of a report that is
not held carries a recommendation is not guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Case, F, IntegerField, Min, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from recommendations.index.counts import Counts
from recommendations.models import (
    Citation,
    CitationKind,
    Occurrence,
    OccurrenceRelation,
    Recommendation,
)
from recommendations.selection.fields import LayoutFilter, PageFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params
from sessions.genres import ConcordanceColumn, concordance_columns, genre_by_slug, genres_of_column
from sessions.models import Footnote, WorkingGroupSession
from sessions.places import cited
from sessions.symbols import parse
from smuggling_kb.downloads import response
from smuggling_kb.spreadsheets import Sheet, Value

#: Rows on one page.
AT_ONCE = 200
#: What the table can be sorted by: the code, or the numbers of a column.
CODE = "code"
SORTS = {
    CODE: gettext_lazy("Code"),
    **{column.slug: column.label for column in concordance_columns() if column.is_sortable},
}

RANGE = re.compile(
    r"(?P<first>\d+)-(?P<last>\d+)|\d+\((?P<first_item>[a-z])\)-\((?P<last_item>[a-z])\)"
)

#: The footnotes of the paper of 2019 that cite reports by paragraph, as they are told about.
PAPER, NOTES = "CTOC/COP/WG.7/2019/2", ("fn3", "fn4", "fn5")


@dataclass
class Numbers:
    """A recommendation and the places that print it, by the columns of the concordance."""

    recommendation: Recommendation
    places: dict[ConcordanceColumn, list[Occurrence]]

    @property
    def columns(self) -> list[list[Occurrence]]:
        return list(self.places.values())


@dataclass(frozen=True)
class Report:
    """A document that a footnote cites, and what the documents held prove of it."""

    citation: Citation
    #: How many of its paragraphs and items are cited; 0 for the document as a whole.
    passages: int
    #: The only meeting of the year in its symbol; none if that is not certain.
    session: WorkingGroupSession | None
    #: How many recommendations of that meeting are held.
    held: int


@dataclass(frozen=True)
class Note:
    """A footnote that cites reports, and the passage that it is on."""

    footnote: Footnote
    reports: list[Report]


class ConcordanceFilter(StrictFilterSet):
    """The parameters of the page and, but for the number of a page, of the file."""

    sort = LayoutFilter(labels=SORTS)
    page = PageFilter()


@accepts_params(ConcordanceFilter)
def concordance_detail(request: HttpRequest, filters: ConcordanceFilter) -> HttpResponse:
    """A fixed number of queries."""
    sort = filters.cleaned["sort"] or CODE
    found = filters.paginate(records(sort), AT_ONCE)
    rows = numbers(cast("QuerySet[Recommendation]", found.object_list))
    context = {
        "page": found,
        "rows": rows,
        "columns": concordance_columns(),
        "sort": sort,
        "notes": notes(),
    }
    return render(request, "citations/concordance.html", context)


@accepts_params(ConcordanceFilter)
def concordance_csv(request: HttpRequest, filters: ConcordanceFilter) -> HttpResponseBase:
    """The whole table for spreadsheets."""
    numbers_printed = [column.slug for column in concordance_columns()]
    header = ["code", "status", *numbers_printed, "footnotes"]
    return response(Sheet("concordance", header, _lines(filters.cleaned["sort"] or CODE)), "csv")


def _lines(sort: str) -> Iterator[list[Value]]:
    for row in numbers(records(sort)):
        record = row.recommendation
        yield [
            record.code,
            record.status,
            *([said(each) for each in column] for column in row.columns),
            None,
        ]
    empty = [None] * (2 + len(concordance_columns()))
    for note in notes():
        place = f"{PAPER}, {cited(note.footnote.anchor)}"
        for report in note.reports:
            yield [*empty, f"{place}: {report.citation.as_written}"]


def said(occurrence: Occurrence) -> str:
    """``CTOC/COP/WG.7/2015/5, para. 5``."""
    return f"{occurrence.document.symbol}, {cited(occurrence.anchor)}"


def records(sort: str) -> QuerySet[Recommendation]:
    """The published records; those that the sorting document does not print stand last."""
    published = Recommendation.objects.published()
    in_code_order = ("year", "number", "letter")
    if sort == CODE:
        return published.order_by(*in_code_order)
    printed = Q(occurrences__document__genre__in=genres_of_column(sort))
    # The number in a code is that of the passage that the record was read from.
    return published.annotate(
        document_year=Min("occurrences__document__year", filter=printed),
        document_symbol=Min("occurrences__document__symbol", filter=printed),
    ).order_by(
        F("document_year").asc(nulls_last=True),
        F("document_symbol").asc(nulls_last=True),
        Case(When(document_year__isnull=True, then=F("year")), output_field=IntegerField()),
        "number",
        "letter",
    )


def numbers(recommendations: QuerySet[Recommendation]) -> list[Numbers]:
    """Each with the places that print it; two queries."""
    found = []
    for record in recommendations.prefetch_related("occurrences__document"):
        row = Numbers(record, {column: [] for column in concordance_columns()})
        for occurrence in sorted(record.occurrences.all(), key=_source_first):
            row.places[genre_by_slug(occurrence.document.genre).column].append(occurrence)
        found.append(row)
    return found


def _source_first(occurrence: Occurrence) -> tuple[bool, int]:
    return occurrence.relation != OccurrenceRelation.SOURCE, occurrence.pk


def notes() -> list[Note]:
    """The footnotes on earlier work, with what they cite; five queries."""
    footnotes = Footnote.objects.filter(
        version__document__symbol=PAPER, anchor__in=NOTES
    ).select_related("version", "paragraph")
    of_year: defaultdict[int, list[WorkingGroupSession]] = defaultdict(list)
    for session in WorkingGroupSession.objects.exclude(start=None):
        of_year[session.start.year].append(session)
    counts = Counts()
    return [
        Note(
            footnote,
            [
                _report(each, of_year, counts)
                for each in sorted(footnote.citations.all(), key=lambda each: each.start)
                if each.kind == CitationKind.DOCUMENT
            ],
        )
        for footnote in footnotes.prefetch_related("citations").order_by("position")
    ]


def _report(
    citation: Citation, of_year: Mapping[int, list[WorkingGroupSession]], counts: Counts
) -> Report:
    try:
        year = parse(citation.reference).year or 0
    except ValueError:
        year = 0
    sessions = of_year.get(year, [])
    session = sessions[0] if len(sessions) == 1 else None
    held = counts.in_session(session.number) if session else 0
    return Report(citation, extent(citation.pinpoint), session, held)


def extent(pinpoint: str) -> int:
    """How many passages are cited: 3 of ``7, 9-10``, 11 of ``8(a)-(k)``; 0 of nothing."""
    total = 0
    for part in filter(None, pinpoint.split(", ")):
        match = RANGE.fullmatch(part)
        if match is None:
            total += 1
        elif match["first_item"]:
            total += ord(match["last_item"]) - ord(match["first_item"]) + 1
        else:
            total += int(match["last"]) - int(match["first"]) + 1
    return total
