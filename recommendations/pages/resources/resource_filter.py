"""The parameters of the list of resources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from recommendations.index.facets import FacetValue
from recommendations.pages.browse.facet_panels import FacetOption, FacetPanel
from recommendations.pages.browse.relaxation import RelaxedQuery
from recommendations.selection.fields import ValuesFilter
from recommendations.selection.filters import FacetedFilterSet, format_condition, join_with_or
from sessions.models import Document, Resource, ResourceKind
from sessions.symbols import ordering_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

HEADINGS = {
    ResourceKind.QUESTION: gettext_lazy("Questions for discussion"),
    ResourceKind.MECHANISM: gettext_lazy("Information-sharing mechanisms"),
    ResourceKind.TOOL: gettext_lazy("Tools and guides"),
}
FACET_LABELS = {"kind": gettext_lazy("Kind"), "document": gettext_lazy("Document")}


def public_resources() -> QuerySet[Resource]:
    """Return what public documents list."""
    public = Document.objects.published()
    return Resource.objects.filter(paragraph__version__document__in=public)


class ResourceFilter(FacetedFilterSet):
    """Kinds of resources, and documents that list them."""

    kind = ValuesFilter()
    document = ValuesFilter("paragraph__version__document__symbol")

    @property
    def facets(self) -> Mapping[str, StrPromise]:
        return FACET_LABELS

    @property
    def unfiltered_address(self) -> str:
        return reverse("recommendations:resources")

    def values(self, parameter: str) -> list[FacetValue]:
        return self._kinds if parameter == "kind" else self._documents

    @cached_property
    def _kinds(self) -> list[FacetValue]:
        return [FacetValue(kind.value, str(heading)) for kind, heading in HEADINGS.items()]

    @cached_property
    def _documents(self) -> list[FacetValue]:
        """One query."""
        listed = public_resources().values("paragraph__version__document")
        listing = Document.objects.filter(pk__in=listed.order_by())
        in_order = sorted(listing, key=lambda each: (each.year, ordering_key(each.symbol)))
        return [FacetValue(each.symbol, each.symbol) for each in in_order]

    def resources(self, *, without: str = "") -> QuerySet[Resource]:
        """The resources asked for; ``without`` names a filter to leave out."""
        return self.filter_queryset(public_resources(), without)

    @cached_property
    def panels(self) -> list[FacetPanel]:
        """The filters, each value with its count under the other filter; a query for each."""
        return [self._panel(name) for name in self.filters]

    def _panel(self, name: str) -> FacetPanel:
        rows = (
            self.resources(without=name).order_by().values_list(str(self.filters[name].field_name))
        )
        counts = dict(rows.annotate(count=Count("pk")))
        options = [
            FacetOption(value, counts.get(value.value, 0), value.value in self.cleaned_data[name])
            for value in self.values(name)
        ]
        return FacetPanel(name, self.facets[name], [*options])

    @property
    def relaxations(self) -> list[RelaxedQuery]:
        """The lists without one of the filters that are not empty; a query for each."""
        queries = [self._relaxed_query(name) for name in self.filters if self.cleaned_data[name]]
        return [query for query in queries if query.count]

    def _relaxed_query(self, name: str) -> RelaxedQuery:
        values = join_with_or(value.label for value in self.chosen_values(name))
        condition = format_condition(self.facets[name], values)
        return RelaxedQuery(
            condition,
            self.address(**{name: ""}),
            self.resources(without=name).count(),
        )
