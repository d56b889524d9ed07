"""Near-duplicates that a program found, and what reviewers decided on them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import ReviewDecision
from recommendations.models.recommendations import Recommendation
from recommendations.models.relations import Relation
from smuggling_kb.database.natural_keys import NaturalKeyModel


class SimilarityQuerySet(QuerySet["Similarity"]):
    """The vocabulary in which the rest of the code asks for similar pairs."""

    def with_published(self) -> SimilarityQuerySet:
        """Pairs of which the public may see the other end: what is stored may be outdated."""
        return self.filter(Exists(Recommendation.objects.published().filter(pk=OuterRef("other"))))

    def not_related(self) -> SimilarityQuerySet:
        """Pairs that no relation connects yet."""
        ends = {"recommendation": OuterRef("recommendation"), "target": OuterRef("other")}
        back = {"recommendation": OuterRef("other"), "target": OuterRef("recommendation")}
        return self.exclude(Exists(Relation.objects.filter(**ends))).exclude(
            Exists(Relation.objects.filter(**back))
        )

    def not_rejected(self) -> SimilarityQuerySet:
        """Pairs that no curator has rejected."""
        return self._without_reviewed(
            SimilarityReview.objects.filter(decision=ReviewDecision.REJECTED)
        )

    def not_reviewed(self) -> SimilarityQuerySet:
        """Pairs that no curator has decided on."""
        return self._without_reviewed(SimilarityReview.objects.all())

    def each_pair_once(self) -> SimilarityQuerySet:
        """One row of each pair: those of published records are stored from both their ends."""
        back = Similarity.objects.filter(
            recommendation=OuterRef("other"), other=OuterRef("recommendation")
        )
        return self.filter(Q(recommendation__lt=F("other")) | ~Exists(back))

    def best_first(self) -> SimilarityQuerySet:
        """Order by score, the first written first among equals."""
        return self.order_by("-score", "pk")

    def _without_reviewed(self, reviews: QuerySet[SimilarityReview]) -> SimilarityQuerySet:
        one, other = OuterRef("recommendation"), OuterRef("other")
        return self.exclude(Exists(reviews.filter(first=one, second=other))).exclude(
            Exists(reviews.filter(first=other, second=one))
        )


SimilarityManager = models.Manager.from_queryset(SimilarityQuerySet)


class Similarity(models.Model):
    """A recommendation that a program found similar to another: no fact, computed at any time.

    No constraint of the database ties it to either; what is read is joined to both.
    """

    #: What comes before the slugs in ``shared``.
    THEME, PROVISION = "theme:", "provision:"

    recommendation = models.ForeignKey(
        Recommendation,
        models.DO_NOTHING,
        verbose_name=_("recommendation"),
        related_name="similarities",
        db_constraint=False,
    )
    other = models.ForeignKey(
        Recommendation,
        models.DO_NOTHING,
        verbose_name=_("other recommendation"),
        related_name="+",
        db_constraint=False,
    )
    score = models.FloatField(_("score"), db_index=True, help_text=_("From 0 to 1."))
    shared = models.JSONField(_("themes and provisions in common"), default=list)

    objects: ClassVar[SimilarityManager[Similarity]] = SimilarityManager()

    class Meta:
        default_permissions = ()
        verbose_name = _("similarity")
        verbose_name_plural = _("similarities")
        constraints = (
            models.UniqueConstraint(fields=("recommendation", "other"), name="similarity_once"),
            models.CheckConstraint(
                condition=~Q(recommendation=F("other")), name="similarity_between_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} ~ {self.other} ({self.score})"


class SimilarityRun(models.Model):
    """The last computation of all similarities: one row, with what is needed to add to them."""

    revision = models.PositiveBigIntegerField(_("data version"))
    measure = models.PositiveSmallIntegerField(_("version of the measure"))
    texts = models.PositiveIntegerField(_("texts compared"))
    #: By language, how many texts there are, and how many of them have each pair of characters.
    counts = models.JSONField(_("counts of words"))
    #: How many records there are, and how many have each theme and each provision.
    marks = models.JSONField(_("counts of themes and provisions"))

    class Meta:
        default_permissions = ()
        verbose_name = _("search for similarities")
        verbose_name_plural = _("searches for similarities")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_similarity_run"),)

    def __str__(self) -> str:
        return str(self.revision)


class SimilarityReview(NaturalKeyModel):
    """A curator's decision on two recommendations read side by side: nobody is asked again."""

    natural_fields = ("first__code", "second__code")
    holds_public_data = False

    first = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("one recommendation"), related_name="+"
    )
    second = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("other recommendation"), related_name="+"
    )
    decision = models.CharField(_("verdict"), max_length=20, choices=ReviewDecision)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)
    #: No constraint of the database: an account may go, what it did stays.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("account"),
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
    )
    by_name = models.CharField(_("judged by"), max_length=150, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("judgement of a suggestion")
        verbose_name_plural = _("judgements of suggestions")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="pair_reviewed_once"),
            # A pair has one order only, so that it is reviewed once.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="pair_reviewed_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}: {self.get_decision_display()}"
