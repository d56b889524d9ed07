"""Symbols of documents on a page, and where the documents are."""

from django import template

from sessions import symbols
from sessions.symbol_html import (
    render_languages_elsewhere,
    render_symbol,
    render_un_languages,
)

register = template.Library()

register.filter("symbol", render_symbol)
register.filter("un_languages", render_un_languages)
register.filter("languages_elsewhere", render_languages_elsewhere)


@register.filter
def un_document(value: str, language: str) -> str:
    """Return the address of a document at the United Nations, in one language."""
    return symbols.un_address(value, language)
