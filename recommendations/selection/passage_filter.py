"""The query string of a list of passages, read as filters and said in words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django_filters import Filter

from recommendations.index import current_index
from recommendations.index.facets import FacetValue
from recommendations.index.passages.facets import PASSAGE_FACETS
from recommendations.search.analysis import QueryAnalysis
from recommendations.search.passages.engine import PassageSearchResult, find_passages
from recommendations.selection.fields import PageFilter, ValuesFilter
from recommendations.selection.filter_set import PAGE
from recommendations.selection.filters import QUERY, SearchFilterSet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

FILTERS: dict[str, Filter] = {
    "q": QUERY,
    **{name: ValuesFilter(name) for name in PASSAGE_FACETS},
    PAGE: PageFilter(),
}


class PassageFilter(SearchFilterSet):
    """The parameters of a list of passages; a ``PassageSelection`` answers them from the index."""

    def __init__(self, params: QueryDict) -> None:
        super().__init__(params)
        self.index = current_index()
        self._values: dict[str, dict[str, FacetValue]] = {}

    @classmethod
    def get_filters(cls) -> OrderedDict[str, Filter]:
        """The words, a filter for each facet, the page."""
        return OrderedDict(FILTERS)

    @property
    def facets(self) -> Mapping[str, StrPromise]:
        return {name: facet.label for name, facet in PASSAGE_FACETS.items()}

    def values(self, parameter: str) -> list[FacetValue]:
        return list(self._values_by_name(parameter).values())

    def known_values(self, name: str) -> Collection[str]:
        return self._values_by_name(name) if name in PASSAGE_FACETS else self.choices(name)

    def _values_by_name(self, parameter: str) -> dict[str, FacetValue]:
        if parameter not in self._values:
            values = PASSAGE_FACETS[parameter].values(self.index.passages)
            self._values[parameter] = {value.value: value for value in values}
        return self._values[parameter]

    @cached_property
    def search_result(self) -> PassageSearchResult | None:
        """The result of the search; None if no words were asked for."""
        words = self.cleaned_data["q"]
        return find_passages(words, self.index) if words else None

    def with_changes(self, **changes: str | Sequence[str]) -> PassageFilter:
        """The filter at that address."""
        return PassageFilter(QueryDict(self.query(**changes).removeprefix("?")))

    @property
    def query_analysis(self) -> QueryAnalysis | None:
        return self.search_result.analysis if self.search_result else None

    @property
    def unfiltered_address(self) -> str:
        return reverse("recommendations:passages")


class PassageDownloadFilter(PassageFilter):
    """The same for a file, which has every row: the page is checked, not used."""

    @cached_property
    def cleaned_data(self) -> dict[str, Any]:
        return {**super().cleaned_data, PAGE: ""}
