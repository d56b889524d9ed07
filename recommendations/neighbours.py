"""The records before and after one, in the order of their codes."""

from __future__ import annotations

from django.db.models import Q

from recommendations.models import Recommendation


def previous(recommendation: Recommendation) -> Recommendation | None:
    """The published record before it; one query."""
    return Recommendation.objects.published().filter(_beyond(recommendation, "lt")).last()


def following(recommendation: Recommendation) -> Recommendation | None:
    """The published record after it; one query."""
    return Recommendation.objects.published().filter(_beyond(recommendation, "gt")).first()


def _beyond(recommendation: Recommendation, side: str) -> Q:
    """All codes on one side (``lt`` or ``gt``) of its own: year, then number, then letter."""
    year, number, letter = recommendation.year, recommendation.number, recommendation.letter
    return (
        Q(**{f"year__{side}": year})
        | Q(**{"year": year, f"number__{side}": number})
        | Q(**{"year": year, "number": number, f"letter__{side}": letter})
    )
