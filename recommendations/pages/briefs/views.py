"""The brief of any list as a page and as a Word file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from recommendations.exports import FORMATS
from recommendations.exports.download import Download, file_names
from recommendations.pages.briefs.brief import Brief
from recommendations.pages.briefs.word_file import BriefWriter
from recommendations.pages.browse.views import refuse_large_list
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.query_params import accepts_params
from recommendations.selection.selection import Selection
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.file_responses import FEW_ROWS, whole_file_response

WORD = FORMATS["docx"]


@accepts_params(DownloadFilter)
def brief_detail(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    """The brief as a page; a fixed number of queries."""
    return render(request, "briefs/brief.html", {"brief": Brief(Selection(filters))})


@accepts_params(DownloadFilter)
def brief_docx(request: HttpRequest, filters: DownloadFilter) -> HttpResponseBase:
    """The brief as a Word file, with every record; refused where they are too many."""
    brief = Brief(Selection(filters))
    count = brief.selection.count
    if not WORD.holds(count):
        return refuse_large_list(request, filters, WORD)
    address = absolute_address(request, request.path + brief.query)
    download = Download(brief.selection, get_language(), root=site_root(request), url=address)
    asked = (f"{name} {' '.join(values)}" for name, values in brief.list_filters.params().items())
    names = file_names(" ".join(["brief", *asked]), brief.title, brief.data_version, "docx")
    return whole_file_response(
        request,
        lambda: BriefWriter(brief, download).file(),
        WORD.content_type,
        {"Content-Disposition": names, "X-Robots-Tag": "noindex"},
        is_small=count <= FEW_ROWS,
    )
