"""Decisions on subjects that rules suggest: each is assigned, or nobody is asked again."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.curation.workflow import APP, changeable_recommendations
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.models import (
    Provenance,
    Recommendation,
    SubjectSuggestion,
    SuggestionDecision,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from smuggling_kb.preference import SOURCE

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSIONS = (f"{APP}.change_recommendation", f"{APP}.add_themeassignment")


def may_decide(user: User) -> bool:
    """Return whether somebody may confirm and reject suggestions."""
    return user.has_perms(PERMISSIONS)


def confirm_suggestions(keys: Collection[int], *, by: User) -> int:
    """Assign the subjects of pending suggestions, and return the number of suggestions.

    An assignment keeps that a rule found it and the words that it found. Suggestions decided by
    now, and those of records that the user may not change, stay as they are. Raises
    ``PermissionDenied``. A fixed number of queries.
    """
    return _decide(keys, SuggestionDecision.CONFIRMED, by, _("Confirmed suggested subjects."))


def reject_suggestions(keys: Collection[int], *, by: User) -> int:
    """Keep suggestions from being made again; as ``confirm_suggestions``."""
    return _decide(keys, SuggestionDecision.REJECTED, by, _("Rejected suggested subjects."))


def _decide(keys: Collection[int], decision: SuggestionDecision, by: User, reason: str) -> int:
    if not may_decide(by):
        raise PermissionDenied
    with record_changes(by=by, kind=ChangeKind.BULK, reason=reason):
        records = changeable_recommendations(Recommendation.objects.all(), by)
        pending = SubjectSuggestion.objects.without_decision().filter(
            pk__in=keys, recommendation__in=records.order_by()
        )
        chosen = list(pending.order_by("pk"))
        if decision == SuggestionDecision.CONFIRMED:
            _assign(chosen)
        decided = SubjectSuggestion.objects.filter(pk__in=[each.pk for each in chosen])
        decided.update(decision=decision, at=timezone.now(), by_name=by.get_username())
    return len(chosen)


def _assign(suggestions: list[SubjectSuggestion]) -> None:
    """Assign what is not assigned by now."""
    assigned = set(
        ThemeAssignment.objects.filter(
            recommendation__in={each.recommendation_id for each in suggestions}
        ).values_list("recommendation", "theme")
    )
    new = [each for each in suggestions if (each.recommendation_id, each.theme_id) not in assigned]
    assignments = ThemeAssignment.objects.bulk_create(
        ThemeAssignment(
            recommendation_id=each.recommendation_id,
            theme_id=each.theme_id,
            origin=Provenance.RULE,
        )
        for each in new
    )
    ThemeAssignmentReason.objects.bulk_create(
        ThemeAssignmentReason(assignment=assignment, language=SOURCE, text=each.words)
        for assignment, each in zip(assignments, new, strict=True)
    )
