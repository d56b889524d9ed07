"""The places in documents that print a recommendation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import OccurrenceRelation
from recommendations.models.recommendations import Recommendation
from sessions.models import Document
from smuggling_kb.natural_keys import NaturalKeyModel


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
