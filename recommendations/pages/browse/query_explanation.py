"""What the list page says of a query: how it was read, what was searched for too, what was odd."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from recommendations.search import LONGEST
from recommendations.search import fields as names
from recommendations.search.engine import SearchResult
from recommendations.search.expansion import Announcement, literal
from recommendations.search.interpretation import hints, reading
from recommendations.search.query import Field
from recommendations.selection.filters import RecommendationFilter


class QueryExplanation:
    """Of one query of a list."""

    def __init__(self, filters: RecommendationFilter, hits: SearchResult) -> None:
        self.filters = filters
        self.hits = hits
        self._known: dict[str, names.Known] = {}

    @cached_property
    def reading(self) -> str:
        """What was searched for, in words; empty if there was nothing."""
        return reading(self.hits.query, self._named)

    @cached_property
    def hints(self) -> list[str]:
        """What was odd, and fields whose value means nothing here."""
        return [*hints(self.hits.query), *map(self._unknown, self.unknown)]

    @property
    def announced(self) -> Sequence[Announcement]:
        """What was searched for beside the words."""
        return self.hits.expansions

    @cached_property
    def literal(self) -> str:
        """The address of the list that has nothing but the words; empty if they grow too long."""
        query = str(literal(self.hits.query))
        return self.filters.address(q=query) if len(query) <= LONGEST else ""

    @property
    def is_plain(self) -> bool:
        """Whether any word may be found in names too."""
        return any(term.is_plain for term in self.hits.query.sought)

    @cached_property
    def unknown(self) -> list[Field]:
        """The fields whose value means nothing here; of codes, nobody is told which there are."""
        asked = self.hits.query.fields
        return [
            field for field in asked if names.FIELDS[field.name].facet and not self._means(field)
        ]

    def _unknown(self, field: Field) -> str:
        says = {"field": names.FIELDS[field.name].label, "value": field.typed}
        return _("Nothing is known here as %(field)s “%(value)s”.") % says

    def _named(self, field: Field) -> Sequence[str]:
        """The names of the values that a field asks for; of symbols, codes and articles, itself."""
        facet = names.FIELDS[field.name].facet
        if facet in ("", "document", "article") and self._means(field):
            return [field.typed]
        means = self._means(field)
        return [value.label for value in self.filters.values(facet) if value.value in means]

    def _means(self, field: Field) -> frozenset[str]:
        facet = names.FIELDS[field.name].facet
        if not facet:
            return frozenset({field.value})
        if facet not in self._known:
            self._known[facet] = self.hits.index.labels_by_value(facet)
        return names.values(field, self._known[facet])
