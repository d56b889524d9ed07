"""Enumerations in the active language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def comma_list(items: Iterable[object]) -> str:
    """Return ``one, two``."""
    return pgettext("list", ", ").join(str(item) for item in items)
