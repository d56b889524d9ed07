"""Resources in words: what they are, and where their addresses lead."""

from urllib.parse import urlsplit

from django import template

from recommendations.pages.resources.resource_filter import HEADINGS
from sessions.models import ResourceKind

register = template.Library()


@register.filter
def host(address: str) -> str:
    """``sherloc.unodc.org``: where an address leads."""
    return urlsplit(address).hostname or address


@register.filter
def resource_kind(kind: str) -> str:
    """``Tools and guides``: what resources of a kind are called together."""
    return str(HEADINGS[ResourceKind(kind)])
