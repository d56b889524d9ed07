"""Changes of recommendations that are more than the form of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from recommendations.curation.bulk import Change, Line, Plan
from recommendations.history.versions import ChangeKind, record_changes

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Refused(Exception):
    """Nothing was changed; the lines say of which recommendations why."""

    def __init__(self, lines: list[Line], missing: list[str]) -> None:
        super().__init__(", ".join([*(line.record.code for line in lines), *missing]))
        self.lines = lines
        self.missing = missing


def change_many(
    *, change: Change, values: Mapping[str, Any], seen: Mapping[str, int], by: User, reason: str
) -> int:
    """Change all the recommendations of ``seen`` or none, in one turn; how many they are.

    ``seen`` has the number of each one's version that somebody decided on. Raises
    ``ConcurrentChange`` if one has changed since, ``Refused`` if one cannot be changed so, and
    ``PermissionDenied``. A fixed number of queries for each 500 recommendations.
    """
    if not change.open_to(by):
        raise PermissionDenied
    with record_changes(seen, by=by, kind=ChangeKind.BULK, reason=reason, seen=seen):
        plan = Plan.of(change, seen, values, by)
        records = [line.record for line in plan.changing]
        known = {line.record.code for line in plan.changing + plan.staying}
        missing = sorted(seen.keys() - known)
        if plan.staying or missing:
            raise Refused(plan.staying, missing)
        change.apply(records, values, reason)
    return len(records)
