"""A recommendation with all that its page, its JSON and its references show, read in one query."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

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
from sessions.models import DocumentTitle
from smuggling_kb.joint_reads import JointRead, attach

#: The relations of a record from either end, and what is at the other.
ENDS = (("relations", "target"), ("reverse_relations", "recommendation"))

READ = JointRead(
    "recommendation",
    recommendation=lambda pk: Recommendation.objects.filter(pk=pk).select_related(
        "session", "successor"
    ),
    texts=lambda pk: (
        RecommendationText.objects.filter(recommendation=pk)
        .select_related("source__section", "source__version__document", "source__parent__section")
        .order_by("language")
    ),
    citations=lambda pk: (
        Citation.objects.filter(text__recommendation=pk)
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
    occurrences=lambda pk: Occurrence.objects.filter(recommendation=pk).in_document_order(),
    titles=lambda pk: DocumentTitle.objects.filter(
        Exists(Occurrence.objects.filter(recommendation=pk, document=OuterRef("document")))
    ).order_by("language"),
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
    related_texts=lambda pk: RecommendationText.objects.filter(
        Exists(Relation.objects.filter(recommendation=pk, target=OuterRef("recommendation")))
        | Exists(Relation.objects.filter(target=pk, recommendation=OuterRef("recommendation")))
    ).order_by("language"),
)


def read_recommendation(pk: int) -> Recommendation | None:
    """Return a recommendation with its parts prefetched, relations with published records alone."""
    rows = READ.fetch(pk)
    if not rows["recommendation"]:
        return None
    recommendation: Recommendation = rows["recommendation"][0]
    own = [recommendation]
    for name in ("texts", "addressees", "theme_assignments", "occurrences", "provision_links"):
        attach(own, name, rows[name], by="recommendation_id")
    attach(rows["texts"], "citations", rows["citations"], by="text_id")
    attach(rows["theme_assignments"], "reasons", rows["theme_reasons"], by="assignment_id")
    attach(rows["provision_links"], "reasons", rows["provision_reasons"], by="link_id")
    documents = [occurrence.document for occurrence in rows["occurrences"]]
    attach(documents, "titles", rows["titles"], by="document_id")
    attach(own, "relations", rows["relations"], by="recommendation_id")
    attach(own, "reverse_relations", rows["reverse_relations"], by="target_id")
    for name, other in ENDS:
        attach(rows[name], "notes", rows["relation_notes"], by="relation_id")
        others = [getattr(relation, other) for relation in rows[name]]
        attach(others, "texts", rows["related_texts"], by="recommendation_id")
    return recommendation
