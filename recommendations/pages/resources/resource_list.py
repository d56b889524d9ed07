"""The resources that a query string asks for, and what it can be narrowed by.

As with the list of recommendations, nothing is passed over: a name or a value that is not known
is a fault, and a list with a fault is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.index.facets import FacetValue
from recommendations.pages.browse.facet_panels import FacetOption, FacetPanel
from recommendations.pages.browse.relaxation import RelaxedQuery
from recommendations.search import LONGEST
from recommendations.selection.filters import Condition, format_condition, join_with_or
from recommendations.selection.form import ValuesField, ValuesForm, query_string
from recommendations.selection.invalid_query import (
    EXPLAINED,
    ErrorHint,
    QueryError,
    closest,
    query_errors,
)
from sessions.models import Document, Resource, ResourceKind
from sessions.symbols import ordering_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: What the list can be narrowed by: its name in words, and where a resource has its value.
FILTERS: dict[str, tuple[StrPromise, str]] = {
    "kind": (gettext_lazy("Kind"), "kind"),
    "document": (gettext_lazy("Document"), "paragraph__version__document__symbol"),
}

HEADINGS = {
    ResourceKind.QUESTION: gettext_lazy("Questions for discussion"),
    ResourceKind.MECHANISM: gettext_lazy("Information-sharing mechanisms"),
    ResourceKind.TOOL: gettext_lazy("Tools and guides"),
}


class ResourceForm(ValuesForm):
    """The query string as a form; refuses names that nothing here knows."""

    kind = ValuesField(required=False)
    document = ValuesField(required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        message = _("There is no filter of this name.")
        faults = [
            ValidationError(message, code="name", params={"name": name, "value": value})
            for name, value in self.data.items()
            if name not in FILTERS
        ]
        if faults:
            raise ValidationError(faults)
        return self.cleaned_data


@dataclass(frozen=True)
class Listed:
    """What one document lists of one kind."""

    document: Document
    resources: list[Resource]


@dataclass(frozen=True)
class Group:
    """The resources of one kind, document by document."""

    kind: ResourceKind
    documents: list[Listed]

    @property
    def heading(self) -> StrPromise:
        return HEADINGS[self.kind]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(listed.resources) for listed in self.documents)


class ResourceList:
    """What is asked for. Ask ``form.is_valid`` first: a faulty query string asks for nothing."""

    def __init__(self, asked: QueryDict) -> None:
        self._data = _without_blanks(asked)
        self.form = ResourceForm(self._data, self._known)

    @cached_property
    def values(self) -> dict[str, list[FacetValue]]:
        """The values that each filter knows; one query."""
        kinds = [FacetValue(kind.value, str(heading)) for kind, heading in HEADINGS.items()]
        listing = Document.objects.filter(versions__paragraphs__resources__isnull=False)
        documents = sorted(
            listing.distinct(), key=lambda each: (each.year, ordering_key(each.symbol))
        )
        return {
            "kind": kinds,
            "document": [FacetValue(each.symbol, each.symbol) for each in documents],
        }

    def _known(self, name: str) -> list[str]:
        return [value.value for value in self.values[name]]

    @cached_property
    def total(self) -> int:
        """How many there are, whatever is asked for."""
        return Resource.objects.count()

    def selected(self, *, without: str = "") -> QuerySet[Resource]:
        """The resources asked for; ``without`` names a filter to leave out."""
        narrowed = {
            f"{path}__in": self.form.cleaned_data[name]
            for name, (_label, path) in FILTERS.items()
            if name != without and self.form.cleaned_data[name]
        }
        return Resource.objects.filter(**narrowed)

    @cached_property
    def groups(self) -> list[Group]:
        """By kind, and in the order of the documents; one query."""
        found = self.selected().select_related("paragraph__version__document")
        of_kind = groupby(sorted(found, key=_place), key=lambda each: ResourceKind(each.kind))
        return [
            Group(
                kind, [Listed(document, list(each)) for document, each in groupby(all_, _document)]
            )
            for kind, all_ in of_kind
        ]

    @property
    def count(self) -> int:
        """How many are asked for."""
        return sum(group.count for group in self.groups)

    @cached_property
    def panels(self) -> list[FacetPanel]:
        """The filters, each value with its count under the other filter; a query for each."""
        return [self._panel(name) for name in FILTERS]

    def _panel(self, name: str) -> FacetPanel:
        label, path = FILTERS[name]
        rows = self.selected(without=name).order_by().values_list(path)
        counts = dict(rows.annotate(count=Count("pk")))
        chosen = self.form.cleaned_data[name]
        lines = [
            FacetOption(value, counts.get(value.value, 0), value.value in chosen)
            for value in self.values[name]
        ]
        return FacetPanel(name, label, [*lines])

    @property
    def conditions(self) -> list[Condition]:
        """What the list is narrowed by, each with the address of the list without it."""
        return [
            Condition(name, label, value.label, self._address(name, without=value))
            for name, (label, _path) in FILTERS.items()
            for value in self._chosen(name)
        ]

    @property
    def relaxations(self) -> list[RelaxedQuery]:
        """The lists without one of the filters that are not empty; a query for each."""
        found = [
            RelaxedQuery(
                _("Without “%(condition)s”")
                % {
                    "condition": format_condition(
                        label, join_with_or(value.label for value in chosen)
                    )
                },
                self._address(name),
                self.selected(without=name).count(),
            )
            for name, (label, _path) in FILTERS.items()
            if (chosen := self._chosen(name))
        ]
        return [each for each in found if each.count]

    def _chosen(self, name: str) -> list[FacetValue]:
        """The values of a filter that are asked for."""
        asked = self.form.cleaned_data[name]
        return [value for value in self.values[name] if value.value in asked]

    def _address(self, name: str, *, without: FacetValue | None = None) -> str:
        """The address of the list without a value of a filter, or without that filter."""
        asked = {
            each: [value.value for value in self._chosen(each) if value != without]
            for each in FILTERS
            if without or each != name
        }
        kept = {each: values for each, values in asked.items() if values}
        return reverse("recommendations:resources") + query_string(kept)

    @cached_property
    def faults(self) -> list[QueryError]:
        """All that is wrong with the query string."""
        return list(query_errors(self.form))

    @property
    def explained(self) -> list[ErrorHint]:
        """The first faults, each with what may have been meant, or else all that could be."""
        return [self._explain(fault) for fault in self.faults[:EXPLAINED]]

    def _explain(self, fault: QueryError) -> ErrorHint:
        wrong_name = fault.code == "name"
        known = list(FILTERS) if wrong_name else self._known(fault.name)
        meant = closest(fault.name if wrong_name else fault.value, {each: each for each in known})
        return ErrorHint(fault, meant, [] if meant else known)

    @property
    def more(self) -> int:
        """How many faults are not explained."""
        return len(self.faults[EXPLAINED:])

    @property
    def asked(self) -> str:
        """The query string, cut if it is long."""
        asked = query_string(dict(self._data.lists()))
        return asked if len(asked) <= LONGEST else asked[:LONGEST] + "…"


def _without_blanks(asked: QueryDict) -> QueryDict:
    """The query string without empty values of filters."""
    kept = asked.copy()
    for name in FILTERS:
        values = [value for value in asked.getlist(name) if value]
        kept.setlist(name, values) if values else kept.pop(name, None)
    return kept


def _place(resource: Resource) -> tuple[Any, ...]:
    """Kinds in their order, then the places where documents list them."""
    document = _document(resource)
    return (
        list(ResourceKind).index(ResourceKind(resource.kind)),
        document.year,
        ordering_key(document.symbol),
        resource.paragraph.position,
        resource.pk,
    )


def _document(resource: Resource) -> Document:
    document: Document = resource.paragraph.version.document
    return document
