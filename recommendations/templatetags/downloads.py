"""The links that take away what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from recommendations.exports import FORMATS
from recommendations.index import bitmaps, current_index
from recommendations.index.rows import RecommendationRow
from recommendations.selection.language_coverage import (
    DisplayedTexts,
    displayed_texts,
    format_texts,
)
from recommendations.texts.codes import code_parts
from smuggling_kb.preference import text_preference

register = template.Library()


@register.inclusion_tag("browse/_downloads.html")
def downloads(query: str, count: int, rows: Iterable[RecommendationRow]) -> dict[str, Any]:
    """Render links to the list of a query in every format, with its size and its languages."""
    shown = _displayed_texts([row.code for row in rows])
    translated = sum(each.unofficial for each in shown)
    return {
        "formats": [(each, each.size(count, translated)) for each in FORMATS.values()],
        "query": query,
        "count": count,
        "languages": format_texts(shown),
    }


def _displayed_texts(codes: Iterable[str]) -> list[DisplayedTexts]:
    index = current_index()
    places = [place for code in codes if (place := index.place(*code_parts(code))) is not None]
    among = bitmaps.from_places(places, index.size)
    return displayed_texts(index, among, text_preference())
