"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations import snapshot, texts
from recommendations.counts import Counts
from recommendations.exports import FORMATS
from recommendations.matrix import matrix
from recommendations.newest import newest
from recommendations.search import vocabulary
from smuggling_kb.preference import SOURCE


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
            "languages": texts.said(snapshot.current().languages),
            "examples": list(vocabulary.WORDS.items())[: vocabulary.FEW],
            "more_words": get_language() != SOURCE,
            "formats": [(each, each.about(counts.records)) for each in FORMATS.values()],
            "newest": newest(get_language()),
        },
    )
