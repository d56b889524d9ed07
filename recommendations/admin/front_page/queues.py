"""The queues of work that waits for curators, each with its count and its list."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.similarity_review import MAX_PENDING, count_pending_pairs
from recommendations.models import (
    Citation,
    Instrument,
    InstrumentNameKind,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    ShownStatus,
    SubjectSuggestion,
    SuggestionDecision,
    TextStage,
    Theme,
    ThemeAssignment,
    Unresolved,
    WorkflowStage,
)
from recommendations.problem_reports.models import OPEN_STATES, ProblemReport
from sessions.admin.notes import notes_missing_wordings
from sessions.models import EditorialNote, WorkingGroupSession
from smuggling_kb.admin.front_page import QUEUES, WorkQueue, rows_address, work_queues
from smuggling_kb.admin.missing_languages import rows_lacking_languages
from smuggling_kb.monitoring.site_state import SECTIONS, StateFact, StateSection


def stage_queues() -> list[WorkQueue]:
    """Return the recommendations in each stage of the workflow; one query."""
    counts = dict(
        Recommendation.objects.order_by().values_list("publication").annotate(Count("pk"))
    )
    return [
        WorkQueue(
            str(stage.label),
            counts.get(stage, 0),
            rows_address(Recommendation, {"publication": stage}),
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


def _reports() -> Iterator[WorkQueue]:
    counts = dict(
        ProblemReport.objects.order_by().values_list("state").annotate(Count("pk")),
    )
    for state in OPEN_STATES:
        label = _("Problem reports: %(state)s") % {"state": state.label}
        yield WorkQueue(label, counts.get(state, 0), rows_address(ProblemReport, {"state": state}))


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
    review = rows_address(Recommendation, {"publication": WorkflowStage.IN_REVIEW})
    drafts = rows_address(Recommendation, {"publication": WorkflowStage.DRAFT})
    yield WorkQueue(_("Recommendations in review"), counts["review"], review)
    yield WorkQueue(_("Draft recommendations"), counts["drafts"], drafts)
    yield WorkQueue(
        _("Recommendations without a theme"),
        counts["unclassified"],
        rows_address(Recommendation, theme="none"),
    )
    yield WorkQueue(
        _("Recommendations without a subject"),
        counts["unindexed"],
        rows_address(Recommendation, subject="none"),
    )
    yield WorkQueue(
        _("Recommendations without an addressee"),
        counts["unaddressed"],
        rows_address(Recommendation, addressee="none"),
    )


def _texts() -> Iterator[WorkQueue]:
    yield WorkQueue(
        _("Texts that editors added to public recommendations, to be published"),
        RecommendationText.objects.drafts().count(),
        rows_address(RecommendationText, {"stage": TextStage.DRAFT}),
    )
    address = rows_address(RecommendationText, compared=ShownStatus.DIFFERS)
    count = len(RecommendationText.objects.texts_unlike_passages())
    yield WorkQueue(_("Texts that differ from their source passage"), count, address)


def _citations() -> Iterator[WorkQueue]:
    unresolved = Citation.objects.unresolved().order_by()
    counts = dict(unresolved.values_list("unresolved").annotate(Count("pk")))
    for reason in Unresolved:
        label = _("Unresolved citations: %(reason)s") % {"reason": reason.label}
        yield WorkQueue(
            label, counts.get(reason, 0), rows_address(Citation, {"unresolved": reason})
        )


def _notes() -> Iterator[WorkQueue]:
    count = notes_missing_wordings(EditorialNote.objects.all()).count()
    address = rows_address(EditorialNote, wordings="lacking")
    yield WorkQueue(_("Editorial notes missing in a language of this site"), count, address)


def _names() -> Iterator[WorkQueue]:
    themes = rows_lacking_languages(Theme.objects.all(), "names").count()
    address = rows_address(Theme, wordings="lacking")
    yield WorkQueue(
        _("Themes and subjects without a name in a language of this site"), themes, address
    )
    short = InstrumentNameKind.SHORT
    treaties = rows_lacking_languages(Instrument.objects.all(), "names", kind=short).count()
    address = rows_address(Instrument, wordings="lacking")
    yield WorkQueue(
        _("Treaties without a short name in a language of this site"), treaties, address
    )


def _meetings() -> Iterator[WorkQueue]:
    count = WorkingGroupSession.objects.filter(recommendations=None).count()
    address = rows_address(WorkingGroupSession, held="no")
    yield WorkQueue(_("Sessions with no recommendations on this site"), count, address)


def _suggestions() -> Iterator[WorkQueue]:
    yield WorkQueue(
        _("Subjects suggested by rule, to confirm or reject"),
        SubjectSuggestion.objects.without_decision().count(),
        rows_address(SubjectSuggestion, {"decision": SuggestionDecision.PENDING}),
    )
    label = _("Pairs of similar recommendations to judge (the best %(most)s at a time)")
    address = reverse("admin:recommendations_similarityreview_queue")
    yield WorkQueue(label % {"most": MAX_PENDING}, count_pending_pairs(), address)


QUEUES += [
    _reports,
    _recommendations,
    _texts,
    _citations,
    _notes,
    _names,
    _meetings,
    _suggestions,
]


SECTIONS.append(StateSection(gettext_lazy("Queues"), queue_facts))
