"""Neighbours in a list that share a chapeau: what they have alike, and how they are named."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from string import ascii_lowercase

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.models import StatusMark
from recommendations.texts.codes import code_parts


def chapeau_key(code: str, chapeau: str, language: str, mark: StatusMark) -> Hashable:
    """Return what neighbours under one chapeau have alike; its code if a record shares none.

    A text that differs from its passage is shown beside that, with the chapeau of each.
    """
    if not chapeau or mark.printed:
        return code
    return chapeau, language, mark.status


def format_codes(codes: Sequence[str]) -> str:
    """Return ``2022/3a to 2022/3e``, or every code if one between the first and last is missing."""
    if all(_follows(one, other) for one, other in pairwise(map(code_parts, codes))):
        return _("%(first)s to %(last)s") % {"first": codes[0], "last": codes[-1]}
    return pgettext("list", ", ").join(codes)


def _follows(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Return whether one is the item of a recommendation right before the other."""
    (*recommendation, letter), (*other_recommendation, other_letter) = one, other
    return recommendation == other_recommendation and f"{letter}{other_letter}" in ascii_lowercase
