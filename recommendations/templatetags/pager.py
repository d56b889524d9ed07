"""The links to the page before and the page after, where a list has several."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.rendering.pager import PageLink, render_pager

register = template.Library()


@register.simple_tag
def pager(page: Page[Any], kept: str = "", label: str = "") -> SafeString:
    """Render the links; nothing for a single page.

    ``kept`` is what addresses have before the page, such as ``sort=report&``.
    """
    total = page.paginator.num_pages
    if total == 1:
        return SafeString("")
    here = label or _("Page %(number)s of %(total)s") % {"number": page.number, "total": total}
    return render_pager(
        [PageLink(str(here), "", is_current=True)],
        _link(kept, page.number - 1) if page.has_previous() else None,
        _link(kept, page.number + 1) if page.has_next() else None,
    )


def _link(kept: str, number: int) -> PageLink:
    return PageLink(str(number), f"?{kept}page={number}")
