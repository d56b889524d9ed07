"""Symbols of documents on a page: kept in their own direction, broken after a slash only."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sessions import symbols

register = template.Library()

BREAK = mark_safe("/<wbr>")


@register.filter
def symbol(value: str) -> SafeString:
    """``A/CONF.213/7`` as HTML."""
    parts = ((part,) for part in value.split("/"))
    return format_html("<bdi>{}</bdi>", format_html_join(BREAK, "{}", parts))


@register.filter
def un_document(value: str, language: str) -> str:
    """The address of a document, by its symbol, at the United Nations, in one language."""
    return symbols.address(value, language)
