"""The admin's pages of recommendations, themes, treaties and what connects them."""

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
