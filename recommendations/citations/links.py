"""The addresses at which cited works can be read: on this site, or else where a document says."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language

from recommendations.citations.target import CitationTarget
from recommendations.models import Citation
from recommendations.selection.query_string import query_string
from sessions import symbols
from sessions.models import Resource


def citation_address(citation: Citation) -> str:
    """Return the address on this site, or else on another; empty if neither is known.

    Reads what ``with_destination()`` joins.
    """
    return address_on_site(citation) or address_elsewhere(citation)


def address_on_site(citation: Citation) -> str:
    """Return the address on this site; empty if what is cited is not held."""
    if citation.document:
        return passage_address(citation.document.symbol, citation.anchor)
    if citation.provision:
        return CitationTarget(citation.provision.instrument, citation.provision).address
    if citation.instrument:
        return CitationTarget(citation.instrument).address
    return resource_address(citation, citation.resource) if citation.resource else ""


def address_elsewhere(citation: Citation) -> str:
    """Return the address that a document prints, or the United Nations' own by the symbol."""
    if citation.url or not citation.symbol:
        return citation.url
    return symbols.un_address(citation.symbol, get_language() or "en")


def resource_address(citation: Citation, resource: Resource) -> str:
    """Return the passage that describes a tool; from there, the tools that its document lists."""
    document = resource.paragraph.version.document
    if resource.paragraph_id == citation.paragraph_id:
        query = {"kind": [resource.kind], "document": [document.symbol]}
        return reverse("recommendations:resources") + query_string(query)
    return passage_address(document.symbol, resource.paragraph.anchor)


def passage_address(symbol: str, anchor: str) -> str:
    """Return a passage of a document; without an anchor, the document as a whole."""
    page = reverse("recommendations:document", args=[symbol])
    return f"{page}#{anchor}" if anchor else page
