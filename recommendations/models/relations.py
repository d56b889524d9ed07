"""Typed links between recommendations."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import Confidence, RelationOrigin, RelationType
from recommendations.models.recommendations import CODE_ORDER, Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class RelationQuerySet(QuerySet["Relation"]):
    """The vocabulary in which the rest of the code asks for relations."""

    def restatements(self) -> RelationQuerySet:
        """Relations that say that one record restates another."""
        return self.filter(type=RelationType.RESTATES)

    def to_published(self) -> RelationQuerySet:
        """Relations to a record that the public may see."""
        return self.filter(_is_published("target"))

    def from_published(self) -> RelationQuerySet:
        """Relations of a record that the public may see."""
        return self.filter(_is_published("recommendation"))

    def between_published(self) -> RelationQuerySet:
        """Relations of which the public may see both ends."""
        return self.from_published().to_published()

    def between_records(self, records: Collection[Recommendation]) -> RelationQuerySet:
        """Relations with both ends among some records."""
        return self.filter(recommendation__in=records, target__in=records)

    def in_code_order(self) -> RelationQuerySet:
        """Order by the code of the record that relates to another."""
        return self.order_by(*(f"recommendation__{name}" for name in CODE_ORDER), "type", "id")

    def in_target_order(self) -> RelationQuerySet:
        """Order by the code of the other record."""
        return self.order_by(*(f"target__{name}" for name in CODE_ORDER), "recommendation", "id")


RelationManager = NaturalKeyManager.from_queryset(RelationQuerySet)


def _is_published(end: str) -> Exists:
    """Return the condition that the public may see the record at one end."""
    return Exists(Recommendation.objects.published().filter(pk=OuterRef(end)))


class Relation(NaturalKeyModel):
    """A typed link from a recommendation to an earlier or related one."""

    natural_fields = ("recommendation__code", "type", "target__code")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="relations"
    )
    type = models.CharField(_("type"), max_length=20, choices=RelationType)
    target = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("other recommendation"),
        related_name="reverse_relations",
    )
    origin = models.CharField(_("origin"), max_length=20, choices=RelationOrigin)
    confidence = models.CharField(
        _("confidence"),
        max_length=20,
        choices=Confidence,
        default=Confidence.PROBABLE,
        help_text=_("What a document prints is certain."),
    )

    objects: ClassVar[RelationManager[Relation]] = RelationManager()

    class Meta:
        ordering = ("recommendation", "type", "target")
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "type", "target"), name="relation_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(recommendation=F("target")),
                name="relation_between_two",
                violation_error_message=_("A recommendation cannot relate to itself."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="document") | Q(confidence="certain"),
                name="what_documents_print_is_certain",
                violation_error_message=_(
                    "A relation that a document prints is certain: choose that, or another origin."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} {self.get_type_display()} {self.target}"


class RelationNote(NaturalKeyModel):
    """An editor's note on a relation, in one language."""

    natural_fields = (
        "relation__recommendation__code",
        "relation__type",
        "relation__target__code",
        "language",
    )

    relation = models.ForeignKey(
        Relation, models.CASCADE, verbose_name=_("relation"), related_name="notes"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("note"))

    class Meta:
        ordering = ("relation", "language")
        verbose_name = _("note on a relation")
        verbose_name_plural = _("notes on relations")
        constraints = (
            models.UniqueConstraint(
                fields=("relation", "language"), name="one_relation_note_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text
