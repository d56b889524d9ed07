"""Changes of many recommendations as one action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from recommendations.curation.bulk import BulkChange, PlannedChange, plan_bulk_change
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.texts.codes import code_parts

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class BulkChangeRefused(Exception):
    """Nothing was changed: some recommendations have an obstacle, or are gone."""

    def __init__(self, unchanged: list[PlannedChange], missing: list[str]) -> None:
        super().__init__(", ".join([*(each.record.code for each in unchanged), *missing]))
        self.unchanged = unchanged
        self.missing = missing


def apply_bulk_change(
    *, change: BulkChange, values: Mapping[str, Any], seen: Mapping[str, int], by: User, reason: str
) -> int:
    """Change all the recommendations of ``seen`` or none, and return their number.

    ``seen`` has the number of each one's version that somebody decided on. Raises
    ``ConcurrentChange`` if one has changed since, ``BulkChangeRefused`` if one cannot be changed
    so, and ``PermissionDenied``. A fixed number of queries for each 500 recommendations.
    """
    if not change.is_allowed_for(by):
        raise PermissionDenied
    with record_changes(seen, by=by, kind=ChangeKind.BULK, reason=reason, seen=seen):
        plan = plan_bulk_change(change, seen, values, by)
        records = [each.record for each in plan.changed]
        existing = {each.record.code for each in plan.changed + plan.unchanged}
        missing = sorted(seen.keys() - existing, key=code_parts)
        if plan.unchanged or missing:
            raise BulkChangeRefused(plan.unchanged, missing)
        change.apply(records, values, reason)
    return len(records)
