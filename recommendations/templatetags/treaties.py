"""Names of the parts of treaties in templates, in the active language."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from recommendations.citations import links
from recommendations.citations.target import CitationTarget
from recommendations.models import Citation, Provision
from recommendations.names import labels
from recommendations.pages.treaties.treaties import TreatyEntry
from recommendations.rendering.environment import render

register = template.Library()


register.filter(labels.part_name)


@register.filter
def address(citation: Citation) -> str:
    """Return the address of what is cited; empty if that is not known."""
    return links.citation_address(citation)


@register.simple_tag
def cited_articles(treaty: TreatyEntry) -> SafeString:
    """Render the table of the articles of a treaty that are cited."""
    return render("treaties/cited.html", slug=treaty.instrument.slug, cited=treaty.cited)


@register.simple_tag
def uncited_articles(treaty: TreatyEntry) -> SafeString:
    """Render the articles of a treaty that nothing cites; those without a title are folded."""
    return render(
        "treaties/uncited.html",
        with_titles=[line for line in treaty.uncited if line.title],
        without_titles=[line for line in treaty.uncited if not line.title],
    )


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
