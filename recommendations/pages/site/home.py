"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.exports import FORMATS
from recommendations.index import current_index
from recommendations.index.counts import PublishedCounts
from recommendations.pages.site.newest_document import newest
from recommendations.pages.site.theme_matrix import theme_matrix
from recommendations.search.vocabulary import glossary
from recommendations.selection.language_coverage import format_coverage
from smuggling_kb.preference import text_preference


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The records in numbers, and the ways to them."""
    counts, index = PublishedCounts(), current_index()
    translated = index.translation_count(index.everything, text_preference())
    return render(
        request,
        "site/home.html",
        {
            "counts": counts,
            "matrix": theme_matrix(),
            "language_coverage": format_coverage(index, index.everything),
            "examples": list(glossary.main_words(get_language()).values())[: glossary.FEW],
            "formats": [(each, each.size(counts.records, translated)) for each in FORMATS.values()],
            "newest": newest(get_language()),
        },
    )
