"""The passages of the documents, and their downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from recommendations.exports import FORMATS
from recommendations.exports.csv_metadata import CONTENT_TYPE, csv_metadata, metadata_link
from recommendations.exports.json_file import dumps
from recommendations.exports.passage_files import (
    PASSAGE_COLUMNS,
    PassageDownload,
    write_passage_csv,
    write_passage_json,
)
from recommendations.pages.page_cache import forbid_keeping
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
        forbid_keeping(request)
    listing = PassagePage(selection)
    return render(request, "passages/passage_list.html", {"listing": listing})


@accepts_params(PassageDownloadFilter)
def passage_csv(request: HttpRequest, filters: PassageDownloadFilter) -> HttpResponseBase:
    """Every passage of the list as a table."""
    return _file_response(request, filters, "csv", write_passage_csv)


@accepts_params(PassageDownloadFilter)
def passage_json(request: HttpRequest, filters: PassageDownloadFilter) -> HttpResponseBase:
    """Every passage of the list as JSON."""
    return _file_response(request, filters, "json", write_passage_json)


@accepts_params(PassageDownloadFilter)
def passage_csv_metadata(request: HttpRequest, filters: PassageDownloadFilter) -> HttpResponse:
    """Describe the CSV file of a list of passages: rows, data, terms, columns; no query."""
    download = _passage_download(request, filters, reverse("recommendations:passages_csv"))
    key = ["document", "anchor", "language"]
    metadata = csv_metadata(download.provenance, download.data_version, PASSAGE_COLUMNS, key)
    return HttpResponse(
        dumps(metadata), content_type=CONTENT_TYPE, headers={"X-Robots-Tag": "noindex"}
    )


def _passage_download(
    request: HttpRequest, filters: PassageDownloadFilter, path: str
) -> PassageDownload:
    return PassageDownload(
        PassageSelection(filters),
        root=site_root(request),
        url=absolute_address(request, path + filters.query()),
    )


def _file_response(
    request: HttpRequest,
    filters: PassageDownloadFilter,
    extension: str,
    write: Callable[[PassageDownload], Iterator[str]],
) -> HttpResponseBase:
    download = _passage_download(request, filters, request.path)
    described = reverse("recommendations:passages_csv_metadata") + filters.query()
    headers = {
        "Content-Disposition": download.disposition(extension),
        "Link": metadata_link(absolute_address(request, described)),
        "X-Record-Count": str(download.selection.count),
        "X-Robots-Tag": "noindex",
    }
    return file_response(request, write(download), FORMATS[extension].content_type, headers)
