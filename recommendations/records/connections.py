"""The connections of a recommendation: other records, and passages that restate it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationText,
    Relation,
    RelationType,
)
from sessions import notes
from sessions.models import EditorialNoteText, Paragraph
from smuggling_kb.preference import language_rank

#: What programs call a relation from its other end.
REVERSE_TYPES = {
    RelationType.RESTATES: "restated-by",
    RelationType.EXTENDS: "extended-by",
    RelationType.NARROWS: "narrowed-by",
    RelationType.IMPLEMENTS: "implemented-by",
    RelationType.RELATED: "related",
}


@dataclass(frozen=True)
class RelatedRecord:
    """Another record, and how this one relates to it."""

    verb: str
    #: The verb as programs write it: ``restates``, ``restated-by``.
    type: str
    other: Recommendation
    text: RecommendationText
    relation: Relation


@dataclass(frozen=True)
class RestatingPassage:
    """A passage that restates the record; without a paragraph if its document is not held."""

    occurrence: Occurrence
    paragraph: Paragraph | None
    notes: list[EditorialNoteText]


def related_records(recommendation: Recommendation, language: str) -> list[RelatedRecord]:
    """Return its relations from both ends; reads both, of published records only, with texts."""
    ends = [
        (RelationType(relation.type).label, relation.type, relation.target, relation)
        for relation in recommendation.relations.all()
    ] + [
        (
            RelationType(relation.type).reverse,
            REVERSE_TYPES[RelationType(relation.type)],
            relation.recommendation,
            relation,
        )
        for relation in recommendation.reverse_relations.all()
    ]
    return [
        RelatedRecord(str(verb), type_, other, other.text_for(language), relation)
        for verb, type_, other, relation in ends
    ]


def restating_passages(recommendation: Recommendation, language: str) -> list[RestatingPassage]:
    """Return the passages that restate it; reads ``occurrences``; two queries if any does."""
    occurrences = recommendation.restatements
    passages = paragraphs_by_place(occurrences)
    places = [(occurrence.document_id, occurrence.anchor) for occurrence in occurrences]
    noted = notes.notes_by_place(places, language)
    return [
        RestatingPassage(
            occurrence,
            min(
                passages.get(place, ()),
                key=lambda paragraph: language_rank(paragraph.version.language, language),
                default=None,
            ),
            noted.get(place, []),
        )
        for occurrence, place in zip(occurrences, places, strict=True)
    ]


def paragraphs_by_place(
    occurrences: Collection[Occurrence],
) -> dict[tuple[int, str], list[Paragraph]]:
    """Return the paragraphs at places, in every language, by document and anchor; one query."""
    if not occurrences:
        return {}
    places = reduce(
        or_,
        (
            Q(version__document=occurrence.document_id, anchor=occurrence.anchor)
            for occurrence in occurrences
        ),
    )
    found: dict[tuple[int, str], list[Paragraph]] = {}
    passages = Paragraph.objects.filter(places).select_related("version", "parent").order_by()
    for paragraph in passages:
        place = paragraph.version.document_id, paragraph.anchor
        found.setdefault(place, []).append(paragraph)
    return found
