"""Where that can be read which a text cites: on this site, or else where the text itself says."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language

from recommendations.citations.target import Citable
from recommendations.models import Citation
from recommendations.selection.form import query_string
from sessions import symbols
from sessions.models import Resource


def address(citation: Citation) -> str:
    """Its address here, or else elsewhere; empty if neither is known.

    Reads what ``with_destination()`` joins.
    """
    return here(citation) or elsewhere(citation)


def here(citation: Citation) -> str:
    """Its address on this site; empty if it is not held."""
    if citation.document:
        return place(citation.document.symbol, citation.anchor)
    if citation.provision:
        return Citable(citation.provision.instrument, citation.provision).address
    if citation.instrument:
        return Citable(citation.instrument).address
    return described(citation, citation.resource) if citation.resource else ""


def elsewhere(citation: Citation) -> str:
    """The address that a document prints for it, or the United Nations' own by its symbol."""
    if citation.url or not citation.symbol:
        return citation.url
    return symbols.address(citation.symbol, get_language() or "en")


def described(citation: Citation, resource: Resource) -> str:
    """The passage that describes a tool; from there, the tools that its document lists."""
    document = resource.paragraph.version.document
    if resource.paragraph_id == citation.paragraph_id:
        query = {"kind": [resource.kind], "document": [document.symbol]}
        return reverse("recommendations:resources") + query_string(query)
    return place(document.symbol, resource.paragraph.anchor)


def place(symbol: str, anchor: str) -> str:
    """A passage of a document; without an anchor, the document as a whole."""
    page = reverse("recommendations:document", args=[symbol])
    return f"{page}#{anchor}" if anchor else page
