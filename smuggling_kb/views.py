"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from recommendations import texts
from recommendations.counts import Counts
from recommendations.exports import FORMATS
from recommendations.matrix import matrix
from recommendations.newest import newest

#: Words to try in the search, with what they mean.
EXAMPLES = (("海上", _("at sea")), ("儿童", _("children")), ("执法", _("law enforcement")))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What there is, and the ways to it."""
    counts = Counts()
    return render(
        request,
        "home.html",
        {
            "counts": counts,
            "matrix": matrix(counts),
            "languages": texts.said(texts.languages_held()),
            "examples": EXAMPLES,
            "formats": [(each, each.about(counts.records)) for each in FORMATS.values()],
            "newest": newest(get_language()),
        },
    )
