"""The resources that a query string asks for, by kind and document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from recommendations.pages.resources.resource_filter import (
    HEADINGS,
    ResourceFilter,
    public_resources,
)
from sessions.models import Document, Resource, ResourceKind, ResourceTranslation
from sessions.symbols import ordering_key
from smuggling_kb.preference import text_preference

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class TranslatedResource:
    """A resource, and its unofficial translation for the reader, if there is one."""

    resource: Resource
    translation: ResourceTranslation | None

    @property
    def foreign_language(self) -> str:
        """The language of the translation; empty if it is the reader's."""
        language = self.translation.language if self.translation else ""
        return "" if language == get_language() else language


@dataclass(frozen=True)
class DocumentResources:
    """The resources of one kind that one document lists."""

    document: Document
    resources: list[TranslatedResource]


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
        """By kind, and in the order of the documents; two queries."""
        rows = (
            self.filters.resources()
            .select_related("paragraph__version__document")
            .prefetch_related("translations")
        )
        by_kind = groupby(sorted(rows, key=_place), key=lambda each: ResourceKind(each.kind))
        return [
            KindResources(
                kind,
                [
                    DocumentResources(document, [_with_translation(one) for one in each])
                    for document, each in groupby(resources, _document)
                ],
            )
            for kind, resources in by_kind
        ]

    @property
    def count(self) -> int:
        """The number of resources asked for."""
        return sum(group.count for group in self.groups)


def _with_translation(resource: Resource) -> TranslatedResource:
    language: str = resource.paragraph.version.language
    translations = resource.translations.all()
    return TranslatedResource(
        resource, text_preference().choose_translation(translations, language)
    )


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
