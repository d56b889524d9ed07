"""The numbers under which the same recommendation is printed, side by side.

Every number is that of a place which a document held prints; which paragraph of a report that is
not held carries a recommendation is not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from django.db.models import Case, F, IntegerField, Min, Prefetch, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from recommendations.exports.csv_metadata import description_link
from recommendations.index import current_index
from recommendations.models import Occurrence, OccurrenceRelation, Recommendation
from recommendations.pages.citations.report_footnotes import footnotes_on_reports
from recommendations.selection.fields import LayoutFilter, PageFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params
from sessions.genres import ConcordanceColumn, concordance_columns, genre_by_slug, genres_of_column
from sessions.models import Document
from sessions.places import place_label
from smuggling_kb.admin.downloads import sheet_response
from smuggling_kb.database.key_sets import key_set
from smuggling_kb.deployment.site_address import absolute_address
from smuggling_kb.spreadsheets import Sheet, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Rows on one page.
AT_ONCE = 200
#: Records whose places are read at a time for a file.
BATCH = 2000
#: The order of codes; the other orders are those of the numbers of a column.
CODE = "code"


@dataclass
class ConcordanceRow:
    """A recommendation and the places that print it, by the columns of the concordance."""

    recommendation: Recommendation
    places: dict[ConcordanceColumn, list[Occurrence]]

    @property
    def columns(self) -> list[list[Occurrence]]:
        return list(self.places.values())


def sort_labels() -> dict[str, StrPromise | str]:
    """Return what the table can be sorted by, in words."""
    columns = {column.slug: column.label for column in concordance_columns() if column.is_sortable}
    return {CODE: gettext_lazy("Code"), **columns}


class ConcordanceFilter(StrictFilterSet):
    """The parameters of the page and, but for the number of a page, of the file."""

    sort = LayoutFilter(labels=sort_labels)
    page = PageFilter()


@accepts_params(ConcordanceFilter)
def concordance_detail(request: HttpRequest, filters: ConcordanceFilter) -> HttpResponse:
    """The concordance as a page; a fixed number of queries."""
    sort = filters.cleaned_data["sort"] or CODE
    found = filters.paginate(records_in_order(sort), AT_ONCE)
    rows = concordance_rows(cast("QuerySet[Recommendation]", found.object_list))
    context = {
        "page": found,
        "rows": rows,
        "columns": concordance_columns(),
        "sort": sort,
        "footnotes": footnotes_on_reports(),
    }
    return render(request, "citations/concordance.html", context)


@accepts_params(ConcordanceFilter)
def concordance_csv(request: HttpRequest, filters: ConcordanceFilter) -> HttpResponseBase:
    """The concordance as a file, with all its rows."""
    numbers_printed = [column.slug for column in concordance_columns()]
    header = ["code", "status", *numbers_printed, "footnotes"]
    rows = _csv_rows(filters.cleaned_data["sort"] or CODE, get_language())
    version = current_index().data_version.label
    link = description_link(absolute_address(request, reverse("data")))
    return sheet_response(request, Sheet("concordance", header, rows), "csv", version, link)


def _csv_rows(sort: str, language: str) -> Iterator[list[Value]]:
    """Yield every row; three queries, and one for every ``BATCH`` of records."""
    columns = concordance_columns()
    records = iter(_printed_records(sort))
    documents = {
        pk: (symbol, columns.index(genre_by_slug(genre).column))
        for pk, symbol, genre in Document.objects.published().values_list("pk", "symbol", "genre")
    }
    while batch := list(islice(records, BATCH)):
        places: dict[int, list[list[str]]] = {pk: [[] for _each in columns] for pk, *_rest in batch}
        # The language that is active may be another once the response has begun.
        with override(language):
            for pk, document, anchor in _printed_places(list(places)):
                symbol, column = documents[document]
                places[pk][column].append(_place_name(symbol, anchor))
        for pk, code, status in batch:
            yield [code, status, *places[pk], None]
    empty = [None] * (2 + len(columns))
    with override(language):
        footnotes = [
            (_place_name(each.footnote.version.document.symbol, each.footnote.anchor), each.reports)
            for each in footnotes_on_reports()
        ]
    for place, reports in footnotes:
        for report in reports:
            yield [*empty, f"{place}: {report.citation.as_written}"]


def _printed_records(sort: str) -> Iterable[tuple[int, str, str]]:
    """Return key, code and status of the published records in order; at most one query."""
    index = current_index()
    if sort != CODE:
        return records_in_order(sort).values_list("pk", "code", "status")
    statuses = index.columns["status"]
    return (
        (index.pks[place], index.code(place), statuses.values_at(place)[0])
        for place in range(index.size)
    )


def _printed_places(pks: Collection[int]) -> Iterable[tuple[int, int, str]]:
    """Return the places that print some records, the sources first: record, document, anchor."""
    is_source = Case(When(relation=OccurrenceRelation.SOURCE, then=0), default=1)
    found = Occurrence.objects.published().filter(recommendation__in=key_set(pks))
    return found.order_by(is_source, "pk").values_list("recommendation", "document", "anchor")


def _place_name(symbol: str, anchor: str) -> str:
    """``CTOC/COP/WG.7/2015/5, para. 5``."""
    return f"{symbol}, {place_label(anchor)}"


def records_in_order(sort: str) -> QuerySet[Recommendation]:
    """Return the published records; those without a number to sort by stand last."""
    published = Recommendation.objects.published()
    in_code_order = ("year", "number", "letter")
    if sort == CODE:
        return published.order_by(*in_code_order)
    columns = Document.objects.published().filter(genre__in=genres_of_column(sort))
    printed = Q(occurrences__document__in=columns)
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


def concordance_rows(recommendations: QuerySet[Recommendation]) -> list[ConcordanceRow]:
    """Return each record with the places that print it; two queries."""
    found = []
    places = Occurrence.objects.published().in_document_order()
    for record in recommendations.prefetch_related(Prefetch("occurrences", places)):
        row = ConcordanceRow(record, {column: [] for column in concordance_columns()})
        for occurrence in sorted(record.occurrences.all(), key=_source_first):
            row.places[genre_by_slug(occurrence.document.genre).column].append(occurrence)
        found.append(row)
    return found


def _source_first(occurrence: Occurrence) -> tuple[bool, int]:
    return occurrence.relation != OccurrenceRelation.SOURCE, occurrence.pk
