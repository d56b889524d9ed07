"""The passages of the documents, and their downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from recommendations.exports import FORMATS
from recommendations.exports.passage_files import (
    PassageDownload,
    write_passage_csv,
    write_passage_json,
)
from recommendations.pages.page_cache import mark_empty
from recommendations.pages.passages.passage_page import PassagePage
from recommendations.selection.passage_filter import PassageDownloadFilter, PassageFilter
from recommendations.selection.passage_selection import PassageSelection
from recommendations.selection.query_params import accepts_params
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.file_responses import file_response


@accepts_params(PassageFilter)
def passage_list(request: HttpRequest, filters: PassageFilter) -> HttpResponse:
    """The passages that contain the words asked for, or all; a fixed number of queries."""
    selection = PassageSelection(filters)
    if not selection.count:
        mark_empty(request)
    listing = PassagePage(selection)
    return render(request, "passages/passage_list.html", {"listing": listing})


@accepts_params(PassageDownloadFilter)
def passage_csv(request: HttpRequest, filters: PassageDownloadFilter) -> HttpResponseBase:
    """Every passage of the list as a table."""
    return _download(request, filters, "csv", write_passage_csv)


@accepts_params(PassageDownloadFilter)
def passage_json(request: HttpRequest, filters: PassageDownloadFilter) -> HttpResponseBase:
    """Every passage of the list as JSON."""
    return _download(request, filters, "json", write_passage_json)


def _download(
    request: HttpRequest,
    filters: PassageDownloadFilter,
    extension: str,
    write: Callable[[PassageDownload], Iterator[str]],
) -> HttpResponseBase:
    download = PassageDownload(
        PassageSelection(filters),
        root=site_root(request),
        url=absolute_address(request, request.path + filters.query()),
    )
    headers = {
        "Content-Disposition": download.disposition(extension),
        "X-Record-Count": str(download.selection.count),
        "X-Robots-Tag": "noindex",
    }
    return file_response(request, write(download), FORMATS[extension].content_type, headers)
