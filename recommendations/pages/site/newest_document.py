"""The newest document that recommendations were read from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from recommendations.index import RecommendationIndex, current_index
from recommendations.models import AdoptionStatus, Recommendation, RecommendationText
from sessions.models import Document, DocumentTitle


@dataclass(frozen=True)
class Newest:
    """A document, how many records it prints, and one of those that it made known."""

    document: Document
    title: DocumentTitle | None
    records: int
    specimen: RecommendationText


def newest(language: str) -> Newest | None:
    """None while nothing is published; four queries."""
    index = current_index()
    document = (
        Document.objects.published()
        .filter(symbol__in=index.sources.bitmaps)
        .order_by("-year", F("issued").desc(nulls_last=True), "-symbol")
        .prefetch_related("titles")
        .first()
    )
    if document is None:
        return None
    return Newest(
        document,
        title=document.title_for(language),
        records=index.columns["document"].bitmap(document.symbol).bit_count(),
        specimen=_specimen(index, document).text_for(language),
    )


def _specimen(index: RecommendationIndex, document: Document) -> Recommendation:
    """The first adopted one that was read from it, or else the first of any status."""
    read = index.sources.bitmap(document.symbol)
    adopted = read & index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    [pk] = index.first_pks(adopted or read, 1)
    return Recommendation.objects.prefetch_related("texts").get(pk=pk)
