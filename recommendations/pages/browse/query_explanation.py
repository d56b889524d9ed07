"""A query explained to who typed it: how it was read, what was searched for too, what was odd."""

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
    """The explanation of one query of a list."""

    def __init__(self, filters: RecommendationFilter, hits: SearchResult) -> None:
        self.filters = filters
        self.search_result = hits
        self._known: dict[str, names.LabelsByValue] = {}

    @cached_property
    def in_words(self) -> str:
        """The query in words; empty if it has none."""
        return describe_query(self.search_result.query, self._field_labels)

    @cached_property
    def hints(self) -> list[str]:
        """Warnings, also of fields whose value means nothing here."""
        return [
            *warning_messages(self.search_result.query),
            *map(self._warning, self.unknown_fields),
        ]

    @property
    def expansions(self) -> Sequence[Expansion]:
        """Other names that were searched for beside the words."""
        return self.search_result.expansions

    @cached_property
    def literal_address(self) -> str:
        """The address of the list that has nothing but the words; empty if they grow too long."""
        query = str(literal_query(self.search_result.query))
        return self.filters.address(q=query) if len(query) <= LONGEST else ""

    @property
    def is_plain(self) -> bool:
        """True if any word may be found in names too."""
        return any(term.is_plain for term in self.search_result.query.positive_terms)

    @cached_property
    def unknown_fields(self) -> list[Field]:
        """The fields whose value means nothing here; of codes, nobody is told which there are."""
        return [
            field
            for field in self.search_result.query.fields
            if names.facet_of(field.name) and not self._means(field)
        ]

    def _warning(self, field: Field) -> str:
        label = names.query_fields()[field.name].label
        return _("Nothing is known here as %(field)s “%(value)s”.") % {
            "field": label,
            "value": field.typed,
        }

    def _field_labels(self, field: Field) -> Sequence[str]:
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
            self._known[parameter] = self.search_result.index.labels_by_value(parameter)
        return names.matching_values(field, self._known[parameter])
