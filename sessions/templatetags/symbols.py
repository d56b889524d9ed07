"""Symbols of documents on a page, and where the documents are."""

from django import template

from sessions import symbols
from sessions.symbol_html import render_symbol

register = template.Library()

register.filter("symbol", render_symbol)


@register.filter
def un_document(value: str, language: str) -> str:
    """Return the address of a document at the United Nations, in one language."""
    return symbols.un_address(value, language)
