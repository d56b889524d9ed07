"""What an address that leads nowhere was probably meant to lead to."""

from __future__ import annotations

from django import template

from recommendations.resolving import finding, grammar
from recommendations.resolving.answer import Target
from recommendations.resolving.near import held_symbols, near

register = template.Library()

#: Parts of the addresses that name a record or a document.
NAMING = ("/recommendations/", "/documents/")


@register.simple_tag
def did_you_mean(path: str) -> list[Target]:
    """What is nearest to the record or document that a path names; no query of other paths."""
    if not any(part in path for part in NAMING):
        return []
    reference = grammar.read(path)
    if not reference.is_named:
        return []
    answer = finding.find(reference)
    return answer.targets or near(answer, held_symbols(answer))
