"""The brief of any list as a page and as DOCX."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.exports.download import file_names
from recommendations.pages.briefs import docx
from recommendations.pages.briefs.brief import Brief
from recommendations.pages.browse.views import filtered
from recommendations.selection.form import OF_THE_PAGE
from recommendations.selection.selection import Selection


@require_safe
@filtered(ignoring=OF_THE_PAGE)
def brief_detail(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The brief as a page; a fixed number of queries."""
    return render(request, "briefs/brief.html", {"brief": Brief(selection)})


@require_safe
@filtered(ignoring=OF_THE_PAGE)
def brief_docx(request: HttpRequest, selection: Selection) -> HttpResponse:
    """The brief as a file, with the same words as the page."""
    brief = Brief(selection)
    html = render_to_string("briefs/_brief.html", {"brief": brief}, request)
    title = _("Brief: %(about)s") % {"about": brief.description}
    file = docx.docx_file(
        html,
        title=title,
        language=get_language(),
        root=request.build_absolute_uri("/").rstrip("/"),
        changed=brief.revision.changed,
    )
    asked = (
        f"{name} {' '.join(values)}" for name, values in brief.list_filters.parameters().items()
    )
    return HttpResponse(
        file,
        content_type=docx.CONTENT_TYPE,
        headers={
            "Content-Disposition": file_names(
                " ".join(["brief", *asked]), title, f"{timezone.localdate():%Y-%m-%d}.docx"
            ),
            "X-Robots-Tag": "noindex",
        },
    )
