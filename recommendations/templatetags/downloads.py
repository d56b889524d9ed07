"""The links that take away what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language

from recommendations.exports import FORMATS
from recommendations.models import Recommendation
from recommendations.names.labels import language_names

register = template.Library()


@register.inclusion_tag("browse/_downloads.html")
def downloads(query: str, count: int, recommendations: Iterable[Recommendation]) -> dict[str, Any]:
    """The list that ``query`` selects in every format, with its size and its languages."""
    language = get_language()
    shown = {each.text_for(language).language for each in recommendations}
    return {
        "formats": [(each, each.about(count)) for each in FORMATS.values()],
        "query": query,
        "count": count,
        "languages": language_names(sorted(shown)),
    }
