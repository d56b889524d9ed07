"""The themes, and the page of each."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.index.bitmaps import Bitmap
from recommendations.index.by_session import first_by_session, group_by_session
from recommendations.index.counts import PublishedCounts
from recommendations.models import Theme
from recommendations.names.session_ranges import session_ranges
from recommendations.selection.filters import TextParams
from recommendations.selection.query_params import accepts_params
from sessions.models import WorkingGroupSession

#: The subjects that the page of a theme names.
SUBJECTS = 10
#: The most records that the page of a theme shows; the list has them all.
SHOWN = 100


class SubjectCount(NamedTuple):
    """A subject, and how many of some records have it."""

    slug: str
    name: str
    records: int


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    """Every theme, with how many records it has."""
    themes = Theme.objects.chapters().filter(parent=None).values_list("slug", flat=True)
    return render(
        request, "taxonomy/theme_list.html", {"themes": themes, "counts": PublishedCounts()}
    )


@accepts_params(TextParams)
def theme_detail(request: HttpRequest, params: TextParams, slug: str) -> HttpResponse:
    """The records of one theme, meeting by meeting."""
    theme = get_object_or_404(Theme.objects.chapters(), slug=slug)
    on_theme = current_index().columns["theme"].bitmap(slug)
    shown = {
        "theme": theme,
        "subjects": subject_counts(on_theme, get_language()),
        **session_groups_context(on_theme),
    }
    return render(request, "taxonomy/theme_detail.html", shown)


def subject_counts(among: Bitmap, language: str) -> list[SubjectCount]:
    """Return the subjects that most of the records, a bitmap, have: the most frequent first."""
    index = current_index()
    counts = (
        SubjectCount(
            each.value, each.label, (index.columns["topic"].bitmap(each.value) & among).bit_count()
        )
        for each in index.facet_labels(language).values["topic"]
    )
    found = sorted((each for each in counts if each.records), key=lambda each: -each.records)
    return found[:SUBJECTS]


def session_groups_context(among: Bitmap) -> dict[str, Any]:
    """Return the template context for records, a bitmap, session by session; a few queries."""
    counts = PublishedCounts(among)
    rows = first_by_session(among, SHOWN)
    meetings = session_ranges(
        WorkingGroupSession.objects.published(), PublishedCounts().sessions_with_texts
    )
    return {
        "adopted": counts.adopted,
        "others": counts.others,
        "shown": SHOWN,
        "total": counts.records,
        "rows": rows,
        "groups": group_by_session(rows, meetings, counts),
    }
