"""The stages of a recommendation: the steps between them, who may take each, what that needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.roles import ARCHIVE, PUBLISH
from recommendations.models import OccurrenceRelation, Recommendation, WorkflowStage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise as StrPromise

APP = Recommendation._meta.app_label


@dataclass(frozen=True)
class Step:
    """A way from one stage to another, and the permission to take it."""

    name: str
    label: StrPromise
    source: WorkflowStage
    target: WorkflowStage
    permission: str

    def open_to(self, user: User | AnonymousUser) -> bool:
        """Whether somebody may take it."""
        return user.has_perm(f"{APP}.{self.permission}")


STEPS = (
    Step(
        "submit",
        gettext_lazy("Send to review"),
        WorkflowStage.DRAFT,
        WorkflowStage.IN_REVIEW,
        "change_recommendation",
    ),
    Step(
        "send_back",
        gettext_lazy("Send back to the drafts"),
        WorkflowStage.IN_REVIEW,
        WorkflowStage.DRAFT,
        PUBLISH,
    ),
    Step(
        "publish",
        gettext_lazy("Publish"),
        WorkflowStage.IN_REVIEW,
        WorkflowStage.PUBLISHED,
        PUBLISH,
    ),
    Step(
        "archive",
        gettext_lazy("Archive"),
        WorkflowStage.PUBLISHED,
        WorkflowStage.ARCHIVED,
        ARCHIVE,
    ),
    Step(
        "reinstate",
        gettext_lazy("Publish again what was archived"),
        WorkflowStage.ARCHIVED,
        WorkflowStage.PUBLISHED,
        ARCHIVE,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def stages_open(stage: str, user: User | AnonymousUser) -> list[WorkflowStage]:
    """Where somebody may take a recommendation from a stage; first that it stays."""
    return [
        WorkflowStage(stage),
        *(step.target for step in STEPS if step.source == stage and step.open_to(user)),
    ]


def may_change(recommendation: Recommendation, user: User | AnonymousUser) -> bool:
    """Whether somebody who changes recommendations may change this one: archived ones rest."""
    archived = recommendation.publication == WorkflowStage.ARCHIVED
    return not archived or user.has_perm(f"{APP}.{ARCHIVE}")


def open_to_change(
    recommendations: QuerySet[Recommendation], user: User | AnonymousUser
) -> QuerySet[Recommendation]:
    """Those of the recommendations that ``may_change`` says of."""
    if user.has_perm(f"{APP}.{ARCHIVE}"):
        return recommendations
    return recommendations.exclude(publication=WorkflowStage.ARCHIVED)


def lacking(recommendation: Recommendation) -> str:
    """What it needs before it is published, or nothing; reads its texts, themes and places."""
    if not recommendation.texts.all():
        return _("Before it is published, a recommendation needs a text.")
    if not recommendation.chapters:
        return _("Before it is published, a recommendation needs a theme.")
    places = recommendation.occurrences.all()
    if not any(place.relation == OccurrenceRelation.SOURCE for place in places):
        return _(
            "Before it is published, a recommendation needs its source: the place it was read from."
        )
    return ""


def obstacle(step: Step, recommendation: Recommendation) -> str:
    """Why a recommendation cannot take a step, or nothing; reads what ``lacking`` reads."""
    if recommendation.publication != step.source:
        return _("Only what is “%(source)s” can become “%(target)s”.") % {
            "source": step.source.label,
            "target": step.target.label,
        }
    return lacking(recommendation) if step.target == WorkflowStage.PUBLISHED else ""
