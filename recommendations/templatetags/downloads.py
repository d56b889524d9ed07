"""The links that take away what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from recommendations.exports import FORMATS
from recommendations.index.rows import RecommendationRow
from recommendations.names.labels import language_names

register = template.Library()


@register.inclusion_tag("browse/_downloads.html")
def downloads(query: str, count: int, rows: Iterable[RecommendationRow]) -> dict[str, Any]:
    """Render links to the list of a query in every format, with its size and its languages."""
    return {
        "formats": [(each, each.size(count)) for each in FORMATS.values()],
        "query": query,
        "count": count,
        "languages": language_names(sorted({row.language for row in rows})),
    }
