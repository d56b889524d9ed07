"""The records that a list's filters select: how many, in which order, in which languages.

The page and every download ask the same object, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.translation import get_language

from recommendations.facets import FACETS
from recommendations.filters import RecommendationFilter
from recommendations.models import Recommendation, RecommendationText, Status
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.preference import rank

#: Records that are read at a time where all are wanted.
BATCH = 100


class Selection:
    """The records that valid filters ask for."""

    def __init__(self, filters: RecommendationFilter) -> None:
        self.filters = filters

    @cached_property
    def _statuses(self) -> dict[int, str]:
        """The status of each record by primary key, in the order of codes."""
        return dict(self.filters.records().in_code_order().values_list("pk", "status"))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._statuses)

    @cached_property
    def adopted(self) -> int:
        """How many of them the Working Group adopted."""
        return sum(status == Status.ADOPTED for status in self._statuses.values())

    @property
    def others(self) -> int:
        """How many it did not."""
        return self.count - self.adopted

    @cached_property
    def pks(self) -> list[int]:
        """Their primary keys, in the order asked for; records that tie, in the order of codes."""
        pks = list(self._statuses)
        if self.filters.sort == "relevance" and self.filters.hits:
            scores = self.filters.hits.scores
            return sorted(pks, key=lambda pk: -scores[pk])
        if self.filters.sort in FACETS:
            places = self.places(self.filters.sort)
            return sorted(pks, key=lambda pk: places.get(pk, 0))
        return pks

    def places(self, parameter: str) -> dict[int, int]:
        """Where each record's value stands in its facet; of several, the first one asked for."""
        order = {value.value: place for place, value in enumerate(self.filters.values(parameter))}
        asked = set(self.filters.cleaned[parameter])
        return {
            pk: min(
                (order.get(value, len(order)) for value in (values & asked or values)),
                default=len(order),
            )
            for pk, values in FACETS[parameter].values_of(self.filters.records()).items()
        }

    def rows(self, pks: Sequence[int]) -> list[Recommendation]:
        """These records in this order, with all that a list or a download shows."""
        found = Recommendation.objects.published().for_list().in_bulk(pks)
        return [found[pk] for pk in pks if pk in found]

    def all_rows(self) -> Iterator[Recommendation]:
        """Every record in order, a batch at a time."""
        for start in range(0, self.count, BATCH):
            yield from self.rows(self.pks[start : start + BATCH])

    def neighbours(self, pk: int) -> tuple[int | None, int | None]:
        """The record before and the record after one of them."""
        place = self.pks.index(pk)
        around = [None, *self.pks, None]
        return around[place], around[place + 2]

    @cached_property
    def languages(self) -> list[str]:
        """The languages that a reader of the active one is shown their texts in; one query."""
        reader = get_language()
        texts = RecommendationText.objects.filter(
            recommendation__in=self.filters.records()
        ).order_by()
        shown: dict[int, str] = {}
        for pk, language in texts.values_list("recommendation", "language"):
            shown[pk] = min(language, shown.get(pk, language), key=lambda each: rank(each, reader))
        found = set(shown.values())
        return [language.code for language in LANGUAGES if language.code in found]
