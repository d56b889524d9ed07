"""The subject index from A to Z, and the page of each of its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.by_session import SessionGroup
from recommendations.index.counts import PublishedCounts
from recommendations.models import Theme
from recommendations.pages.taxonomy.subject_index import (
    SubjectEntry,
    all_entries,
    entries_by_letter,
    main_entries,
)
from recommendations.pages.taxonomy.themes import session_groups_context
from recommendations.rendering import environment
from recommendations.rendering.place_link import symbol_place
from recommendations.selection.filters import TextParams
from recommendations.selection.query_params import accepts_params
from sessions.models import Document
from smuggling_kb.languages import BY_CODE

#: The paragraph that names some of the entries of the Compendium and Thematic Index of 2021.
COMPENDIUM_PARAGRAPH = ("CTOC/COP/WG.7/2022/2", "p62")


@dataclass(frozen=True)
class ChapterCount:
    """The number of an entry's records that stand under one chapter."""

    chapter: str
    adopted: int
    others: int


@require_safe
def subject_list(request: HttpRequest) -> HttpResponse:
    """Every entry under its letter, with how many records it has; one query."""
    language = get_language()
    entries = main_entries(language)
    symbol, anchor = COMPENDIUM_PARAGRAPH
    is_held = Document.objects.published().filter(symbol=symbol).exists()
    index = environment.render(
        "taxonomy/subject_index.html",
        letters=entries_by_letter(language),
        main=len(entries),
        below=sum(len(entry.children) for entry in entries),
        compendium_paragraph=symbol_place(symbol, anchor) if is_held else None,
        gap=BY_CODE[language].gap,
    )
    return render(request, "taxonomy/subject_list.html", {"index": index})


@accepts_params(TextParams)
def subject_detail(request: HttpRequest, params: TextParams, slug: str) -> HttpResponse:
    """One entry: its records meeting by meeting, and the themes that these stand under."""
    theme = get_object_or_404(Theme.objects.subjects(), slug=slug)
    entries = list(all_entries(main_entries(get_language())))
    entry = next(each for each in entries if each.slug == slug)
    under = current_index().columns["topic"].bitmap(slug)
    shown = session_groups_context(under)
    return render(
        request,
        "taxonomy/subject_detail.html",
        {
            "entry": entry,
            "see_also": see_also(entry),
            "theme": theme,
            "chapter_counts": chapter_counts(under),
            "sessions_without_records": sessions_without_records(shown["groups"]),
            **shown,
        },
    )


def see_also(entry: SubjectEntry) -> list[SubjectEntry]:
    """Return the children of a main entry; for another entry, its parent and its siblings."""
    if entry.parent is None:
        return list(entry.children)
    return [entry.parent, *(each for each in entry.parent.children if each.slug != entry.slug)]


def chapter_counts(among: Bitmap) -> list[ChapterCount]:
    """Count the records, a bitmap, by chapter, in the chapters' order; without empty chapters."""
    counts = PublishedCounts(among)
    chapters = (value.value for value in current_index().facet_labels("en").values["theme"])
    found = (
        ChapterCount(each, counts.theme_count(each), counts.other_theme_count(each))
        for each in chapters
    )
    return [each for each in found if each.adopted or each.others]


def sessions_without_records(groups: Iterable[SessionGroup]) -> list[SessionGroup]:
    """Return the sessions whose texts are held, but which adopted nothing on the subject."""
    return [group for group in groups if group.count == 0]
