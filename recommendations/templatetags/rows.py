"""A recommendation as a row of a page that shows several."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from recommendations import relating, texts
from recommendations.marking import marked
from recommendations.models import Recommendation

register = template.Library()


@register.inclusion_tag("recommendations/_row.html")
def row(recommendation: Recommendation, group: str) -> dict[str, Any]:
    """Code, place, words and facts; ``group`` keeps ids apart where it stands in several."""
    text = texts.preferred(recommendation, get_language())
    return {
        "recommendation": recommendation,
        "group": group,
        "text": text,
        "words": marked(text),
        "source": relating.source(recommendation),
    }
