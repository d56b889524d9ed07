"""The families of restated recommendations, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from recommendations.models import Occurrence, Recommendation, RecommendationText, Relation
from recommendations.pages.families import compare, wordings
from recommendations.pages.families.wordings import ComparedWording
from recommendations.pages.record import views
from recommendations.records.connections import paragraphs_by_place
from recommendations.records.families import Family, families, family_of
from recommendations.selection.filter_set import PageParams
from recommendations.selection.filters import TextParams
from recommendations.selection.query_params import accepts_params
from sessions import notes
from sessions.models import EditorialNoteText
from smuggling_kb.preference import text_preference

#: Families on a page of the list.
SIZE = 50


@dataclass(frozen=True)
class PrintedWording:
    """The wording of one place: of a record, or of a passage that restates one."""

    year: int
    recommendation: Recommendation
    #: Where it is printed; None of a record whose source is not known.
    place: Occurrence | None
    is_record: bool
    #: None if the document is not held.
    wording: ComparedWording | None = None
    notes: list[EditorialNoteText] = field(default_factory=list)


@dataclass(frozen=True)
class FamilyEntry:
    """A family as the list shows it: with the text of its earliest record."""

    family: Family
    text: RecommendationText


@accepts_params(PageParams)
def family_list(request: HttpRequest, filters: PageParams) -> HttpResponse:
    """Every family; a fixed number of queries."""
    found = families()
    page = filters.paginate(found, SIZE)
    return render(
        request,
        "families/family_list.html",
        {"page": page, "entries": _entries(page.object_list), "total": len(found)},
    )


@accepts_params(TextParams)
def family_detail(request: HttpRequest, params: TextParams, code: str) -> HttpResponse:
    """The wordings of one family by year; under another member's code, the way there."""
    known = Recommendation.objects.with_address().prefetch_related("texts")
    recommendation = get_object_or_404(known, code=code)
    if recommendation.is_archived:
        return views.record_gone(request, recommendation)
    family = family_of(recommendation, Recommendation.objects.for_list())
    if family is None:
        context = {"recommendation": recommendation}
        return render(request, "families/no_family.html", context, status=404)
    if family.code != code:
        return redirect(reverse("recommendations:family", args=[family.code]) + params.query())
    printed = _printed_wordings(family, get_language())
    return render(
        request,
        "families/family_detail.html",
        {
            "family": family,
            "wordings": printed,
            "has_translations": any(
                each.wording is not None and each.wording.words.is_unofficial for each in printed
            ),
            "asked": text_preference().asked,
            "links": _links(family),
            "comparison": compare.comparison_address(family.codes[: compare.MOST]),
        },
    )


def _entries(shown: Iterable[Family]) -> list[FamilyEntry]:
    """Return families with the texts of their earliest records; two queries."""
    language = get_language()
    first = [family.members[0].pk for family in shown]
    read = Recommendation.objects.prefetch_related("texts").in_bulk(first)
    return [FamilyEntry(family, read[family.members[0].pk].text_for(language)) for family in shown]


def _printed_wordings(family: Family, language: str) -> list[PrintedWording]:
    """Return its wordings by year, records before passages; two queries if it has passages."""
    places = [(each.document_id, each.anchor) for each in family.restatements]
    paragraphs = paragraphs_by_place(family.restatements)
    noted = notes.notes_by_place(places, language)
    found = [(wordings.record_wordings(each), _record_wording(each)) for each in family.members]
    for each, place in zip(family.restatements, places, strict=True):
        words = wordings.passage_wordings(paragraphs.get(place, ()))
        found.append((words, _passage_wording(each, noted.get(place, []))))
    found.sort(key=lambda pair: (pair[1].year, not pair[1].is_record))
    compared = wordings.diff_consecutive([words for words, _printed in found], language)
    return [
        replace(printed, wording=wording)
        for (_words, printed), wording in zip(found, compared, strict=True)
    ]


def _record_wording(recommendation: Recommendation) -> PrintedWording:
    place = recommendation.source
    return PrintedWording(recommendation.year, recommendation, place, is_record=True)


def _passage_wording(occurrence: Occurrence, noted: list[EditorialNoteText]) -> PrintedWording:
    recommendation: Recommendation = occurrence.recommendation
    year: int = occurrence.document.year
    return PrintedWording(year, recommendation, occurrence, is_record=False, notes=noted)


def _links(family: Family) -> QuerySet[Relation]:
    """Return the restatements between its members, each with its evidence; two queries."""
    return (
        Relation.objects.restatements()
        .between_records(family.members)
        .select_related("recommendation", "target")
        .prefetch_related("notes")
        .in_target_order()
    )
