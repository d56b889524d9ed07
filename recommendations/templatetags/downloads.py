"""The links that take away what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from recommendations.exports import FORMATS
from recommendations.index import bitmaps, current_index
from recommendations.index.rows import RecommendationRow
from recommendations.selection.language_coverage import format_displayed
from recommendations.texts.codes import code_parts
from smuggling_kb.preference import text_preference

register = template.Library()


@register.inclusion_tag("browse/_downloads.html")
def downloads(query: str, count: int, rows: Iterable[RecommendationRow]) -> dict[str, Any]:
    """Render links to the list of a query in every format, with its size and its languages."""
    return {
        "formats": [(each, each.size(count)) for each in FORMATS.values()],
        "query": query,
        "count": count,
        "languages": _displayed_languages([row.code for row in rows]),
    }


def _displayed_languages(codes: Iterable[str]) -> str:
    index = current_index()
    places = [place for code in codes if (place := index.place(*code_parts(code))) is not None]
    return format_displayed(index, bitmaps.from_places(places, index.size), text_preference())
