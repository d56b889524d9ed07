"""The second person of a publication, where the site asks for one (``FOUR_EYES``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from recommendations.history.models import Version
from recommendations.history.states import stage_of
from recommendations.models import WorkflowStage

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def second_person_obstacles(codes: Collection[str], by: User) -> dict[str, str]:
    """Return why somebody may not publish records that wait for review, by their codes.

    Whoever sent one to review leaves its publication to others. One query; none without the rule.
    """
    if not settings.FOUR_EYES:
        return {}
    own = {code for code, who in submitters(codes).items() if who == by.pk}
    reason = _("You sent it to review: somebody else has to publish it.")
    return dict.fromkeys(own, reason)


def submitters(codes: Collection[str]) -> Mapping[str, int | None]:
    """Return who sent each record to review last, as a primary key; one query."""
    found: dict[str, int | None] = {}
    before: dict[str, str] = {}
    versions = Version.objects.filter(code__in=codes).order_by("code", "number")
    for version in versions.only("code", "by_id", "state").iterator():
        stage = stage_of(version.state) if version.state else ""
        if stage == WorkflowStage.IN_REVIEW != before.get(version.code):
            found[version.code] = version.by_id
        before[version.code] = stage
    return found
