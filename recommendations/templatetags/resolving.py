"""What an address that leads nowhere was probably meant to lead to."""

from __future__ import annotations

from django import template

from recommendations.citations.lookup import parser, resolver
from recommendations.citations.lookup.nearest import held_symbols, near
from recommendations.citations.lookup.result import Target

register = template.Library()

#: Parts of the addresses that name a record or a document.
NAMING = ("/recommendations/", "/documents/")


@register.simple_tag
def did_you_mean(path: str) -> list[Target]:
    """What is nearest to the record or document that a path names; no query of other paths."""
    if not any(part in path for part in NAMING):
        return []
    reference = parser.read(path)
    if not reference.is_named:
        return []
    answer = resolver.find(reference)
    return answer.targets or near(answer, held_symbols(answer))
