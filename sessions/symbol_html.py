"""Symbols of documents as HTML: in their own direction, and with the documents' addresses."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from sessions import symbols
from smuggling_kb.languages import BY_CODE, LANGUAGES, LanguageCode


@lru_cache(maxsize=1024)
def render_symbol(value: str) -> SafeString:
    """Return ``A/CONF.213/7`` as HTML; it breaks after a slash only."""
    return SafeString(f"<bdi>{escape(value).replace('/', '/<wbr>')}</bdi>")


@lru_cache(maxsize=1024)
def render_un_languages(symbol: str) -> SafeString:
    """Return links to a document at the United Nations, in each language under its own name."""
    return format_html_join(
        " ",
        '<a href="{}" lang="{}" hreflang="{}" dir="{}" rel="external">{}</a>',
        (
            (
                symbols.un_address(symbol, language.code),
                language.tag,
                language.tag,
                language.direction,
                language.native_name,
            )
            for language in LANGUAGES
        ),
    )


def render_languages_elsewhere(codes: Iterable[str], symbol: str) -> SafeString:
    """Return names of languages, each with the document at the United Nations in that language.

    Without a symbol, the names alone.
    """
    return _languages_elsewhere(tuple(codes), symbol, get_language())


@lru_cache(maxsize=1024)
def _languages_elsewhere(codes: tuple[str, ...], symbol: str, reader: str) -> SafeString:
    return format_html_join(
        pgettext("list", ", "), "{}", ((_language_elsewhere(code, symbol),) for code in codes)
    )


def _language_elsewhere(code: str, symbol: str) -> SafeString:
    name = LanguageCode(code).label
    if not symbol:
        return format_html("{}", name)
    address = symbols.un_address(symbol, code)
    return format_html(
        '<a href="{}" hreflang="{}" rel="external">{}</a>', address, BY_CODE[code].tag, name
    )
