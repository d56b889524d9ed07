"""What the list page says of a query: how it was read, what was searched for too, what was odd."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from recommendations.search import LONGEST
from recommendations.search import fields as names
from recommendations.search.engine import SearchResult
from recommendations.search.expansion import Expansion, literal_query
from recommendations.search.interpretation import describe_query, warning_messages
from recommendations.search.query import Field
from recommendations.selection.filters import RecommendationFilter

#: Facets whose values are clearer as somebody typed them than by their names.
SHOWN_AS_TYPED = frozenset({"article", "document"})


class QueryExplanation:
    """Of one query of a list."""

    def __init__(self, filters: RecommendationFilter, hits: SearchResult) -> None:
        self.filters = filters
        self.hits = hits
        self._known: dict[str, names.LabelsByValue] = {}

    @cached_property
    def reading(self) -> str:
        """What was searched for, in words; empty if there was nothing."""
        return describe_query(self.hits.query, self._named)

    @cached_property
    def hints(self) -> list[str]:
        """What was odd, and fields whose value means nothing here."""
        return [*warning_messages(self.hits.query), *map(self._unknown, self.unknown)]

    @property
    def expansions(self) -> Sequence[Expansion]:
        """What was searched for beside the words."""
        return self.hits.expansions

    @cached_property
    def literal(self) -> str:
        """The address of the list that has nothing but the words; empty if they grow too long."""
        query = str(literal_query(self.hits.query))
        return self.filters.address(q=query) if len(query) <= LONGEST else ""

    @property
    def is_plain(self) -> bool:
        """Whether any word may be found in names too."""
        return any(term.is_plain for term in self.hits.query.positive_terms)

    @cached_property
    def unknown(self) -> list[Field]:
        """The fields whose value means nothing here; of codes, nobody is told which there are."""
        return [
            field
            for field in self.hits.query.fields
            if names.facet_of(field.name) and not self._means(field)
        ]

    def _unknown(self, field: Field) -> str:
        label = names.query_fields()[field.name].label
        return _("Nothing is known here as %(field)s “%(value)s”.") % {
            "field": label,
            "value": field.typed,
        }

    def _named(self, field: Field) -> Sequence[str]:
        """The names of the values that a field asks for; of symbols, codes and articles, itself."""
        facet, means = names.facet_of(field.name), self._means(field)
        if facet is None or (means and facet.parameter in SHOWN_AS_TYPED):
            return [field.typed]
        return [
            value.label for value in self.filters.values(facet.parameter) if value.value in means
        ]

    def _means(self, field: Field) -> frozenset[str]:
        facet = names.facet_of(field.name)
        if facet is None:
            return frozenset({field.value})
        parameter = facet.parameter
        if parameter not in self._known:
            self._known[parameter] = self.hits.index.labels_by_value(parameter)
        return names.matching_values(field, self._known[parameter])
