"""The titles, headings and resources of documents by language, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.models import (
    Document,
    DocumentTitle,
    NameOrigin,
    Resource,
    ResourceTranslation,
    Section,
    SectionTranslation,
)
from smuggling_kb.languages import LANGUAGES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class DocumentCounts:
    """The numbers of one kind of words of documents, in the order of the language bar."""

    label: StrPromise
    printed: Sequence[int]
    translated: Sequence[int]


def document_counts() -> Iterator[DocumentCounts]:
    """Yield the numbers of titles, headings and resources of public documents; six queries."""
    public = Document.objects.published()
    titles = DocumentTitle.objects.filter(document__in=public)
    of_version, of_section = "version__document__in", "section__version__document__in"
    of_resource = "paragraph__version__document__in"
    yield DocumentCounts(
        _("Titles of documents"),
        _counts(titles.filter(origin=NameOrigin.DOCUMENT), "language"),
        _counts(titles.filter(origin=NameOrigin.EDITOR), "language"),
    )
    yield DocumentCounts(
        _("Headings"),
        _counts(Section.objects.filter(**{of_version: public}), "version__language"),
        _counts(SectionTranslation.objects.filter(**{of_section: public}), "language"),
    )
    yield DocumentCounts(
        _("Questions, mechanisms and tools"),
        _counts(Resource.objects.filter(**{of_resource: public}), "paragraph__version__language"),
        _counts(
            ResourceTranslation.objects.filter(**{f"resource__{of_resource}": public}), "language"
        ),
    )


def _counts(rows: QuerySet[Any, Any], language: str) -> list[int]:
    """Return the number of rows in each language; one query."""
    found: Mapping[str, int] = dict(
        rows.order_by().values_list(language).annotate(count=Count("pk"))
    )
    return [found.get(each.code, 0) for each in LANGUAGES]
