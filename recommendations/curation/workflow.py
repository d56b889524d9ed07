"""The editorial workflow: stages, the steps between them, their permissions and requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.roles import ARCHIVE, PUBLISH
from recommendations.models import (
    PERMANENT_STAGES,
    OccurrenceRelation,
    Recommendation,
    TextStage,
    WorkflowStage,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

    from sessions.models import Document

APP = Recommendation._meta.app_label


@dataclass(frozen=True)
class WorkflowStep:
    """A step from one stage to another, and the permission to take it."""

    name: str
    label: StrPromise
    source: WorkflowStage
    target: WorkflowStage
    permission: str

    def is_allowed_for(self, user: User | AnonymousUser) -> bool:
        return user.has_perm(f"{APP}.{self.permission}")


STEPS = (
    WorkflowStep(
        "submit",
        gettext_lazy("Send to review"),
        WorkflowStage.DRAFT,
        WorkflowStage.IN_REVIEW,
        "change_recommendation",
    ),
    WorkflowStep(
        "send_back",
        gettext_lazy("Send back to the drafts"),
        WorkflowStage.IN_REVIEW,
        WorkflowStage.DRAFT,
        PUBLISH,
    ),
    WorkflowStep(
        "publish",
        gettext_lazy("Publish"),
        WorkflowStage.IN_REVIEW,
        WorkflowStage.PUBLISHED,
        PUBLISH,
    ),
    WorkflowStep(
        "archive",
        gettext_lazy("Archive"),
        WorkflowStage.PUBLISHED,
        WorkflowStage.ARCHIVED,
        ARCHIVE,
    ),
    WorkflowStep(
        "reinstate",
        gettext_lazy("Publish again what was archived"),
        WorkflowStage.ARCHIVED,
        WorkflowStage.PUBLISHED,
        ARCHIVE,
    ),
)
STEPS_BY_NAME = {step.name: step for step in STEPS}


def reachable_stages(stage: str, user: User | AnonymousUser) -> list[WorkflowStage]:
    """Return the stages that somebody may choose for a recommendation; first the present one."""
    return [
        WorkflowStage(stage),
        *(step.target for step in STEPS if step.source == stage and step.is_allowed_for(user)),
    ]


def may_change(recommendation: Recommendation, user: User | AnonymousUser) -> bool:
    """Return whether somebody who changes recommendations may change this one, even if archived."""
    archived = recommendation.publication == WorkflowStage.ARCHIVED
    return not archived or user.has_perm(f"{APP}.{ARCHIVE}")


def changeable_recommendations(
    recommendations: QuerySet[Recommendation], user: User | AnonymousUser
) -> QuerySet[Recommendation]:
    """Return the recommendations that ``may_change`` allows."""
    if user.has_perm(f"{APP}.{ARCHIVE}"):
        return recommendations
    return recommendations.exclude(publication=WorkflowStage.ARCHIVED)


def stage_of_new_text(publication: str, user: User | AnonymousUser) -> TextStage:
    """Return the stage of a text that somebody adds to a record which is in a stage itself.

    What an editor adds to a public record waits for a reviewer, and where the site asks for a
    second person, what anybody adds; all else goes with its record.
    """
    is_alone_enough = user.has_perm(f"{APP}.{PUBLISH}") and not settings.FOUR_EYES
    if publication in PERMANENT_STAGES and not is_alone_enough:
        return TextStage.DRAFT
    return TextStage.PUBLISHED


def publication_obstacle(recommendation: Recommendation) -> str:
    """Return what it needs before it is published, or nothing.

    Reads its texts, themes and places with their documents.
    """
    if not recommendation.shown_texts:
        return _("Add a text: a recommendation needs one before it is published.")
    if not recommendation.chapters:
        return _("Add a theme: a recommendation needs one before it is published.")
    places = recommendation.occurrences.all()
    source = next((each for each in places if each.relation == OccurrenceRelation.SOURCE), None)
    if source is None:
        return _(
            "Add the source, the place it was read from: a recommendation needs one "
            "before it is published."
        )
    return document_obstacle(source.document)


def document_obstacle(document: Document) -> str:
    """Return why no recommendation that is read from a document can be public, or nothing."""
    if not document.is_draft:
        return ""
    return _("Its document, %(symbol)s, is a draft. It becomes public with its batch.") % {
        "symbol": document.symbol
    }


def step_obstacle(step: WorkflowStep, recommendation: Recommendation) -> str:
    """Return why a recommendation cannot take a step, or nothing.

    Reads what ``publication_obstacle`` reads.
    """
    if recommendation.publication != step.source:
        return _("Only what is “%(source)s” can become “%(target)s”.") % {
            "source": step.source.label,
            "target": step.target.label,
        }
    return publication_obstacle(recommendation) if step.target == WorkflowStage.PUBLISHED else ""
