"""The pages nearest to an address that leads nowhere."""

from __future__ import annotations

from django import template
from django.template import Context

from recommendations.pages.site import near_addresses as addresses

register = template.Library()

#: Where the blocks of one page find what was looked for already.
KEY = "near_addresses"


@register.simple_tag(takes_context=True, name="near_addresses")
def nearest_pages(context: Context) -> addresses.NearAddresses:
    """Return the pages nearest to the address of a page, looked for once."""
    if KEY not in context.render_context:
        found = addresses.near_addresses(context["request"].path_info)
        context.render_context[KEY] = found
    near: addresses.NearAddresses = context.render_context[KEY]
    return near
