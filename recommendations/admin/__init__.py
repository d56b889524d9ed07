"""The admin's pages of recommendations, themes, treaties, relations and reviews."""

from recommendations.admin import (
    citations,
    instruments,
    parts,
    recommendation,
    relations,
    similarity_reviews,
    themes,
)

__all__ = (
    "citations",
    "instruments",
    "parts",
    "recommendation",
    "relations",
    "similarity_reviews",
    "themes",
)
