"""The links to the other pages of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

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


def render_page_links(page: Page[Any], address_of: Callable[[int], str]) -> SafeString:
    """Return links to the pages around this one, the first and the last."""

    def link(number: int) -> PageLink:
        name = _("Page %(number)s") % {"number": number}
        return PageLink(str(number), address_of(number), name, number == page.number)

    return render_pager(
        [
            link(each) if isinstance(each, int) else PageLink(str(each), "")
            for each in page.paginator.get_elided_page_range(page.number)
        ],
        link(page.previous_page_number()) if page.has_previous() else None,
        link(page.next_page_number()) if page.has_next() else None,
    )
