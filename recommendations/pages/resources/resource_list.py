"""The resources that a query string asks for, by kind and document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from recommendations.pages.resources.resource_filter import (
    HEADINGS,
    ResourceFilter,
    public_resources,
)
from sessions.models import Document, Resource, ResourceKind
from sessions.symbols import ordering_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class DocumentResources:
    """The resources of one kind that one document lists."""

    document: Document
    resources: list[Resource]


@dataclass(frozen=True)
class KindResources:
    """The resources of one kind, document by document."""

    kind: ResourceKind
    documents: list[DocumentResources]

    @property
    def heading(self) -> StrPromise:
        return HEADINGS[self.kind]

    @property
    def count(self) -> int:
        return sum(len(listed.resources) for listed in self.documents)


class ResourceList:
    """The resources that a valid filter selects."""

    def __init__(self, filters: ResourceFilter) -> None:
        self.filters = filters

    @cached_property
    def total(self) -> int:
        """The number of all resources, whatever is asked for."""
        return public_resources().count()

    @cached_property
    def groups(self) -> list[KindResources]:
        """By kind, and in the order of the documents; one query."""
        rows = self.filters.resources().select_related("paragraph__version__document")
        by_kind = groupby(sorted(rows, key=_place), key=lambda each: ResourceKind(each.kind))
        return [
            KindResources(
                kind,
                [
                    DocumentResources(document, list(each))
                    for document, each in groupby(resources, _document)
                ],
            )
            for kind, resources in by_kind
        ]

    @property
    def count(self) -> int:
        """The number of resources asked for."""
        return sum(group.count for group in self.groups)


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
