"""The filter with which lists of the admin decide which of their filters lie open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()

#: Choices of a filter that lies open: what is longer is folded until it is used.
MOST_CHOICES = 6


@register.filter
def is_unfolded(choices: Sequence[dict[str, Any]]) -> bool:
    """Return whether a filter is shown open: it is short, or filters already."""
    return len(choices) <= MOST_CHOICES or not choices[0]["selected"]
