"""The list of recommendations, and its downloads."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from recommendations.citations.lookup import direct_target
from recommendations.exports import FORMATS, ExportFormat
from recommendations.exports.csv_metadata import CONTENT_TYPE, csv_metadata, metadata_link
from recommendations.exports.download import Download
from recommendations.exports.json_file import dumps
from recommendations.exports.provenance import list_provenance
from recommendations.pages.browse import list_tools
from recommendations.pages.browse.list_page import ListPage
from recommendations.pages.page_cache import forbid_keeping
from recommendations.selection.filter_set import PageOutOfRange
from recommendations.selection.filters import (
    DownloadFilter,
    RecommendationFilter,
    list_address,
    text_params,
)
from recommendations.selection.query_params import accepts_params
from recommendations.selection.query_string import query_string
from recommendations.selection.result_pages import ResultPage
from recommendations.selection.selection import Selection
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.file_responses import FEW_ROWS, file_response, whole_file_response
from smuggling_kb.languages import BY_CODE


@accepts_params(RecommendationFilter)
def recommendation_list(request: HttpRequest, filters: RecommendationFilter) -> HttpResponse:
    """The list, its filters and the ways to take it away; to what is cited, straight."""
    if address := cited_target(filters.query_params):
        return redirect(address)
    selection = Selection(filters)
    if not selection.count:
        forbid_keeping(request)
    page = ResultPage(selection)
    if page.number > page.pages:
        raise PageOutOfRange(page.pages)
    return render(request, "browse/list.html", {"listing": ListPage(page, site_root(request))})


@accepts_params(DownloadFilter)
def recommendation_print(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    """Every record of a list on one page, to be printed; refused where they are too many."""
    filters = filters.with_layout({"group", "view", "columns"})
    selection = Selection(filters)
    if not list_tools.can_be_printed(selection.count):
        context = ways_to_take(filters) | {"limit": list_tools.print_limit()}
        return render(request, "browse/too_long.html", context, status=400)
    page = ResultPage(selection, number=1, size=max(1, selection.count))
    address = absolute_address(request, request.path + filters.query())
    download = Download(selection, get_language(), root=site_root(request), url=address)
    listing = ListPage(page)
    body = listing.printed_body(list_provenance(download))
    return render(request, "browse/print.html", {"listing": listing, "body": body})


def cited_target(params: QueryDict) -> str:
    """The address of the one thing that the words searched for cite, if nothing else is asked.

    The page of a record shows the text that is asked for.
    """
    asked = dict(params.lists())
    text = text_params(asked.pop("text", [""])[0])
    address = direct_target(asked["q"][0]) if list(asked) == ["q"] else ""
    is_record = address.startswith(list_address(get_language()))
    return address + query_string(text) if is_record else address


def refuse_large_list(
    request: HttpRequest, filters: RecommendationFilter, form: ExportFormat
) -> HttpResponse:
    """Tell that a list is too long for a format, and which ways to take it there are (400)."""
    context = ways_to_take(filters) | {"limit": form.limit}
    return render(request, "browse/too_long.html", context, status=400)


def ways_to_take(filters: RecommendationFilter) -> dict[str, str]:
    """Return the addresses of a list and of its workbook."""
    query = filters.list_query
    table = reverse("recommendations:download", args=["xlsx"]) + query
    return {"table": table, "list": filters.unfiltered_address + query}


@accepts_params(DownloadFilter)
def recommendation_download(
    request: HttpRequest, filters: DownloadFilter, extension: str
) -> HttpResponseBase:
    """Every record of the list, in the format that the address ends in."""
    language = get_language()
    form = FORMATS[extension]
    filters = filters.with_layout(form.layout)
    selection = Selection(filters)
    if not form.holds(selection.count):
        return refuse_large_list(request, filters, form)
    file = Download(
        selection,
        language,
        root=site_root(request),
        url=absolute_address(request, request.path + filters.query()),
    )
    languages = selection.languages or [language]
    described = reverse("recommendations:csv_metadata") + filters.query()
    headers = {
        "Content-Disposition": file.disposition(extension),
        "Link": metadata_link(absolute_address(request, described)),
        "Content-Language": ", ".join(BY_CODE[code].tag for code in languages),
        "X-Record-Count": str(file.count),
        "X-Robots-Tag": "noindex",
    }
    if form.make:
        make = partial(form.make, file)
        is_small = file.count <= FEW_ROWS
        return whole_file_response(request, make, form.content_type, headers, is_small=is_small)
    parts = form.write(file) if form.write else ()
    return file_response(request, parts, form.content_type, headers)


@accepts_params(DownloadFilter)
def recommendation_csv_metadata(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    """Describe the CSV file of a list: its rows, its data, its terms, its columns; no query."""
    filters = filters.with_layout(FORMATS["csv"].layout)
    address = reverse("recommendations:download", args=["csv"]) + filters.query()
    file = Download(
        Selection(filters),
        get_language(),
        root=site_root(request),
        url=absolute_address(request, address),
    )
    metadata = csv_metadata(list_provenance(file), file.data_version, file.columns, ["code"])
    return HttpResponse(
        dumps(metadata), content_type=CONTENT_TYPE, headers={"X-Robots-Tag": "noindex"}
    )
