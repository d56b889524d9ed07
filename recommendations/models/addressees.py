"""The addressees of recommendations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import Addressee, Provenance
from smuggling_kb.database.natural_keys import NaturalKeyModel


class RecommendationAddressee(NaturalKeyModel):
    """An addressee of a recommendation, and who named it."""

    natural_fields = ("recommendation__code", "addressee")

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="addressees",
    )
    addressee = models.CharField(_("addressee"), max_length=40, choices=Addressee)
    origin = models.CharField(
        _("origin"), max_length=20, choices=Provenance, default=Provenance.EDITOR
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ("recommendation", "id")
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "addressee"), name="addressee_named_once"
            ),
        )

    def __str__(self) -> str:
        return self.get_addressee_display()
