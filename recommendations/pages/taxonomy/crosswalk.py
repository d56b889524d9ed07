"""Subjects by chapters, and the records that one of the two schemes has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.models import (
    AdoptionStatus,
    Provenance,
    Recommendation,
    RecommendationQuerySet,
    Scheme,
    Theme,
    ThemeAssignment,
)
from recommendations.pages.taxonomy.subject_index import SubjectEntry, all_entries, main_entries

#: The most records that a list of what is missed shows; the count says how many there are.
SHOWN = 100
#: The facet of each scheme.
PARAMETERS = {Scheme.CHAPTERS: "theme", Scheme.SUBJECTS: "topic"}


@dataclass(frozen=True)
class CrosswalkRow:
    """An entry and, chapter by chapter, the adopted recommendations that stand under both."""

    entry: SubjectEntry
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class UnassignedRecords:
    """The published records that a scheme has no place for, the first of them by code."""

    scheme: Scheme
    records: RecommendationQuerySet
    count: int


@dataclass(frozen=True)
class AssignmentCount:
    """The number of assignments of published records in a scheme, by their provenance."""

    scheme: Scheme
    provenance: Provenance
    count: int


@require_safe
def crosswalk_detail(request: HttpRequest) -> HttpResponse:
    """The table of subjects by chapters, and what it leaves out."""
    chapters = list(Theme.objects.chapters().values_list("slug", flat=True))
    entries = list(all_entries(main_entries(get_language())))
    return render(
        request,
        "taxonomy/crosswalk.html",
        {
            "chapters": chapters,
            "rows": crosswalk_rows(entries, chapters),
            "unassigned": [unassigned_records(scheme) for scheme in Scheme],
            "unused": [entry for entry in entries if not entry.records],
            "assignments": assignment_counts(),
        },
    )


def crosswalk_rows(entries: list[SubjectEntry], chapters: list[str]) -> list[CrosswalkRow]:
    """Count every entry by every chapter; no query."""
    columns = current_index().columns
    adopted = columns["status"].bitmap(AdoptionStatus.ADOPTED)
    by_chapter = {chapter: adopted & columns["theme"].bitmap(chapter) for chapter in chapters}

    def row(entry: SubjectEntry) -> CrosswalkRow:
        under = columns["topic"].bitmap(entry.slug)
        counts = [(chapter, (under & also).bit_count()) for chapter, also in by_chapter.items()]
        return CrosswalkRow(entry, counts)

    return [row(entry) for entry in entries]


def unassigned_records(scheme: Scheme) -> UnassignedRecords:
    """Return the published records that stand nowhere in a scheme."""
    index = current_index()
    facet = PARAMETERS[scheme]
    left = index.everything & ~index.facet_bitmap(facet, index.columns[facet].bitmaps)
    records = Recommendation.objects.filter(pk__in=index.first_pks(left, SHOWN)).in_code_order()
    return UnassignedRecords(scheme, records, left.bit_count())


def assignment_counts() -> list[AssignmentCount]:
    """Count who assigned published records; one query, asked once in a version of the data."""
    cache = current_index().cache
    return cache.get_or_compute(("assignment counts",), lambda: list(_count_assignments()))


def _count_assignments() -> Iterator[AssignmentCount]:
    rows = (
        ThemeAssignment.objects.filter(recommendation__in=Recommendation.objects.published())
        .order_by("theme__scheme", "origin")
        .values_list("theme__scheme", "origin")
        .annotate(count=Count("pk"))
    )
    for scheme, origin, count in rows:
        yield AssignmentCount(Scheme(scheme), Provenance(origin), count)
