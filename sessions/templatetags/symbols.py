"""Symbols of documents on a page, and where the documents are."""

from django import template

from sessions import symbols
from sessions.symbol_html import symbol

register = template.Library()

register.filter("symbol", symbol)


@register.filter
def un_document(value: str, language: str) -> str:
    """The address of a document, by its symbol, at the United Nations, in one language."""
    return symbols.un_address(value, language)
