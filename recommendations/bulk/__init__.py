"""Changes of many recommendations at once: what there is to do, and what each would do to whom.

``CHANGES`` is the registry: one more kind of change is a module here and a line there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommendations.bulk.addressees import AddAddressee, RemoveAddressee
from recommendations.bulk.change import Change, Line
from recommendations.bulk.stages import Archive, Move, Reinstate
from recommendations.bulk.strength import SetStrength
from recommendations.bulk.subjects import AssignSubject, RemoveSubject
from recommendations.bulk.themes import AssignTheme, RemoveTheme
from recommendations.models import Recommendation
from recommendations.workflow import BY_NAME

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["CHANGES", "Change", "Line", "Plan"]

CHANGES: dict[str, Change] = {
    change.name: change
    for change in (
        Move(BY_NAME["submit"]),
        Move(BY_NAME["send_back"]),
        Move(BY_NAME["publish"]),
        Archive(BY_NAME["archive"]),
        Reinstate(BY_NAME["reinstate"]),
        AssignTheme(),
        RemoveTheme(),
        AssignSubject(),
        RemoveSubject(),
        AddAddressee(),
        RemoveAddressee(),
        SetStrength(),
    )
}


@dataclass(frozen=True)
class Plan:
    """What a change would do to each of some recommendations, in the words of whoever looks."""

    changing: list[Line]
    staying: list[Line]

    @classmethod
    def of(cls, change: Change, codes: Iterable[str], values: Mapping[str, Any], by: User) -> Plan:
        """Read the recommendations and compare; a fixed number of queries."""
        records = Recommendation.objects.filter(code__in=list(codes)).in_code_order()
        lines = [
            change.line(record, values, by) for record in records.prefetch_related(*change.reads)
        ]
        return cls(
            [line for line in lines if line.changes], [line for line in lines if not line.changes]
        )
