"""The pages that make a batch public, take it back, or discard it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.history.versions import ConcurrentChange, version_numbers
from recommendations.importing.admin.batch_view import BatchView
from recommendations.importing.admin.proposal_view import ProposalView, proposal_views
from recommendations.importing.batches.decisions import DecisionConflict
from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    PUBLISH_PERMISSION,
    UNDO_PERMISSION,
)
from recommendations.importing.batches.publication import (
    SeenBatch,
    changed_since,
    publication_obstacles,
    publish_batch,
)
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.batches.reversal import discard_batch, undo_batch, undo_obstacles
from recommendations.importing.models import (
    OPEN_BATCH_STAGES,
    BatchStage,
    RecordChange,
    RecordDecision,
)
from smuggling_kb.admin.forms import MultilineField
from smuggling_kb.enumerations import comma_list


class UndoForm(forms.Form):
    """Asks why a document is taken back."""

    reason = MultilineField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Readers find it at the addresses of the recommendations, and it is kept in their"
            " history."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Give a reason: readers will see it.")},
    )


class PublishView(BatchView):
    """All that becomes public, in its own words; one click publishes it."""

    name = "publish"
    template = "admin/importing/publish.html"
    permission = PUBLISH_PERMISSION
    stages: ClassVar = (BatchStage.REVIEW,)

    def get(self) -> HttpResponse:
        return self.show(publication_obstacles(self.batch, self.user))

    def post(self) -> HttpResponse:
        """Publish what the page showed, and nothing else."""
        codes = set(self.batch.records.values_list("code", flat=True))
        seen = sent_versions(self.request.POST, codes)
        try:
            publish_batch(self.batch, by=self.user, seen=seen)
        except BatchRefused as refusal:
            return self.show(refusal.reasons, 409)
        except (DecisionConflict, ConcurrentChange):
            return self.show([changed_since()], 409)
        return self.leave(_("The document is published."), messages.SUCCESS)

    def show(self, obstacles: list[str], status: int = 200) -> HttpResponse:
        views = proposal_views(self.batch)
        changing = [view for view in views if view.row.change != RecordChange.UNCHANGED]
        decided = {
            str(decision): [view for view in changing if view.row.decision == decision]
            for decision in RecordDecision
        }
        accepted = decided[RecordDecision.ACCEPTED]
        names = sorted({view.row.decided_by_name or "–" for view in accepted})
        context: dict[str, Any] = {
            "obstacles": obstacles,
            "accepted": accepted,
            "rejected": decided[RecordDecision.REJECTED],
            "undecided": decided[RecordDecision.OPEN],
            "unchanged": len(views) - len(changing),
            "four_eyes": settings.FOUR_EYES,
            "decided_by": comma_list(names),
            "seen": shown_versions(views),
        }
        return self.render(_("Publish the document"), context, status)


def shown_versions(views: Iterable[ProposalView]) -> str:
    """Return the versions of all that the page shows: of decisions, and of drafts."""
    return json.dumps(
        {
            "decisions": {view.row.code: view.row.version for view in views},
            "drafts": version_numbers({view.row.code for view in views if view.record}),
        }
    )


def sent_versions(sent: QueryDict, codes: Set[str]) -> SeenBatch:
    """Return the versions that the page showed, of drafts with some codes.

    Raises ``BadRequest`` if the form names none.
    """
    try:
        seen = json.loads(sent.get("seen", ""))
        decisions, drafts = (
            {str(code): int(number) for code, number in seen[name].items()}
            for name in ("decisions", "drafts")
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadRequest("The form does not say what the page showed") from error
    return SeenBatch(decisions, {code: drafts[code] for code in drafts.keys() & codes})


class UndoView(BatchView):
    """The question why a published document is taken back."""

    name = "undo"
    template = "admin/importing/closing.html"
    permission = UNDO_PERMISSION
    stages: ClassVar = (BatchStage.PUBLISHED,)

    def get(self) -> HttpResponse:
        return self.show(UndoForm(), undo_obstacles(self.batch))

    def post(self) -> HttpResponse:
        form = UndoForm(self.request.POST)
        if not form.is_valid():
            return self.show(form, [])
        try:
            undo_batch(self.batch, by=self.user, reason=form.cleaned_data["reason"])
        except BatchRefused as refusal:
            return self.show(form, refusal.reasons, 409)
        return self.leave(_("The document was taken back."), messages.SUCCESS)

    def show(self, form: UndoForm, obstacles: list[str], status: int = 200) -> HttpResponse:
        consequence = _(
            "The document is hidden. Its new recommendations are archived: their addresses stay and"
            " say why. What the document changed is as it was before."
        )
        context = {"form": form, "obstacles": obstacles, "consequence": consequence}
        return self.render(_("Take the document back"), context, status)


class DiscardView(BatchView):
    """The question whether a document that is not public is discarded."""

    name = "discard"
    template = "admin/importing/closing.html"
    permission = DECIDE_PERMISSION
    stages: ClassVar = OPEN_BATCH_STAGES

    def get(self) -> HttpResponse:
        return self.show([])

    def post(self) -> HttpResponse:
        try:
            discard_batch(self.batch, by=self.user)
        except BatchRefused as refusal:
            return self.show(refusal.reasons, 409)
        return self.leave(_("The document was discarded."), messages.SUCCESS)

    def show(self, obstacles: list[str], status: int = 200) -> HttpResponse:
        consequence = _(
            "The drafts of its recommendations are deleted. The file and your answers are kept, so"
            " that the document can be brought in again."
        )
        context = {"form": None, "obstacles": obstacles, "consequence": consequence}
        return self.render(_("Discard the document"), context, status)
