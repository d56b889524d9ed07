"""The two schemes side by side: subjects by chapters, and the records that one of them misses."""

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
from recommendations.names.labels import Labels
from recommendations.pages.taxonomy.subject_index import Entry, flat, main_entries

#: The most records that a list of what is missed shows; the count says how many there are.
SHOWN = 100
#: The facet of each scheme.
PARAMETERS = {Scheme.CHAPTERS: "theme", Scheme.SUBJECTS: "topic"}


@dataclass(frozen=True)
class Cell:
    """How many adopted recommendations an entry and a chapter have in common."""

    chapter: str
    count: int


@dataclass(frozen=True)
class Line:
    """An entry with what it has in common with each chapter, in the chapters' order."""

    entry: Entry
    cells: list[Cell]


@dataclass(frozen=True)
class Missed:
    """The published records that a scheme has no place for."""

    scheme: Scheme
    records: RecommendationQuerySet
    count: int


@dataclass(frozen=True)
class Assigned:
    """How many places of published records in a scheme are said by whom."""

    scheme: Scheme
    origin: Provenance
    count: int


@require_safe
def crosswalk_detail(request: HttpRequest) -> HttpResponse:
    """The table, and what it leaves out."""
    chapters = list(Theme.objects.chapters().values_list("slug", flat=True))
    entries = list(flat(main_entries(Labels(get_language()))))
    return render(
        request,
        "taxonomy/crosswalk.html",
        {
            "chapters": chapters,
            "lines": lines(entries, chapters),
            "missed": [missed(scheme) for scheme in Scheme],
            "idle": [entry for entry in entries if not entry.records],
            "assigned": assigned(),
        },
    )


def lines(entries: list[Entry], chapters: list[str]) -> list[Line]:
    """Every entry against every chapter."""
    index = current_index()
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    of_entry, of_chapter = index.columns["topic"], index.columns["theme"]
    return [
        Line(
            entry,
            [
                Cell(
                    chapter,
                    (
                        adopted & of_entry.bitmap(entry.slug) & of_chapter.bitmap(chapter)
                    ).bit_count(),
                )
                for chapter in chapters
            ],
        )
        for entry in entries
    ]


def missed(scheme: Scheme) -> Missed:
    """What is published and stands nowhere in a scheme."""
    index = current_index()
    placed = index.facet_bitmap(PARAMETERS[scheme], index.columns[PARAMETERS[scheme]].bitmaps)
    left = index.everything & ~placed
    records = Recommendation.objects.filter(pk__in=index.first_pks(left, SHOWN)).in_code_order()
    return Missed(scheme, records, left.bit_count())


def assigned() -> list[Assigned]:
    """Who says where published records stand; one query, asked once in a version of the data."""
    return current_index().cache.get_or_compute(("origins of places",), lambda: list(_assigned()))


def _assigned() -> Iterator[Assigned]:
    rows = (
        ThemeAssignment.objects.filter(recommendation__in=Recommendation.objects.published())
        .order_by("theme__scheme", "origin")
        .values_list("theme__scheme", "origin")
        .annotate(count=Count("pk"))
    )
    for scheme, origin, count in rows:
        yield Assigned(Scheme(scheme), Provenance(origin), count)
