"""The admin's pages of recommendations, themes, treaties, relations and reviews."""

from recommendations.admin import (
    citations,
    front_page,
    instruments,
    parts,
    recommendation,
    relations,
    similarity_reviews,
    subject_suggestions,
    themes,
)

__all__ = (
    "citations",
    "front_page",
    "instruments",
    "parts",
    "recommendation",
    "relations",
    "similarity_reviews",
    "subject_suggestions",
    "themes",
)
