"""The HTML of the links to the other pages of a list."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from recommendations.pages.browse.list_page import ListLink


def write(
    pages: Iterable[ListLink], previous: ListLink | None, following: ListLink | None
) -> SafeString:
    """The pages around the one that is shown, the one before it and the one after it."""
    named = escape(_("Page %(number)s"))
    before = _neighbour(previous, "prev", _("Previous")) if previous else ""
    after = _neighbour(following, "next", _("Next")) if following else ""
    links = "".join(_link(page, named % {"number": page.label}) for page in pages)
    label = escape(_("Pages"))
    return SafeString(
        f'<nav aria-label="{label}"><p class="pages">{before}{links}{after}</p></nav>\n'
    )


def _neighbour(page: ListLink, relation: str, label: str) -> str:
    return f'<a href="{escape(page.address)}" rel="{relation}">{escape(label)}</a>'


def _link(page: ListLink, name: str) -> str:
    if page.current:
        return f'<b aria-current="page" aria-label="{name}">{page.label}</b>'
    if page.address:
        return f'<a href="{escape(page.address)}" aria-label="{name}">{page.label}</a>'
    return f"<span>{page.label}</span>"
