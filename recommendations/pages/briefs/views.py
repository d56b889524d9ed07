"""The brief of any list as a page and as DOCX."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.exports.download import file_names
from recommendations.pages.briefs import docx
from recommendations.pages.briefs.brief import Brief
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.query_params import accepts_params
from recommendations.selection.selection import Selection
from smuggling_kb.deployment.site_address import site_root
from smuggling_kb.errors import too_many_downloads
from smuggling_kb.file_responses import take_turn


@accepts_params(DownloadFilter)
def brief_detail(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    """The brief as a page; a fixed number of queries."""
    return render(request, "briefs/brief.html", {"brief": Brief(Selection(filters))})


@accepts_params(DownloadFilter)
def brief_docx(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    """The brief as a file, with the same words as the page."""
    with take_turn(is_small=True) as has_turn:
        return _brief_file(request, filters) if has_turn else too_many_downloads(request)


def _brief_file(request: HttpRequest, filters: DownloadFilter) -> HttpResponse:
    brief = Brief(Selection(filters))
    html = render_to_string("briefs/_brief.html", {"brief": brief}, request)
    title = _("Briefing note: %(about)s") % {"about": brief.description}
    file = docx.docx_file(
        html,
        title=title,
        language=get_language(),
        root=site_root(request),
        day=brief.data_version.date,
    )
    asked = (f"{name} {' '.join(values)}" for name, values in brief.list_filters.params().items())
    return HttpResponse(
        file,
        content_type=docx.CONTENT_TYPE,
        headers={
            "Content-Disposition": file_names(
                " ".join(["brief", *asked]), title, brief.data_version, "docx"
            ),
            "X-Robots-Tag": "noindex",
        },
    )
