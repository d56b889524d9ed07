"""The second person of a publication, where the site asks for one (``FOUR_EYES``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from recommendations.history.models import Version
from recommendations.history.states import State, complete_row, stage_of
from recommendations.models import RecommendationText, WorkflowStage
from recommendations.records.fixture_rows import row_model

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def second_person_obstacles(codes: Collection[str], by: User) -> dict[str, str]:
    """Return why somebody may not publish records that wait for review, by their codes.

    Whoever sent one to review, or changed it since, leaves its publication to others. One query;
    none without the rule.
    """
    if not settings.FOUR_EYES:
        return {}
    sent = _("You sent it to review: somebody else has to publish it.")
    changed = _("You changed it after it was sent to review: somebody else has to publish it.")
    return {
        code: sent if people[0] == by.pk else changed
        for code, people in submitters(codes).items()
        if by.pk in people
    }


def submitters(codes: Collection[str]) -> Mapping[str, list[int | None]]:
    """Return who sent each record to review last, then who changed it since; one query.

    They are named by their primary keys.
    """
    found: dict[str, list[int | None]] = {}
    before: dict[str, str] = {}
    versions = Version.objects.filter(code__in=codes).order_by("code", "number")
    for version in versions.only("code", "by_id", "state").iterator():
        stage = stage_of(version.state) if version.state else ""
        if stage == WorkflowStage.IN_REVIEW:
            is_sent = before.get(version.code) != WorkflowStage.IN_REVIEW
            found[version.code] = [*([] if is_sent else found[version.code]), version.by_id]
        before[version.code] = stage
    return found


def own_texts(texts: Collection[RecommendationText], by: User) -> list[RecommendationText]:
    """Return those of some texts whose publication somebody leaves to others.

    These are the texts that they added or were the last to change. Reads the recommendations. One
    query; none without the rule.
    """
    if not settings.FOUR_EYES:
        return []
    writers = text_writers({each.recommendation.code for each in texts})
    return [
        each
        for each in texts
        if by.pk in writers.get((each.recommendation.code, each.language), ())
    ]


def text_writers(codes: Collection[str]) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Return who added each text of records, and who was the last to change it; one query.

    They are named by their primary keys, the texts by their records' codes and their languages.
    """
    found: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    before: dict[tuple[str, str], dict[str, Any]] = {}
    versions = Version.objects.filter(code__in=codes).order_by("code", "number")
    for version in versions.only("code", "by_id", "state").iterator():
        now = text_fields(version.code, version.state)
        for key, fields in now.items():
            if key not in before:
                found[key] = version.by_id, version.by_id
            elif fields != before[key]:
                found[key] = found[key][0], version.by_id
        before = now
    return found


def text_fields(code: str, state: State) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the fields of a record's texts in a state, but for their stages."""
    rows = (complete_row(each) for each in state or () if row_model(each) is RecommendationText)
    return {(code, row["fields"]["language"]): {**row["fields"], "stage": None} for row in rows}
