"""Bulk changes: one module for each kind, and an entry in ``CHANGES``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommendations.curation.bulk.addressees import AddAddressee, RemoveAddressee
from recommendations.curation.bulk.change import BulkChange, PlannedChange
from recommendations.curation.bulk.publication import PublishRecords
from recommendations.curation.bulk.sessions import SetSession
from recommendations.curation.bulk.stages import ArchiveRecords, MoveStage, ReinstateRecords
from recommendations.curation.bulk.strength import SetStrength
from recommendations.curation.bulk.subjects import AssignSubject, RemoveSubject
from recommendations.curation.bulk.themes import AssignTheme, RemoveTheme
from recommendations.curation.workflow import STEPS_BY_NAME
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["CHANGES", "BulkChange", "BulkPlan", "PlannedChange", "plan_bulk_change"]

CHANGES: dict[str, BulkChange] = {
    change.name: change
    for change in (
        MoveStage(STEPS_BY_NAME["submit"]),
        MoveStage(STEPS_BY_NAME["send_back"]),
        PublishRecords(STEPS_BY_NAME["publish"]),
        ArchiveRecords(STEPS_BY_NAME["archive"]),
        ReinstateRecords(STEPS_BY_NAME["reinstate"]),
        AssignTheme(),
        RemoveTheme(),
        AssignSubject(),
        RemoveSubject(),
        AddAddressee(),
        RemoveAddressee(),
        SetStrength(),
        SetSession(),
    )
}


@dataclass(frozen=True)
class BulkPlan:
    """A change of some recommendations before it is carried out, in words for the curator."""

    changed: list[PlannedChange]
    unchanged: list[PlannedChange]


def plan_bulk_change(
    change: BulkChange, codes: Iterable[str], values: Mapping[str, Any], by: User
) -> BulkPlan:
    """Compare each of the recommendations with what it would become; a fixed number of queries."""
    selected = Recommendation.objects.filter(code__in=list(codes)).in_code_order()
    records = list(selected.prefetch_related(*change.prefetches))
    refusals = change.refusals(records, by)
    planned = [
        change.plan_record(record, values, by, refusals.get(record.code, "")) for record in records
    ]
    return BulkPlan(
        [each for each in planned if each.has_effect],
        [each for each in planned if not each.has_effect],
    )
