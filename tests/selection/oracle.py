"""What a list's filters select in the words of the database: tests hold the index to it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from recommendations.index import bitmaps
from recommendations.index.facets import FACETS, Facet, HierarchicalFacet
from recommendations.models import AdoptionStatus, Recommendation, RecommendationQuerySet
from recommendations.selection.filters import RecommendationFilter


def records(filters: RecommendationFilter) -> RecommendationQuerySet:
    """The published records that valid filters ask for."""
    found = Recommendation.objects.published()
    if filters.search_result is not None:
        index = filters.search_result.index
        found = found.filter(
            pk__in=[index.pks[p] for p in bitmaps.places(filters.search_result.matches)]
        )
    for name, facet in FACETS.items():
        if values := filters.cleaned_data[name]:
            found = found.filter(pk__in=having(facet, values))
    return found


def newest(found: RecommendationQuerySet) -> list[Recommendation]:
    """These records in the order that begins with what was adopted last, sorted one by one."""

    def key(record: Recommendation) -> tuple[int, ...]:
        session = record.session.number if record.session else 0
        if record.status != AdoptionStatus.ADOPTED:
            return 2, -record.year
        return (0, -session) if session else (1, -record.year)

    return sorted(found.select_related("session").in_code_order(), key=key)


def having(facet: Facet, values: list[str]) -> QuerySet[Recommendation, int]:
    """The records that have any of the values of a facet."""
    condition, parent = Q(value__in=values), None
    if isinstance(facet, HierarchicalFacet):
        condition, parent = condition | Q(parent__in=values), facet.parent_key
    expressions = {"value": facet.key} | ({"parent": parent} if parent else {})
    found = Recommendation.objects.alias(**expressions).filter(condition)
    return found.order_by().values_list("pk", flat=True)
