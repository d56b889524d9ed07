"""A recommendation with all that its page, its JSON and its references show, read in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from recommendations.models import (
    Citation,
    Occurrence,
    ProvisionLink,
    ProvisionLinkReason,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationNote,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.models.recommendations import CODE_ORDER
from sessions.models import (
    DocumentTitle,
    EditorialNote,
    EditorialNoteText,
    Paragraph,
    SectionTranslation,
)
from sessions.notes import headings_above
from smuggling_kb.database.joint_reads import JointRead, attach

#: The sections above a section: documents have headings of four levels.
ABOVE = "__parent" * 3

#: The relations of a record from either end, and what is at the other.
ENDS = (("relations", "target"), ("reverse_relations", "recommendation"))

#: The relations that lead from a record to its own parts.
OWN = (
    "texts",
    "addressees",
    "theme_assignments",
    "occurrences",
    "provision_links",
    "relations",
    "reverse_relations",
)


def _documents(pk: int) -> QuerySet[Any, Any]:
    """Return the documents that print a record."""
    return Occurrence.objects.shown_with_record().filter(recommendation=pk).values("document")


def _headings(pk: int) -> Q:
    """Return the condition on translations of the headings that a record stands under."""
    texts = RecommendationText.objects.filter(recommendation=pk)
    found = Q()
    for section in ("source__section", "source__parent__section"):
        for depth in range(4):
            above = texts.values(section + "__parent" * depth)
            found |= Q(section__in=above)
    return found


READ = JointRead(
    "recommendation",
    recommendation=lambda pk: Recommendation.objects.filter(pk=pk).select_related(
        "session", "successor"
    ),
    texts=lambda pk: (
        RecommendationText.objects.without_drafts()
        .filter(recommendation=pk)
        .select_related(
            "source__version__document",
            f"source__section{ABOVE}",
            f"source__parent__section{ABOVE}",
        )
        .order_by("language")
    ),
    citations=lambda pk: (
        Citation.objects.in_records()
        .filter(text__recommendation=pk)
        .select_related("instrument", "provision__instrument", "document")
        .order_by("start", "id")
    ),
    addressees=lambda pk: RecommendationAddressee.objects.filter(recommendation=pk).order_by("id"),
    theme_assignments=lambda pk: (
        ThemeAssignment.objects.filter(recommendation=pk)
        .select_related("theme")
        .order_by("theme__scheme", "theme__position")
    ),
    theme_reasons=lambda pk: ThemeAssignmentReason.objects.filter(
        assignment__recommendation=pk
    ).order_by("language"),
    occurrences=lambda pk: (
        Occurrence.objects.shown_with_record().filter(recommendation=pk).in_document_order()
    ),
    items=lambda pk: Paragraph.objects.filter(
        parent__recommendation_texts__recommendation=pk
    ).order_by("position"),
    heading_translations=lambda pk: SectionTranslation.objects.filter(_headings(pk)).order_by(
        "language"
    ),
    notes=lambda pk: EditorialNote.objects.filter(document__in=_documents(pk)).order_by(),
    note_texts=lambda pk: EditorialNoteText.objects.filter(
        note__document__in=_documents(pk)
    ).order_by("language"),
    titles=lambda pk: DocumentTitle.objects.filter(document__in=_documents(pk)).order_by(
        "language"
    ),
    provision_links=lambda pk: (
        ProvisionLink.objects.filter(recommendation=pk)
        .select_related("provision__instrument")
        .order_by("provision__instrument__position", "provision__kind", "provision__number")
    ),
    provision_reasons=lambda pk: ProvisionLinkReason.objects.filter(
        link__recommendation=pk
    ).order_by("language"),
    relations=lambda pk: (
        Relation.objects.filter(recommendation=pk)
        .to_published()
        .select_related("target")
        .order_by("type", *(f"target__{name}" for name in CODE_ORDER))
    ),
    reverse_relations=lambda pk: (
        Relation.objects.filter(target=pk)
        .from_published()
        .select_related("recommendation")
        .in_code_order()
    ),
    relation_notes=lambda pk: RelationNote.objects.filter(
        Q(relation__recommendation=pk) | Q(relation__target=pk)
    ).order_by("language"),
    related_texts=lambda pk: (
        RecommendationText.objects.published()
        .filter(
            Q(recommendation__in=Relation.objects.filter(recommendation=pk).values("target"))
            | Q(recommendation__in=Relation.objects.filter(target=pk).values("recommendation"))
        )
        .order_by("language")
    ),
)


def read_recommendation(pk: int) -> Recommendation | None:
    """Return a recommendation with its parts prefetched, relations with published records alone."""
    rows = READ.fetch(pk)
    if not rows["recommendation"]:
        return None
    recommendation: Recommendation = rows["recommendation"][0]
    for name in OWN:
        attach([recommendation], name, rows[name])
    sources = [text.source for text in rows["texts"] if text.source]
    documents = [occurrence.document for occurrence in rows["occurrences"]]
    attach(rows["texts"], "citations", rows["citations"])
    attach(sources, "items", rows["items"])
    headings = [section for source in sources for section in headings_above(source)]
    attach(headings, "translations", rows["heading_translations"])
    attach(rows["theme_assignments"], "reasons", rows["theme_reasons"])
    attach(rows["provision_links"], "reasons", rows["provision_reasons"])
    attach(documents, "titles", rows["titles"])
    attach(documents, "notes", rows["notes"])
    attach(rows["notes"], "texts", rows["note_texts"])
    for end, other in ENDS:
        attach(rows[end], "notes", rows["relation_notes"])
        attach([getattr(each, other) for each in rows[end]], "texts", rows["related_texts"])
    return recommendation
