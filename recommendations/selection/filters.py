"""The query string of a list: what it asks for, and how to say that in words.

Nothing in it is passed over. A name, a value or a repetition that is not known here is a
fault, and a list with a fault is not shown; ``faults`` says what is wrong and what is nearest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_filters import Filter, FilterSet

from recommendations.index import bitmaps, current_index
from recommendations.index.facets import FACETS, FacetValue
from recommendations.models import Recommendation, RecommendationQuerySet
from recommendations.search import engine
from recommendations.search.engine import SearchResult
from recommendations.selection.form import (
    COLUMNS,
    PARAMETERS,
    USUAL_COLUMNS,
    ListForm,
    query_string,
    without_blanks,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

WORDS = gettext_lazy("Words")


class WordsFilter(Filter):
    """Narrows to what the search found."""

    def filter(self, qs: QuerySet[Any, Any], value: SearchResult | None) -> QuerySet[Any, Any]:
        if value is None:
            return qs
        return qs.filter(pk__in=[value.index.pks[p] for p in bitmaps.places(value.matches)])


class FacetFilter(Filter):
    """Narrows to records that have any of the values of the facet of the same name."""

    def filter(self, qs: QuerySet[Any, Any], value: Collection[str]) -> QuerySet[Any, Any]:
        return FACETS[str(self.field_name)].narrow(qs, value) if value else qs


@dataclass(frozen=True)
class Condition:
    """One thing that a list is narrowed by, in words, and the address of the list without it."""

    parameter: str
    facet: StrPromise
    value: str
    without: str

    def __str__(self) -> str:
        return format_condition(self.facet, self.value)


class RecommendationFilter(FilterSet):
    """What a query string asks for. Ask ``is_valid`` first: a faulty one asks for nothing.

    A ``Selection`` answers it from the snapshot. ``records`` says the same in the words of the
    database, and tests hold the one to the other.
    """

    q = WordsFilter()
    theme = FacetFilter()
    topic = FacetFilter()
    session = FacetFilter()
    strength = FacetFilter()
    addressee = FacetFilter()
    status = FacetFilter()
    article = FacetFilter()
    document = FacetFilter()
    year = FacetFilter()

    class Meta:
        model = Recommendation
        fields = ()

    def __init__(self, asked: QueryDict) -> None:
        # Not the base's own: that copies all filters, though none of them keeps anything.
        self.asked = without_blanks(asked)
        self.is_bound = True
        self.index = current_index()
        self.names = self.index.facet_labels(get_language())

    @cached_property
    def form(self) -> ListForm:
        """The query string as a form."""
        return ListForm(self.asked, self._known)

    def _known(self, parameter: str) -> Collection[str]:
        return COLUMNS if parameter == "columns" else self.names.by_value[parameter]

    def values(self, parameter: str) -> list[FacetValue]:
        """The values that a facet knows, in its order."""
        return self.names.values[parameter]

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """The parameters as they were understood; an error of the caller's if one was not."""
        if not self.is_valid():
            raise ValueError(f"A faulty query string asks for nothing: {self.asked.urlencode()}")
        return self.form.cleaned_data

    def records(self, *, without: str = "") -> RecommendationQuerySet:
        """The published records asked for; ``without`` names a filter to leave out."""
        published = Recommendation.objects.published()
        return cast(RecommendationQuerySet, self.filter_queryset(published, without))

    def filter_queryset(
        self, queryset: QuerySet[Any, Any], without: str = ""
    ) -> QuerySet[Any, Any]:
        """Narrowed by every filter but one."""
        for name, filter_ in self.base_filters.items():
            if name != without:
                value = self.hits if name == "q" else self.cleaned[name]
                queryset = filter_.filter(queryset, value)
        return queryset

    @cached_property
    def hits(self) -> SearchResult | None:
        """What the search found; None if no words were asked for."""
        return engine.find(self.cleaned["q"], self.index) if self.cleaned["q"] else None

    @property
    def sort(self) -> str:
        """A name of ``SORTS``: relevance of what was searched for, or else the order of codes."""
        sort: str = self.cleaned["sort"] or "relevance"
        return "code" if sort == "relevance" and self.hits is None else sort

    @property
    def group(self) -> str:
        """A name of ``GROUPS``, or nothing."""
        return str(self.cleaned["group"])

    @property
    def is_table(self) -> bool:
        """Whether the list is a table."""
        return bool(self.cleaned["view"] == "table")

    @property
    def columns(self) -> list[str]:
        """The columns that the table has beside the code, in the order of ``COLUMNS``."""
        chosen = self.cleaned["columns"] or USUAL_COLUMNS
        return [name for name in COLUMNS if name in chosen]

    @property
    def page(self) -> int:
        """The number of the page asked for."""
        return int(self.cleaned["page"])

    def chosen(self, parameter: str) -> list[FacetValue]:
        """The values of a facet that were asked for, in the facet's order."""
        asked = self.cleaned[parameter]
        return [value for value in self.values(parameter) if value.value in asked] if asked else []

    @property
    def has_no_texts_yet(self) -> bool:
        """Whether all meetings asked for are such that their texts are not held.

        Then there is no record, and yet the number of recommendations is not 0 but unknown.
        """
        chosen = self.chosen("session")
        return bool(chosen) and not any(value.has_texts for value in chosen)

    def parameters(self, **changes: str | Sequence[str]) -> dict[str, list[str]]:
        """What is asked for, from the first page, but for changes."""
        asked = {**self._given, **changes}
        return {name: _listed(asked[name]) for name in PARAMETERS if asked.get(name)}

    @cached_property
    def _given(self) -> dict[str, Any]:
        """What is asked for, but for the page."""
        return {name: value for name, value in self.cleaned.items() if value and name != "page"}

    def query(self, **changes: str | Sequence[str]) -> str:
        """The query string that asks for that."""
        return query_string(self.parameters(**changes))

    def address(self, **changes: str | Sequence[str]) -> str:
        """The address of the list with that query string."""
        return self.everything + self.query(**changes)

    @property
    def everything(self) -> str:
        """The address of the list that nothing narrows."""
        return list_address(self.names.language)

    def changed(self, **changes: str | Sequence[str]) -> RecommendationFilter:
        """The filter at that address."""
        return RecommendationFilter(QueryDict(self.query(**changes).removeprefix("?")))

    @cached_property
    def conditions(self) -> list[Condition]:
        """What the list is narrowed by, one by one: each word or phrase, each value."""
        return [*self._words(), *(each for name in FACETS for each in self._choices_made(name))]

    def _words(self) -> Iterator[Condition]:
        if self.hits is None:
            return
        query = self.hits.query
        for clause in query.clauses:
            rest = self.address(q=str(query.without(clause)))
            yield Condition("q", WORDS, str(clause), rest)
        if not query.clauses:
            yield Condition("q", WORDS, self.cleaned["q"], self.address(q=""))

    def _choices_made(self, parameter: str) -> Iterator[Condition]:
        chosen = self.chosen(parameter)
        for value in chosen:
            others = [other.value for other in chosen if other != value]
            rest = self.address(**{parameter: others})
            yield Condition(parameter, FACETS[parameter].label, value.label, rest)

    def describe(self) -> str:
        """``Theme: Protection or Research · Session: 1st, 2012``; empty if all is asked for."""
        words = [format_condition(WORDS, self.cleaned["q"])] if self.hits else []
        facets = [
            format_condition(FACETS[name].label, join_with_or(value.label for value in chosen))
            for name in FACETS
            if (chosen := self.chosen(name))
        ]
        return " · ".join([*words, *facets])


@cache
def list_address(language: str) -> str:
    """The address of the list in the active language, which is that one; worked out once."""
    return reverse("recommendations:list")


def join_with_or(words: Iterable[str]) -> str:
    """``A``, ``A or B``, ``A or B or C``, in the active language."""
    return reduce(
        lambda one, other: _("%(one)s or %(other)s") % {"one": one, "other": other}, words
    )


def format_condition(facet: StrPromise, value: str) -> str:
    """``Theme: Protection``."""
    return _("%(facet)s: %(value)s") % {"facet": facet, "value": value}


def _listed(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
