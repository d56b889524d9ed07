"""The records before and after one, in the order of their codes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from recommendations import index
from recommendations.index.snapshot import key
from recommendations.models import Recommendation


def previous(recommendation: Recommendation) -> str:
    """The code of the published record before it; empty if it is the first."""
    held = index.current()
    place = bisect_left(held.keys, _key(recommendation))
    return held.code(place - 1) if place else ""


def following(recommendation: Recommendation) -> str:
    """The code of the published record after it; empty if it is the last."""
    held = index.current()
    place = bisect_right(held.keys, _key(recommendation))
    return held.code(place) if place < held.size else ""


def _key(recommendation: Recommendation) -> int:
    return key(recommendation.year, recommendation.number, recommendation.letter)
