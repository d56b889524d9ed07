"""Related searches beside the results."""

from __future__ import annotations

from django import template

from recommendations.pages.browse.related_searches import RelatedSearches, find_related_searches
from recommendations.selection.filters import RecommendationFilter

register = template.Library()


@register.inclusion_tag("browse/_related.html")
def related_searches(filters: RecommendationFilter) -> dict[str, RelatedSearches]:
    """Searches that were probably meant, and longer phrases; nothing if there are none."""
    return {"related": find_related_searches(filters)}
