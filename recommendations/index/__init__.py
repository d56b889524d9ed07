"""The published records in memory, from which every list, count and search is answered."""

from recommendations.index.provider import current_index, is_indexed, pin_index
from recommendations.index.recommendation_index import FacetLabels, RecommendationIndex

__all__ = ["FacetLabels", "RecommendationIndex", "current_index", "is_indexed", "pin_index"]
