"""What a recommendation is connected with: other records, and passages that restate it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from recommendations import texts
from recommendations.models import (
    Occurrence,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    Relation,
    RelationType,
)
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
        Related(str(verb), type_, other, texts.preferred(other, language), relation)
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
    """The passages that restate it; reads ``occurrences``, a query for all and one for each."""
    occurrences = restated(recommendation)
    passages = _passages(occurrences, language)
    return [
        Restatement(
            occurrence,
            passages.get((occurrence.document_id, occurrence.anchor)),
            notes.noted(occurrence.document, [occurrence.anchor], language),
        )
        for occurrence in occurrences
    ]


def _passages(occurrences: list[Occurrence], language: str) -> dict[tuple[int, str], Paragraph]:
    """The paragraphs at these places, by document and anchor, preferably in one language."""
    if not occurrences:
        return {}
    places = reduce(
        or_,
        (
            Q(version__document=occurrence.document_id, anchor=occurrence.anchor)
            for occurrence in occurrences
        ),
    )
    found = Paragraph.objects.filter(places).select_related("version", "parent")
    # The best language comes last and so stays.
    return {
        (paragraph.version.document_id, paragraph.anchor): paragraph
        for paragraph in sorted(found, key=lambda found: -rank(found.version.language, language))
    }
