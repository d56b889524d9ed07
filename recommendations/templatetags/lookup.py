"""Suggestions for an address that leads nowhere."""

from __future__ import annotations

from django import template

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate
from recommendations.citations.lookup.suggestions import lookup_suggestions, symbols_in_database

register = template.Library()

#: Parts of the addresses that name a record or a document.
NAMING = ("/recommendations/", "/documents/")


@register.simple_tag
def did_you_mean(path: str) -> list[Candidate]:
    """Return what is nearest to the record or document that a path names.

    No query of other paths.
    """
    if not any(part in path for part in NAMING):
        return []
    citation = parse_typed_citation(path)
    if not citation.is_named:
        return []
    result = look_up(citation)
    return result.candidates or lookup_suggestions(result, symbols_in_database(result))
