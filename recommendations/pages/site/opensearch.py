"""The OpenSearch description, by which browsers and other programs search this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description in the reader's language, which its results are in too."""
    context = {
        # Of the name, programs show 16 characters.
        "name": _("WG on smuggling"),
        "description": _(
            "Search the recommendations of the UN Working Group on the Smuggling of Migrants"
        ),
        "search": request.build_absolute_uri(reverse("recommendations:list")),
        "suggest": request.build_absolute_uri(reverse("recommendations:suggest")),
        "address": request.build_absolute_uri(request.path),
        "icon": request.build_absolute_uri(static("favicon.svg")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "site/opensearch.xml", context, content_type=kind)
