"""The alignment of languages as a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from recommendations.exports.csv_metadata import description_link
from recommendations.pages.alignment.alignment_file import alignment_sheet
from recommendations.pages.alignment.alignment_filter import AlignmentFilter
from recommendations.pages.alignment.alignment_page import alignment_page
from recommendations.selection.query_params import accepts_params
from smuggling_kb.admin.downloads import sheet_response
from smuggling_kb.deployment.site_address import absolute_address


@accepts_params(AlignmentFilter)
def alignment_detail(request: HttpRequest, filters: AlignmentFilter) -> HttpResponse:
    """The languages of every record and of their texts; a fixed number of queries."""
    context = {"listing": alignment_page(filters), "filters": filters}
    return render(request, "alignment/alignment_detail.html", context)


@accepts_params(AlignmentFilter)
def alignment_csv(request: HttpRequest, filters: AlignmentFilter) -> HttpResponseBase:
    """The same as a file with all rows, and one for each language."""
    sheet = alignment_sheet(filters, get_language())
    version = filters.index.data_version.label
    link = description_link(absolute_address(request, reverse("data")))
    return sheet_response(request, sheet, "csv", version, link)
