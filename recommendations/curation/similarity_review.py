"""The review of similar pairs that a program found: each once, confirmed as a relation or not."""

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

#: Pairs that wait for review at once: the best of what may be thousands.
MAX_PENDING = 500

REVIEW_PERMISSION = "recommendations.add_similarityreview"
RELATE_PERMISSION = "recommendations.add_relation"


class ReviewRefused(Exception):
    """Nothing was written, for a reason in words: one is lacking, or somebody was first."""


@dataclass(frozen=True)
class ReviewPair:
    """Two records, in the order of their codes."""

    earlier: Recommendation
    later: Recommendation

    @classmethod
    def from_records(cls, one: Recommendation, other: Recommendation) -> ReviewPair:
        return cls(*sorted((one, other), key=lambda each: (each.year, each.number, each.letter)))

    @property
    def has_public_end(self) -> bool:
        """Return whether one of the two is or was public: a review of it needs a reason."""
        return self.earlier.has_address or self.later.has_address

    @property
    def statements(self) -> list[RelationStatement]:
        """Return the relations that can be stated of the two; first that they are just related."""
        forwards = [RelationStatement(type_, self.later, self.earlier) for type_ in RelationType]
        back = [
            RelationStatement(type_, self.earlier, self.later)
            for type_ in RelationType
            if REVERSE_TYPES[type_] != type_
        ]
        return sorted(forwards + back, key=lambda each: each.type != RelationType.RELATED)


@dataclass(frozen=True)
class RelationStatement:
    """A statement that one recommendation relates to another in some way."""

    type: RelationType
    subject: Recommendation
    target: Recommendation

    @property
    def name(self) -> str:
        """Return its name in a form, type and code of the subject: ``extends 2013/28``."""
        return f"{self.type} {self.subject.code}"

    def __str__(self) -> str:
        return f"{self.subject.code} {self.type.label} {self.target.code}"


def pending_pairs() -> SimilarityQuerySet:
    """Return the pairs to be reviewed, each once, best first, without withdrawn records."""
    current = Recommendation.objects.exclude(publication=WorkflowStage.ARCHIVED)
    pairs: SimilarityQuerySet = Similarity.objects.filter(
        recommendation__in=current, other__in=current
    )
    return pairs.each_pair_once().not_reviewed().not_related().best_first()


def count_pending_pairs() -> int:
    """Count them, but never more than are shown; one query."""
    return pending_pairs().order_by()[:MAX_PENDING].count()


def confirm_pair(*, first: int, second: int, statement: str, by: User, reason: str) -> Relation:
    """Relate two recommendations as a statement says, and record the review.

    ``statement`` is the name of one of the pair's. Raises ``ReviewRefused`` if the two are
    reviewed or related by now, ``ValueError`` if there is no such statement, and
    ``PermissionDenied``.
    """
    if not by.has_perm(RELATE_PERMISSION):
        raise PermissionDenied
    with record_review(first, second, ReviewDecision.CONFIRMED, by=by, reason=reason) as pair:
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


def reject_pair(*, first: int, second: int, by: User, reason: str) -> None:
    """Keep two recommendations from being shown as similar or reviewed again.

    Raises ``ReviewRefused`` and ``PermissionDenied``, as ``confirm_pair`` does.
    """
    with record_review(first, second, ReviewDecision.REJECTED, by=by, reason=reason):
        pass


@contextmanager
def record_review(
    first: int, second: int, decision: ReviewDecision, *, by: User, reason: str
) -> Iterator[ReviewPair]:
    """Record a review of two records together with what the block does, or neither."""
    if not by.has_perm(REVIEW_PERMISSION):
        raise PermissionDenied
    with record_changes(by=by, reason=reason):
        pair = unreviewed_pair(first, second)
        if pair.has_public_end and not reason.strip():
            raise ReviewRefused(_("Nothing was changed: give a reason. It is kept in the history."))
        yield pair
        SimilarityReview.objects.create(
            first_id=min(first, second),
            second_id=max(first, second),
            decision=decision,
            reason=reason,
            by=by,
            by_name=by.get_username(),
        )


def unreviewed_pair(first: int, second: int) -> ReviewPair:
    """Return two records of which nobody has said yet how they relate; three queries."""
    current = Recommendation.objects.exclude(publication=WorkflowStage.ARCHIVED)
    records = list(current.filter(pk__in=(first, second)))
    if len(records) != 2:
        raise ReviewRefused(
            _("One of the two recommendations has been withdrawn or deleted in the meantime.")
        )
    earlier = SimilarityReview.objects.filter(first__in=records, second__in=records).first()
    if earlier:
        raise ReviewRefused(
            _("Nothing was changed: %(who)s has already decided on this pair (%(verdict)s).")
            % {"who": earlier.by_name, "verdict": earlier.get_decision_display()}
        )
    if Relation.objects.filter(recommendation__in=records, target__in=records).exists():
        raise ReviewRefused(_("Nothing was changed: the two are already related."))
    return ReviewPair.from_records(*records)
