"""Data for machines within a page."""

from __future__ import annotations

import json

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from recommendations.pages.record.json_ld import Data, linked_data

register = template.Library()

#: Written so that nothing in the data can end the element, or begin another.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def json_ld(context: Context) -> SafeString:
    """Render the recommendation of the page as a block that no browser runs."""
    site = context["site"]
    data = linked_data(
        context["recommendation"],
        context["text"],
        context["printed"],
        site.labels,
        site.address_to_cite,
    )
    return format_html('<script type="application/ld+json">{}</script>', html_safe_json(data))


def html_safe_json(data: Data) -> SafeString:
    """Return data as JSON that is harmless in HTML."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308
