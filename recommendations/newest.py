"""The newest document that recommendations were read from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, When

from recommendations import texts
from recommendations.models import (
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    Status,
)
from sessions import titles
from sessions.models import Document, DocumentTitle


@dataclass(frozen=True)
class Newest:
    """A document, how many records it prints, and one of those that it made known."""

    document: Document
    title: DocumentTitle | None
    records: int
    specimen: RecommendationText


def newest(language: str) -> Newest | None:
    """None while nothing is published; five queries."""
    document = (
        Document.objects.filter(
            occurrences__relation=OccurrenceRelation.SOURCE,
            occurrences__recommendation__in=Recommendation.objects.published(),
        )
        .order_by("-year", F("issued").desc(nulls_last=True), "-symbol")
        .prefetch_related("titles")
        .first()
    )
    if document is None:
        return None
    printed = Recommendation.objects.published().filter(occurrences__document=document)
    return Newest(
        document,
        title=titles.preferred(document, language),
        records=printed.count(),
        specimen=texts.preferred(_specimen(document), language),
    )


def _specimen(document: Document) -> Recommendation:
    """The first adopted one that was read from it, or else the first of any status."""
    return (
        Recommendation.objects.published()
        .filter(occurrences__document=document, occurrences__relation=OccurrenceRelation.SOURCE)
        .order_by(Case(When(status=Status.ADOPTED, then=0), default=1), "number", "letter")
        .prefetch_related("texts")[0]
    )
