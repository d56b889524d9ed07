"""Names of the parts of treaties in templates, in the active language."""

from __future__ import annotations

from django import template

from recommendations.citations import links
from recommendations.citations.target import CitationTarget
from recommendations.models import Citation, Provision
from recommendations.names import labels
from recommendations.pages.treaties.treaties import TargetCounts

register = template.Library()


register.filter(labels.part_name)


@register.filter
def address(citation: Citation) -> str:
    """Return the address of what is cited; empty if that is not known."""
    return links.citation_address(citation)


@register.filter
def with_title(lines: list[TargetCounts]) -> list[TargetCounts]:
    """Return the lines whose titles are held."""
    return [line for line in lines if line.title]


@register.filter
def without_title(lines: list[TargetCounts]) -> list[TargetCounts]:
    """Return the lines whose titles are not held."""
    return [line for line in lines if not line.title]


@register.filter
def provision_in_full(provision: Provision, names: labels.Labels) -> str:
    """``Smuggling of Migrants Protocol, art. 16``: ``provision|provision_in_full:site.labels``."""
    return names.provision(provision)


@register.filter
def citation_target_name(target: CitationTarget, names: labels.Labels) -> str:
    """``Smuggling of Migrants Protocol, art. 16``: ``target|citation_target_name:site.labels``."""
    if target.provision is None:
        return names.instrument(target.instrument.slug)
    return names.provision(target.provision)
