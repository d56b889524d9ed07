"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.exports import FORMATS
from recommendations.index import current_index
from recommendations.index.counts import PublishedCounts
from recommendations.names.labels import language_names
from recommendations.pages.site.newest_document import newest
from recommendations.pages.site.theme_matrix import theme_matrix
from recommendations.search import glossary
from smuggling_kb.preference import SOURCE


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The records in numbers, and the ways to them."""
    counts = PublishedCounts()
    return render(
        request,
        "site/home.html",
        {
            "counts": counts,
            "matrix": theme_matrix(),
            "languages": language_names(current_index().languages),
            "examples": list(glossary.WORDS.items())[: glossary.FEW],
            "more_words": get_language() != SOURCE,
            "formats": [(each, each.size(counts.records)) for each in FORMATS.values()],
            "newest": newest(get_language()),
        },
    )
