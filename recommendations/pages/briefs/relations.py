"""How records are related to others, and which passages of documents restate them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from recommendations.index.rows import Entry, Place
from recommendations.models import Recommendation, Relation, RelationType


@dataclass(frozen=True)
class Tie:
    """That one record restates, extends or otherwise relates to another."""

    code: str
    verb: str
    other: str


@dataclass(frozen=True)
class Kin:
    """All that ties records to others; ``restated`` has the places that restate each."""

    ties: list[Tie]
    restated: list[tuple[str, list[Place]]]

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing of the kind."""
        return not self.ties and not self.restated


def among(entries: Sequence[Entry]) -> Kin:
    """What ties these records to any that are published; one query."""
    these = Recommendation.objects.filter(code__in=[entry.code for entry in entries])
    relations = (
        Relation.objects.between_published()
        .filter(Q(recommendation__in=these.values("pk")) | Q(target__in=these.values("pk")))
        .in_code_order()
        .values_list("recommendation__code", "type", "target__code")
    )
    return Kin(
        [Tie(code, str(RelationType(kind).label), other) for code, kind, other in relations],
        [(entry.code, list(entry.restated)) for entry in entries if entry.restated],
    )
