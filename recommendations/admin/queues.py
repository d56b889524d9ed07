"""The queues of work that waits for curators, each with its count and its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.similarity_review import MAX_PENDING, count_pending_pairs
from recommendations.models import (
    Citation,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    ShownStatus,
    SubjectSuggestion,
    SuggestionDecision,
    TextStage,
    ThemeAssignment,
    Unresolved,
    WorkflowStage,
)
from sessions.admin.notes import notes_missing_wordings
from sessions.models import EditorialNote, WorkingGroupSession
from smuggling_kb.monitoring.site_state import SECTIONS, StateFact, StateSection


@dataclass(frozen=True)
class WorkQueue:
    """Rows that want something done; ``address`` is that of their list in the admin."""

    label: str
    count: int
    address: str


def work_queues() -> list[WorkQueue]:
    """Return all of them, the empty ones too; eight queries, or nine."""
    return [
        *_recommendations(),
        *_texts(),
        *_citations(),
        *_notes(),
        *_meetings(),
        *_suggestions(),
    ]


def stage_queues() -> list[WorkQueue]:
    """Return the recommendations in each stage of the workflow; one query."""
    counts = dict(
        Recommendation.objects.order_by().values_list("publication").annotate(Count("pk"))
    )
    return [
        WorkQueue(
            str(stage.label), counts.get(stage, 0), _list_address(Recommendation, publication=stage)
        )
        for stage in WorkflowStage
    ]


def queue_facts() -> Iterator[StateFact]:
    """Yield how much work waits for curators, with links to it."""
    queues = {queue.address: queue for queue in (*stage_queues(), *work_queues())}
    for queue in queues.values():
        yield StateFact(
            queue.label,
            str(queue.count),
            "smuggling_kb_queue_length",
            queue.count,
            (("list", queue.address),),
            address=queue.address,
        )


def _recommendations() -> Iterator[WorkQueue]:
    assigned = ThemeAssignment.objects.filter(recommendation=OuterRef("pk"))
    addressees = RecommendationAddressee.objects.filter(recommendation=OuterRef("pk"))
    counts = Recommendation.objects.aggregate(
        review=Count("pk", filter=Q(publication=WorkflowStage.IN_REVIEW)),
        drafts=Count("pk", filter=Q(publication=WorkflowStage.DRAFT)),
        unclassified=Count("pk", filter=~Exists(assigned.chapters())),
        unindexed=Count("pk", filter=~Exists(assigned.subjects())),
        unaddressed=Count("pk", filter=~Exists(addressees)),
    )
    review = _list_address(Recommendation, publication=WorkflowStage.IN_REVIEW)
    drafts = _list_address(Recommendation, publication=WorkflowStage.DRAFT)
    yield WorkQueue(_("Recommendations in review"), counts["review"], review)
    yield WorkQueue(_("Drafts of recommendations"), counts["drafts"], drafts)
    yield WorkQueue(
        _("Recommendations without a theme"),
        counts["unclassified"],
        _list_address(Recommendation, theme="none", exact=False),
    )
    yield WorkQueue(
        _("Recommendations without a subject"),
        counts["unindexed"],
        _list_address(Recommendation, subject="none", exact=False),
    )
    yield WorkQueue(
        _("Recommendations without an addressee"),
        counts["unaddressed"],
        _list_address(Recommendation, addressee="none", exact=False),
    )


def _texts() -> Iterator[WorkQueue]:
    yield WorkQueue(
        _("Texts to be published, which editors added to public recommendations"),
        RecommendationText.objects.drafts().count(),
        _list_address(RecommendationText, stage=TextStage.DRAFT),
    )
    address = _list_address(RecommendationText, compared=ShownStatus.DIFFERS, exact=False)
    count = len(RecommendationText.objects.texts_unlike_passages())
    yield WorkQueue(_("Texts that differ from their source passage"), count, address)


def _citations() -> Iterator[WorkQueue]:
    unresolved = Citation.objects.unresolved().order_by()
    counts = dict(unresolved.values_list("unresolved").annotate(Count("pk")))
    for reason in Unresolved:
        label = _("Unresolved citations: %(reason)s") % {"reason": reason.label}
        yield WorkQueue(label, counts.get(reason, 0), _list_address(Citation, unresolved=reason))


def _notes() -> Iterator[WorkQueue]:
    count = notes_missing_wordings(EditorialNote.objects.all()).count()
    address = _list_address(EditorialNote, wordings="lacking", exact=False)
    yield WorkQueue(
        _("Editorial notes that lack a wording in a language of this site"), count, address
    )


def _meetings() -> Iterator[WorkQueue]:
    count = WorkingGroupSession.objects.filter(recommendations=None).count()
    address = _list_address(WorkingGroupSession, held="no", exact=False)
    yield WorkQueue(_("Sessions of which no recommendation is held"), count, address)


def _suggestions() -> Iterator[WorkQueue]:
    yield WorkQueue(
        _("Subjects suggested by rule, to confirm or reject"),
        SubjectSuggestion.objects.without_decision().count(),
        _list_address(SubjectSuggestion, decision=SuggestionDecision.PENDING),
    )
    label = _("Pairs of similar recommendations to judge (the best %(most)s at a time)")
    address = reverse("admin:recommendations_similarityreview_queue")
    yield WorkQueue(label % {"most": MAX_PENDING}, count_pending_pairs(), address)


def _list_address(model: type[Any], *, exact: bool = True, **filters: str) -> str:
    """Return the address of a model's list with a filter: a field's exact value, or our own."""
    suffix = "__exact" if exact else ""
    [(name, value)] = filters.items()
    base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{base}?{name}{suffix}={value}"


SECTIONS.append(StateSection(gettext_lazy("Queues"), queue_facts))
