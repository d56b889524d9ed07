"""Where on this site that can be read which a text cites."""

from __future__ import annotations

from django.urls import reverse

from recommendations.citable import Citable
from recommendations.models import Citation


def address(citation: Citation) -> str:
    """Its address; empty if it is not held.

    Reads ``document``, ``instrument`` and ``provision.instrument``.
    """
    if citation.document:
        return place(citation.document.symbol, citation.anchor)
    if citation.provision:
        return Citable(citation.provision.instrument, citation.provision).address
    if citation.instrument:
        return Citable(citation.instrument).address
    return ""


def place(symbol: str, anchor: str) -> str:
    """A passage of a document; without an anchor, the document as a whole."""
    page = reverse("recommendations:document", args=[symbol])
    return f"{page}#{anchor}" if anchor else page
