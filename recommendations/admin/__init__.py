"""The admin's pages of recommendations, themes, treaties, relations and reviews."""

from recommendations.admin import (
    citations,
    instruments,
    judgements,
    parts,
    recommendation,
    relations,
    themes,
)

__all__ = (
    "citations",
    "instruments",
    "judgements",
    "parts",
    "recommendation",
    "relations",
    "themes",
)
