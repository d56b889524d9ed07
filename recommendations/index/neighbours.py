"""The records before and after one, in the order of their codes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from recommendations.index.code_keys import code_key
from recommendations.index.provider import current_index
from recommendations.models import Recommendation


def previous_code(recommendation: Recommendation) -> str:
    """Return the code of the published record before it; empty if it is the first."""
    index = current_index()
    place = bisect_left(index.keys, _key(recommendation))
    return index.code(place - 1) if place else ""


def next_code(recommendation: Recommendation) -> str:
    """Return the code of the published record after it; empty if it is the last."""
    index = current_index()
    place = bisect_right(index.keys, _key(recommendation))
    return index.code(place) if place < index.size else ""


def _key(recommendation: Recommendation) -> int:
    return code_key(recommendation.year, recommendation.number, recommendation.letter)
