"""What a recommendation is connected with: other records, and passages that restate it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from recommendations.models import (
    Occurrence,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    Relation,
    RelationType,
)
from recommendations.records import text_choice
from sessions import notes
from sessions.models import EditorialNoteText, Paragraph
from smuggling_kb.preference import rank

#: What programs call a relation from its other end.
REVERSE_TYPES = {
    RelationType.RESTATES: "restated-by",
    RelationType.EXTENDS: "extended-by",
    RelationType.NARROWS: "narrowed-by",
    RelationType.IMPLEMENTS: "implemented-by",
    RelationType.RELATED: "related",
}


@dataclass(frozen=True)
class Related:
    """Another record, and how this one relates to it."""

    verb: str
    #: The verb as programs write it: ``restates``, ``restated-by``.
    type: str
    other: Recommendation
    text: RecommendationText
    relation: Relation


@dataclass(frozen=True)
class Restatement:
    """A passage that restates the record; without a paragraph if its document is not held."""

    occurrence: Occurrence
    paragraph: Paragraph | None
    notes: list[EditorialNoteText]


def related(recommendation: Recommendation, language: str) -> list[Related]:
    """Its relations from both ends, with published records only; reads both, with texts."""
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
        Related(str(verb), type_, other, text_choice.preferred(other, language), relation)
        for verb, type_, other, relation in ends
    ]


def source(recommendation: Recommendation) -> Occurrence | None:
    """The place it was read from; reads ``occurrences``."""
    return next(
        (
            occurrence
            for occurrence in recommendation.occurrences.all()
            if occurrence.relation == OccurrenceRelation.SOURCE
        ),
        None,
    )


def restated(recommendation: Recommendation) -> list[Occurrence]:
    """The places that restate it; reads ``occurrences``."""
    return [
        occurrence
        for occurrence in recommendation.occurrences.all()
        if occurrence.relation == OccurrenceRelation.RESTATEMENT
    ]


def restatements(recommendation: Recommendation, language: str) -> list[Restatement]:
    """The passages that restate it; reads ``occurrences``, and two queries if there are any."""
    occurrences = restated(recommendation)
    passages = paragraphs(occurrences)
    places = [(occurrence.document_id, occurrence.anchor) for occurrence in occurrences]
    noted = notes.at_places(places, language)
    return [
        Restatement(
            occurrence,
            min(
                passages.get(place, ()),
                key=lambda paragraph: rank(paragraph.version.language, language),
                default=None,
            ),
            noted.get(place, []),
        )
        for occurrence, place in zip(occurrences, places, strict=True)
    ]


def paragraphs(occurrences: Collection[Occurrence]) -> dict[tuple[int, str], list[Paragraph]]:
    """The paragraphs at these places in every language, by document and anchor; one query."""
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
