"""Symbols of documents on a page: kept in their own direction, broken after a slash only."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString


@lru_cache(maxsize=1024)
def render_symbol(value: str) -> SafeString:
    """Return ``A/CONF.213/7`` as HTML."""
    return SafeString(f"<bdi>{escape(value).replace('/', '/<wbr>')}</bdi>")
