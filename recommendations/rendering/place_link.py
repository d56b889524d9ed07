"""Links to places in documents."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language

from sessions import places
from sessions.models import Document


class PlaceLink(NamedTuple):
    """A link to a place in a document."""

    address: str
    symbol: str
    name: str


def document_place(document: Document, anchor: str) -> PlaceLink:
    """Return the link to a place in a document."""
    return symbol_place(document.symbol, anchor)


def symbol_place(symbol: str, anchor: str) -> PlaceLink:
    """Return the link to a place in the document of a symbol."""
    fragment = f"#{anchor}" if anchor else ""
    address = _document_address(get_language(), symbol) + fragment
    return PlaceLink(address, symbol, places.place_label(anchor))


@lru_cache(maxsize=1024)
def _document_address(language: str, symbol: str) -> str:
    return reverse("recommendations:document", args=[symbol])
