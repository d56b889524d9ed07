"""The places in documents that print a recommendation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import PERMANENT_STAGES, OccurrenceRelation
from recommendations.models.recommendations import Recommendation
from sessions.models import Document
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel


class OccurrenceQuerySet(QuerySet["Occurrence"]):
    """The vocabulary in which the rest of the code asks for places that print records."""

    def sources(self) -> OccurrenceQuerySet:
        """The places that records were read from."""
        return self.filter(relation=OccurrenceRelation.SOURCE)

    def restatements(self) -> OccurrenceQuerySet:
        """The places that print records again."""
        return self.filter(relation=OccurrenceRelation.RESTATEMENT)

    def published(self) -> OccurrenceQuerySet:
        """Places in documents that the public may see."""
        return self.filter(document__in=Document.objects.published())

    def shown_with_record(self) -> OccurrenceQuerySet:
        """Places that the page of a record shows: of a draft, which only the staff sees, all."""
        public = Q(document__in=Document.objects.published())
        return self.filter(public | ~Q(recommendation__publication__in=PERMANENT_STAGES))

    def of_published(self) -> OccurrenceQuerySet:
        """The places that print records which the public may see."""
        published = Recommendation.objects.published().filter(pk=OuterRef("recommendation"))
        return self.filter(Exists(published.order_by()))

    def in_document_order(self) -> OccurrenceQuerySet:
        """Order by year and symbol of the documents, which are joined; no further query."""
        ordered = self.order_by("document__year", "document__symbol", "id")
        return ordered.select_related("document")


OccurrenceManager = NaturalKeyManager.from_queryset(OccurrenceQuerySet)


class Occurrence(NaturalKeyModel):
    """A place that prints a recommendation, whatever the language."""

    natural_fields = ("document__symbol", "anchor")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="occurrences"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="occurrences"
    )
    anchor = models.CharField(_("anchor"), max_length=30)
    relation = models.CharField(_("relation"), max_length=20, choices=OccurrenceRelation)

    objects: ClassVar[OccurrenceManager[Occurrence]] = OccurrenceManager()

    class Meta:
        ordering = ("recommendation", "document", "id")
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = (
            models.UniqueConstraint(fields=("document", "anchor"), name="place_prints_one_record"),
            models.UniqueConstraint(
                fields=("recommendation",),
                condition=Q(relation="source"),
                name="one_source",
                violation_error_message=_(
                    "A recommendation has one source: make the other places restatements."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document.symbol}#{self.anchor}"
