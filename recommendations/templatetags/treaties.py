"""How templates name the parts of treaties, in the active language."""

from __future__ import annotations

from django import template

from recommendations import labels
from recommendations.citable import Citable
from recommendations.models import Provision

register = template.Library()


@register.filter
def part_name(provision: Provision) -> str:
    """``Article 16``."""
    return labels.part_name(provision)


@register.filter
def citable_name(citable: Citable, names: labels.Labels) -> str:
    """``Smuggling of Migrants Protocol, art. 16``: ``citable|citable_name:site.labels``."""
    if citable.provision is None:
        return names.instrument(citable.instrument.slug)
    return names.provision(citable.provision)
