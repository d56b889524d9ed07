"""The admin's pages of recommendations, themes, treaties, relations and reviews."""

from recommendations.admin import (
    citations,
    instruments,
    parts,
    queues,
    recommendation,
    relations,
    similarity_reviews,
    subject_suggestions,
    themes,
)

__all__ = (
    "citations",
    "instruments",
    "parts",
    "queues",
    "recommendation",
    "relations",
    "similarity_reviews",
    "subject_suggestions",
    "themes",
)
