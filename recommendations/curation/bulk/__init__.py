"""Bulk changes: one module for each kind, and a line in ``CHANGES``.

A plan says what a change would do to each of the selected records before it is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommendations.curation.bulk.addressees import AddAddressee, RemoveAddressee
from recommendations.curation.bulk.change import Change, Line
from recommendations.curation.bulk.stages import Archive, Move, Reinstate
from recommendations.curation.bulk.strength import SetStrength
from recommendations.curation.bulk.subjects import AssignSubject, RemoveSubject
from recommendations.curation.bulk.themes import AssignTheme, RemoveTheme
from recommendations.curation.workflow import BY_NAME
from recommendations.models import Recommendation

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
