"""Headings of lists: what was asked for, as parts of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.index.facets import FACETS, Facet, FacetValue
from recommendations.selection.filters import RecommendationFilter, join_with_or

#: Values that a heading names; of more it gives only the number.
NAMED = 4


def filter_phrases(filters: RecommendationFilter) -> str:
    """Return ``Protection, addressed to UNODC``; the number of many filters; empty for none.

    The words searched for are not among them.
    """
    chosen = {name: values for name in FACETS if (values := filters.chosen_values(name))}
    count = sum(map(len, chosen.values()))
    if count > NAMED:
        return ngettext("%(count)s filter", "%(count)s filters", count) % {"count": count}
    return join_phrases(_phrase(FACETS[name], values) for name, values in chosen.items())


def list_phrases(filters: RecommendationFilter) -> str:
    """Return the same after the words searched for: ``“children”, Protection``."""
    words = filters.cleaned_data["q"]
    return join_phrases(filter(None, [words and _("“%s”") % words, filter_phrases(filters)]))


def join_phrases(phrases: Iterable[str]) -> str:
    """Return ``A, B, C``, in the active language; empty for none."""
    parts = [*phrases] or [""]
    form = _("%(one)s, %(other)s")
    return reduce(lambda one, other: form % {"one": one, "other": other}, parts)


def _phrase(facet: Facet, values: list[FacetValue]) -> str:
    return join_with_or(_parts(facet, values))


def _parts(facet: Facet, values: list[FacetValue]) -> Iterator[str]:
    if named := [value.heading or value.label for value in values if not value.phrase]:
        form = facet.phrase or "%(values)s"
        yield form % {"values": join_with_or(named)}
    yield from (value.phrase for value in values if value.phrase)
