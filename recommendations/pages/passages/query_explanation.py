"""A query in the documents explained to who typed it: what was searched for too, what was odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from recommendations.search import LONGEST
from recommendations.search.expansion import Expansion, literal_query
from recommendations.search.fields import query_fields
from recommendations.search.interpretation import warning_messages
from recommendations.search.passages.engine import PassageSearchResult
from recommendations.search.passages.matching import PassageMatcher, unanswered_fields
from recommendations.search.query import Query, leaves
from recommendations.selection.passage_filter import PassageFilter


class PassageQueryExplanation:
    """The explanation of one query of a list of passages."""

    def __init__(self, filters: PassageFilter, result: PassageSearchResult) -> None:
        self.filters = filters
        self.result = result

    @property
    def expansions(self) -> Sequence[Expansion]:
        """Other forms and names that were searched for beside the words."""
        return [each for each in self.result.expansions if each.alternatives]

    @property
    def left_out(self) -> Sequence[str]:
        """Function words that were not searched for."""
        return self.result.analysis.left_out

    @property
    def literal_address(self) -> str:
        """The address of the list that has nothing but the words; empty if they grow too long."""
        return self._address(literal_query(self.result.query))

    @cached_property
    def hints(self) -> list[str]:
        """Warnings, each with what to do about it."""
        return [*warning_messages(self.result.query), *self._field_warnings()]

    def _field_warnings(self) -> Iterator[str]:
        matcher = PassageMatcher(self.result.index)
        unanswered = unanswered_fields(self.result.query)
        for field in self.result.query.fields:
            label = query_fields()[field.name].label
            if field in unanswered:
                yield _("Passages have no %(field)s, so nothing matches “%(condition)s” here.") % {
                    "field": label,
                    "condition": field,
                }
            elif not matcher.field_values(field):
                yield _("This site has no %(field)s “%(value)s”.") % {
                    "field": label,
                    "value": field.typed,
                }

    @cached_property
    def address_without_fields(self) -> str:
        """The address of the list without what passages do not have; empty if nothing is left."""
        unanswered = set(unanswered_fields(self.result.query))
        kept = [
            clause for clause in self.result.query.clauses if unanswered.isdisjoint(leaves(clause))
        ]
        return self._address(Query(tuple(kept))) if unanswered and kept else ""

    def _address(self, query: Query) -> str:
        words = str(query)
        return self.filters.address(q=words) if len(words) <= LONGEST else ""
