"""The badge of the strength of a recommendation, in words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from recommendations.models import Strength
from recommendations.names.labels import strength_level


class StrengthBadge(NamedTuple):
    """The words of the badge of a strength; ``modal`` stands beside the name if it says more."""

    name: str
    level: int
    modal: str = ""
    language: str = ""


@lru_cache(maxsize=1024)
def strength_badge(
    strength: str, modal: str, language: str, reader: str, *, is_printed: bool
) -> StrengthBadge:
    """Return the badge for a reader of the active language.

    A reader of the text's language is told the modal word that is printed.
    """
    name, level = str(Strength(strength).label), strength_level(strength)
    if modal and language == reader and is_printed:
        return StrengthBadge(modal, level)
    return StrengthBadge(name, level, "" if modal in name else modal, language)
