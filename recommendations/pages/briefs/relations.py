"""The relations of records to others, and the passages of documents that restate them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from recommendations.index.rows import PrintedPlace, RecommendationRow
from recommendations.models import Recommendation, Relation, RelationType


@dataclass(frozen=True)
class RelationLine:
    """A record that restates, extends or otherwise relates to another."""

    code: str
    verb: str
    other: str


@dataclass(frozen=True)
class RelationSummary:
    """The relations of some records; ``restated`` has the places that restate each."""

    lines: list[RelationLine]
    restated: list[tuple[str, list[PrintedPlace]]]

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.restated


def relation_summary(rows: Sequence[RecommendationRow]) -> RelationSummary:
    """Return the relations of these records to any that are published; one query."""
    these = Recommendation.objects.filter(code__in=[row.code for row in rows])
    relations = (
        Relation.objects.between_published()
        .filter(Q(recommendation__in=these.values("pk")) | Q(target__in=these.values("pk")))
        .in_code_order()
        .values_list("recommendation__code", "type", "target__code")
    )
    return RelationSummary(
        [
            RelationLine(code, str(RelationType(kind).label), other)
            for code, kind, other in relations
        ],
        [(row.code, list(row.restatements)) for row in rows if row.restatements],
    )
