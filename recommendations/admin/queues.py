"""What waits for curators: each queue with its count and the list that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.curation import similarity_review
from recommendations.models import (
    Citation,
    Recommendation,
    RecommendationAddressee,
    ThemeAssignment,
    Unresolved,
    WorkflowStage,
)
from sessions.admin.notes import notes_missing_wordings
from sessions.models import EditorialNote, WorkingGroupSession


@dataclass(frozen=True)
class Queue:
    """Rows that want something done; ``address`` is that of their list in the admin."""

    label: str
    count: int
    address: str


def queues() -> list[Queue]:
    """All of them, also those that are empty; five queries."""
    return [*_recommendations(), *_citations(), *_notes(), *_meetings(), *_suggestions()]


def stages() -> list[Queue]:
    """How many recommendations there are in each stage of the workflow; one query."""
    counts = dict(
        Recommendation.objects.order_by().values_list("publication").annotate(Count("pk"))
    )
    return [
        Queue(str(stage.label), counts.get(stage, 0), _list(Recommendation, publication=stage))
        for stage in WorkflowStage
    ]


def _recommendations() -> Iterator[Queue]:
    assigned = ThemeAssignment.objects.filter(recommendation=OuterRef("pk"))
    addressees = RecommendationAddressee.objects.filter(recommendation=OuterRef("pk"))
    counts = Recommendation.objects.aggregate(
        review=Count("pk", filter=Q(publication=WorkflowStage.IN_REVIEW)),
        drafts=Count("pk", filter=Q(publication=WorkflowStage.DRAFT)),
        unclassified=Count("pk", filter=~Exists(assigned.chapters())),
        unindexed=Count("pk", filter=~Exists(assigned.subjects())),
        unaddressed=Count("pk", filter=~Exists(addressees)),
    )
    review = _list(Recommendation, publication=WorkflowStage.IN_REVIEW)
    drafts = _list(Recommendation, publication=WorkflowStage.DRAFT)
    yield Queue(_("Recommendations in review"), counts["review"], review)
    yield Queue(_("Drafts of recommendations"), counts["drafts"], drafts)
    yield Queue(
        _("Recommendations without a theme"),
        counts["unclassified"],
        _list(Recommendation, theme="none", exact=False),
    )
    yield Queue(
        _("Recommendations without a subject"),
        counts["unindexed"],
        _list(Recommendation, subject="none", exact=False),
    )
    yield Queue(
        _("Recommendations without an addressee"),
        counts["unaddressed"],
        _list(Recommendation, addressee="none", exact=False),
    )


def _citations() -> Iterator[Queue]:
    unresolved = Citation.objects.unresolved().order_by()
    counts = dict(unresolved.values_list("unresolved").annotate(Count("pk")))
    for reason in Unresolved:
        label = _("Unresolved citations: %(reason)s") % {"reason": reason.label}
        yield Queue(label, counts.get(reason, 0), _list(Citation, unresolved=reason))


def _notes() -> Iterator[Queue]:
    count = notes_missing_wordings(EditorialNote.objects.all()).count()
    address = _list(EditorialNote, wordings="lacking", exact=False)
    yield Queue(_("Editorial notes that lack a wording in a language of this site"), count, address)


def _meetings() -> Iterator[Queue]:
    count = WorkingGroupSession.objects.filter(recommendations=None).count()
    address = _list(WorkingGroupSession, held="no", exact=False)
    yield Queue(_("Sessions of which no recommendation is held"), count, address)


def _suggestions() -> Iterator[Queue]:
    label = _("Pairs of similar recommendations to judge (the best %(most)s at a time)")
    address = reverse("admin:recommendations_similarityreview_queue")
    yield Queue(
        label % {"most": similarity_review.MOST}, similarity_review.waiting_count(), address
    )


def _list(model: type[Any], *, exact: bool = True, **filters: str) -> str:
    """The address of a model's list with a filter: of a field's exact value, or of our own."""
    suffix = "__exact" if exact else ""
    [(name, value)] = filters.items()
    base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{base}?{name}{suffix}={value}"
