"""The OpenSearch description, by which browsers and other programs search this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smuggling_kb.deployment.site_address import absolute_address


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description in the reader's language, which its results are in too."""
    context = {
        # Of the name, programs show 16 characters.
        "name": _("WG on smuggling"),
        "description": _(
            "Search the recommendations of the UN Working Group on the Smuggling of Migrants"
        ),
        "search": absolute_address(request, reverse("recommendations:list")),
        "suggest": absolute_address(request, reverse("recommendations:suggest")),
        "address": absolute_address(request, request.path),
        "icon": absolute_address(request, static("favicon.svg")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "site/opensearch.xml", context, content_type=kind)
