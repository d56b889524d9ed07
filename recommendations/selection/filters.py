"""The query string of a list, read as filters and said in words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django_filters import CharFilter, Filter

from recommendations.index import current_index
from recommendations.index.facets import FACETS, FacetValue
from recommendations.search import LONGEST, engine
from recommendations.search.analysis import QueryAnalysis
from recommendations.search.engine import SearchResult
from recommendations.search.query import Query
from recommendations.selection.fields import LayoutFilter, PageFilter, ValuesFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.list_params import (
    GROUPS,
    OF_THE_PAGE,
    PAGE_SIZES,
    SIZES,
    SORTS,
    TEXTS,
    USUAL_COLUMNS,
    VIEWS,
    column_labels,
)
from recommendations.selection.query_string import query_string
from smuggling_kb.preference import TextPreference

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

WORDS = gettext_lazy("Words")
QUERY = CharFilter(max_length=LONGEST)
TEXT = LayoutFilter(labels=TEXTS)
LAYOUT_FILTERS = {
    "sort": LayoutFilter(labels=SORTS),
    "group": LayoutFilter(labels=GROUPS),
    "view": LayoutFilter(labels=VIEWS),
    "columns": ValuesFilter(labels=column_labels),
    "size": LayoutFilter(labels=PAGE_SIZES),
    "text": TEXT,
    "page": PageFilter(),
}


@cache
def _facet_filter(name: str) -> ValuesFilter:
    return ValuesFilter(name)


@dataclass(frozen=True)
class Condition:
    """One thing that a list is narrowed by, in words, and the address of the list without it."""

    parameter: str
    facet: StrPromise
    value: str
    address_without: str

    def __str__(self) -> str:
        return format_condition(self.facet, self.value)


class TextParams(StrictFilterSet):
    """The parameters of a page whose reader can only choose the language of its texts."""

    text = TEXT


class FacetedFilterSet(StrictFilterSet):
    """Parameters of which some are facets: narrowed by values that have labels.

    ``facets`` names each with its label; ``values`` are those that a facet knows, in its order.
    """

    @property
    def facets(self) -> Mapping[str, StrPromise]:
        raise NotImplementedError

    def values(self, parameter: str) -> list[FacetValue]:
        raise NotImplementedError

    @property
    def unfiltered_address(self) -> str:
        """The address of the list that nothing narrows."""
        raise NotImplementedError

    def choices(self, name: str) -> Mapping[str, str]:
        if name in self.facets:
            return {value.value: value.label for value in self.values(name)}
        return super().choices(name)

    def chosen_values(self, parameter: str) -> list[FacetValue]:
        """The values of a facet that were asked for, in the facet's order."""
        asked = self.cleaned_data[parameter]
        return [value for value in self.values(parameter) if value.value in asked] if asked else []

    def address(self, **changes: str | Sequence[str]) -> str:
        """The address of the list with that query string."""
        return self.unfiltered_address + self.query(**changes)

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions of the list, value by value."""
        return [each for name in self.facets for each in self._chosen_conditions(name)]

    def _chosen_conditions(self, parameter: str) -> Iterator[Condition]:
        chosen = self.chosen_values(parameter)
        for value in chosen:
            others = [other.value for other in chosen if other != value]
            rest = self.address(**{parameter: others})
            yield Condition(parameter, self.facets[parameter], value.label, rest)


class SearchFilterSet(FacetedFilterSet):
    """Facets, and words that are searched for."""

    @property
    def query_analysis(self) -> QueryAnalysis | None:
        """The words as they were read, and all that they mean; None if none were asked for."""
        raise NotImplementedError

    @property
    def typed_query(self) -> Query | None:
        """The words as they were read; None if none were asked for."""
        return self.query_analysis.query if self.query_analysis else None

    @property
    def cites_article(self) -> bool:
        """True if the words were read as an article of a treaty."""
        return self.query_analysis is not None and self.query_analysis.cites_article

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions of the list, one by one: each word or phrase, each value."""
        return [*self._words(), *super().conditions]

    def _words(self) -> Iterator[Condition]:
        query = self.typed_query
        if query is None:
            return
        if self.cites_article or not query.clauses:
            yield Condition("q", WORDS, self.cleaned_data["q"], self.address(q=""))
            return
        for clause in query.clauses:
            rest = self.address(q=str(query.without_clause(clause)))
            yield Condition("q", WORDS, str(clause), rest)

    def describe(self) -> str:
        """``Theme: Protection or Research · Session: 1st, 2012``; empty if all is asked for."""
        words = self.cleaned_data["q"]
        facets = [
            format_condition(label, join_with_or(value.label for value in chosen))
            for name, label in self.facets.items()
            if (chosen := self.chosen_values(name))
        ]
        return " · ".join([*([format_condition(WORDS, words)] if words else []), *facets])


class RecommendationFilter(SearchFilterSet):
    """The parameters of a list of recommendations; a ``Selection`` answers them from the index."""

    error_template = "browse/invalid_list.html"

    def __init__(self, params: QueryDict) -> None:
        super().__init__(params)
        self.index = current_index()
        self.names = self.index.facet_labels(get_language())

    @classmethod
    def get_filters(cls) -> OrderedDict[str, Filter]:
        """The words, a filter for each facet, the layout."""
        facets = {name: _facet_filter(name) for name in FACETS}
        return OrderedDict(q=QUERY, **facets, **LAYOUT_FILTERS)

    @property
    def facets(self) -> Mapping[str, StrPromise]:
        return {name: facet.label for name, facet in FACETS.items()}

    def values(self, parameter: str) -> list[FacetValue]:
        return self.names.values[parameter]

    def known_values(self, name: str) -> Collection[str]:
        return self.names.by_value[name] if name in FACETS else self.choices(name)

    @cached_property
    def search_result(self) -> SearchResult | None:
        """The result of the search; None if no words were asked for."""
        return (
            engine.find_records(self.cleaned_data["q"], self.index, self.names.language)
            if self.cleaned_data["q"]
            else None
        )

    def with_changes(self, **changes: str | Sequence[str]) -> RecommendationFilter:
        """The filter at that address."""
        return RecommendationFilter(QueryDict(self.query(**changes).removeprefix("?")))

    @property
    def query_analysis(self) -> QueryAnalysis | None:
        return self.search_result.analysis if self.search_result else None

    @property
    def sort(self) -> str:
        """A name of ``SORTS``: relevance of what was searched for, or else what is newest."""
        sort: str = self.cleaned_data["sort"] or "relevance"
        return "newest" if sort == "relevance" and self.search_result is None else sort

    @property
    def group(self) -> str:
        """A name of ``GROUPS``, or nothing."""
        return str(self.cleaned_data["group"])

    @property
    def is_table(self) -> bool:
        """True if the list is a table."""
        return bool(self.cleaned_data["view"] == "table")

    @property
    def chosen_columns(self) -> list[str]:
        """The columns asked for, in that order; none if all or the usual ones are."""
        return list(self.cleaned_data["columns"])

    @property
    def table_columns(self) -> list[str]:
        """The columns that the table has beside the code, which it always has first."""
        return [name for name in self.chosen_columns or USUAL_COLUMNS if name != "code"]

    @property
    def list_query(self) -> str:
        """The query string of the same list without a layout of its pages."""
        return self.query(**dict.fromkeys(OF_THE_PAGE, ""))

    @cached_property
    def record_params(self) -> str:
        """The query string of the page of a record that a reader comes upon in this list."""
        listed = self.query(text="").removeprefix("?") or "sort=newest"
        return query_string({"list": [listed], **self.text_params})

    @property
    def text_params(self) -> dict[str, list[str]]:
        """The parameter that says which texts are shown, if it is asked for."""
        return text_params(self.cleaned_data["text"])

    @property
    def preference(self) -> TextPreference:
        """The order in which the reader is shown the texts of a record."""
        return TextPreference(self.names.language, self.cleaned_data["text"])

    @property
    def page(self) -> int:
        """The number of the page asked for."""
        return int(self.cleaned_data["page"])

    @property
    def size(self) -> int:
        """The number of records on a page."""
        return int(self.cleaned_data["size"] or SIZES[0])

    @property
    def has_no_texts(self) -> bool:
        """True if no text is held of any meeting asked for.

        Then there is no record, and yet the number of recommendations is not 0 but unknown.
        """
        chosen = self.chosen_values("session")
        return bool(chosen) and not any(value.has_texts for value in chosen)

    @property
    def unfiltered_address(self) -> str:
        """The address of the list that nothing narrows."""
        return list_address(self.names.language)

    @property
    def cleared_address(self) -> str:
        """The address of the list that nothing narrows, its texts those that are asked for."""
        return self.unfiltered_address + query_string(self.text_params)


class DownloadFilter(RecommendationFilter):
    """The same for files, which have every row: how pages are laid out is checked, and used only
    in the parameters that ``layout`` names.
    """

    def __init__(self, params: QueryDict, layout: Collection[str] = ()) -> None:
        super().__init__(params)
        self._ignored = OF_THE_PAGE.difference(layout)

    @cached_property
    def cleaned_data(self) -> dict[str, Any]:
        return {**super().cleaned_data, **dict.fromkeys(self._ignored, "")}

    def with_layout(self, layout: Collection[str]) -> DownloadFilter:
        """Return the same for files that take these parameters of the layout."""
        return DownloadFilter(self.query_params, layout)


def text_params(asked: str) -> dict[str, list[str]]:
    """Return the parameter that says which texts are shown; nothing where none is asked for."""
    return {"text": [asked]} if asked else {}


@cache
def list_address(language: str) -> str:
    """The address of the list in the active language, which is that one; worked out once."""
    return reverse("recommendations:list")


def join_with_or(words: Iterable[str]) -> str:
    """``A``, ``A or B``, ``A, B or C``, in the active language."""
    *first, last = words
    if not first:
        return last
    one = pgettext("list", ", ").join(first)
    return _("%(one)s or %(other)s") % {"one": one, "other": last}


def format_condition(facet: StrPromise, value: str) -> str:
    """``Theme: Protection``."""
    return _("%(facet)s: %(value)s") % {"facet": facet, "value": value}
