"""The links to the other pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from recommendations.rendering.environment import render


class PageLink(NamedTuple):
    """A page of a list: its number, and what a reader who hears it is told; no address of a gap."""

    label: str
    address: str
    name: str = ""
    is_current: bool = False


def render_pager(
    pages: Sequence[PageLink], previous: PageLink | None, following: PageLink | None
) -> SafeString:
    """Return links to these pages, the page before and the page after."""
    return render("pager.html", pages=pages, previous=previous, following=following)
