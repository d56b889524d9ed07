"""Addresses on other websites."""

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address: str) -> str:
    """``sherloc.unodc.org``: where an address leads."""
    return urlsplit(address).hostname or address
