"""Curators judge what a program found similar: each pair once, confirmed as a relation or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from recommendations.history.versions import record_changes
from recommendations.models import (
    Recommendation,
    Relation,
    RelationOrigin,
    RelationType,
    ReviewDecision,
    Similarity,
    SimilarityQuerySet,
    SimilarityReview,
    WorkflowStage,
)
from recommendations.records.connections import REVERSE_TYPES

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: So many wait at once: the best of what may be thousands.
MOST = 500

JUDGE, RELATE = "recommendations.add_similarityreview", "recommendations.add_relation"


class Settled(Exception):
    """Nothing was written, for a reason in words: somebody else was first, or a record is gone."""


@dataclass(frozen=True)
class Pair:
    """Two records, in the order of their codes."""

    earlier: Recommendation
    later: Recommendation

    @classmethod
    def of(cls, one: Recommendation, other: Recommendation) -> Pair:
        return cls(*sorted((one, other), key=lambda each: (each.year, each.number, each.letter)))

    @property
    def statements(self) -> list[Statement]:
        """What can be said of the two; first that they are related, no more."""
        forwards = [Statement(type_, self.later, self.earlier) for type_ in RelationType]
        back = [
            Statement(type_, self.earlier, self.later)
            for type_ in RelationType
            if REVERSE_TYPES[type_] != type_
        ]
        return sorted(forwards + back, key=lambda each: each.type != RelationType.RELATED)


@dataclass(frozen=True)
class Statement:
    """That one recommendation relates to another in some way."""

    type: RelationType
    subject: Recommendation
    target: Recommendation

    @property
    def name(self) -> str:
        """As a form sends it: ``extends 2013/28``, by the type and the code that comes first."""
        return f"{self.type} {self.subject.code}"

    def __str__(self) -> str:
        return f"{self.subject.code} {self.type.label} {self.target.code}"


def waiting() -> SimilarityQuerySet:
    """The pairs to be judged, each once, best first; none with a record that was withdrawn."""
    living = Recommendation.objects.exclude(publication=WorkflowStage.ARCHIVED)
    found: SimilarityQuerySet = Similarity.objects.filter(
        recommendation__in=living, other__in=living
    )
    return found.each_pair_once().not_reviewed().not_related().best_first()


def waiting_count() -> int:
    """How many there are, but never more than are shown; one query."""
    return waiting().order_by()[:MOST].count()


def confirm(*, first: int, second: int, statement: str, by: User, reason: str) -> Relation:
    """Relate two recommendations as a statement says, in one turn, with its history.

    ``statement`` is the name of one of the pair's. Raises ``Settled`` if the two are judged or
    related by now, ``ValueError`` if there is no such statement, and ``PermissionDenied``.
    """
    if not by.has_perm(RELATE):
        raise PermissionDenied
    with judged(first, second, ReviewDecision.CONFIRMED, by=by, reason=reason) as pair:
        chosen = next((each for each in pair.statements if each.name == statement), None)
        if chosen is None:
            raise ValueError(statement)
        relation: Relation = Relation.objects.create(
            recommendation=chosen.subject,
            type=chosen.type,
            target=chosen.target,
            origin=RelationOrigin.SUGGESTION,
        )
    return relation


def reject(*, first: int, second: int, by: User, reason: str) -> None:
    """See that two recommendations are not shown as similar, nor asked about again.

    Raises ``Settled`` and ``PermissionDenied``, as ``confirm`` does.
    """
    with judged(first, second, ReviewDecision.REJECTED, by=by, reason=reason):
        pass


@contextmanager
def judged(
    first: int, second: int, decision: ReviewDecision, *, by: User, reason: str
) -> Iterator[Pair]:
    """Keep a judgement of two records, with what the block does, or neither."""
    if not by.has_perm(JUDGE):
        raise PermissionDenied
    with record_changes(by=by, reason=reason):
        pair = open_pair(first, second)
        yield pair
        SimilarityReview.objects.create(
            first_id=min(first, second),
            second_id=max(first, second),
            decision=decision,
            reason=reason,
            by=by,
            by_name=by.get_username(),
        )


def open_pair(first: int, second: int) -> Pair:
    """Two records of which nobody has said yet how they relate; three queries."""
    found = Recommendation.objects.exclude(publication=WorkflowStage.ARCHIVED)
    records = list(found.filter(pk__in=(first, second)))
    if len(records) != 2:
        raise Settled(_("One of the two recommendations was withdrawn or deleted meanwhile."))
    earlier = SimilarityReview.objects.filter(first__in=records, second__in=records).first()
    if earlier:
        raise Settled(
            _("Nothing was changed: %(who)s has judged this pair already (%(verdict)s).")
            % {"who": earlier.by_name, "verdict": earlier.get_decision_display()}
        )
    if Relation.objects.filter(recommendation__in=records, target__in=records).exists():
        raise Settled(_("Nothing was changed: the two are related already."))
    return Pair.of(*records)
