"""All that the page of a document shows of its text in one language, read in one query."""

from __future__ import annotations

from django.db.models import Count, F

from recommendations.models import Citation, CitationQuerySet, Occurrence, RecommendationText
from sessions.models import (
    Footnote,
    LanguageVersion,
    Paragraph,
    PassageCorrection,
    Resource,
    Section,
    SectionTranslation,
)
from smuggling_kb.database.joint_reads import JointRead, Rows, attach


def _citations(place: str, pk: int) -> CitationQuerySet:
    """Return what the passages of one kind cite, whether it is known here or not."""
    return Citation.objects.filter(**{f"{place}__version": pk}).with_destination().order_by("start")


READ = JointRead(
    "full_text",
    sections=lambda pk: Section.objects.filter(version=pk).order_by("position"),
    heading_translations=lambda pk: SectionTranslation.objects.filter(section__version=pk).order_by(
        "language"
    ),
    paragraphs=lambda pk: Paragraph.objects.filter(version=pk).order_by("position"),
    corrections=lambda pk: PassageCorrection.objects.filter(paragraph__version=pk).order_by("pk"),
    footnotes=lambda pk: Footnote.objects.filter(version=pk).order_by("position"),
    section_citations=lambda pk: _citations("section", pk),
    paragraph_citations=lambda pk: _citations("paragraph", pk),
    footnote_citations=lambda pk: _citations("footnote", pk),
    incoming_citations=lambda pk: (
        Citation.objects.in_documents()
        .filter(document__versions=pk)
        .standing_outside(F("document"))
        .with_passage()
        .in_reading_order()
    ),
    occurrences=lambda pk: (
        Occurrence.objects.filter(document__versions=pk)
        .select_related("recommendation")
        .order_by("id")
    ),
    texts=lambda pk: (
        RecommendationText.objects.published()
        .filter(
            recommendation__in=Occurrence.objects.filter(document__versions=pk)
            .order_by()
            .values("recommendation")
        )
        .order_by("language")
    ),
    resource_counts=lambda pk: (
        Resource.objects.filter(paragraph__version=pk)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
    ),
)


def read_full_text(version: LanguageVersion) -> Rows:
    """Return the rows of a text; the records printed in it have their ``texts`` prefetched."""
    rows = READ.fetch(version.pk)
    attach(rows["sections"], "translations", rows["heading_translations"])
    attach([each.recommendation for each in rows["occurrences"]], "texts", rows["texts"])
    return rows
