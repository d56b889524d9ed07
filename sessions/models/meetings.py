"""The meetings of the Working Group."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from smuggling_kb.database.natural_keys import NaturalKeyModel


class City(models.TextChoices):
    """The cities of meetings."""

    VIENNA = "vienna", _("Vienna")


class WorkingGroupSession(NaturalKeyModel):
    """A meeting of the Working Group on the Smuggling of Migrants."""

    natural_fields = ("number",)

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=20, choices=City, blank=True)
    evidence = models.CharField(
        _("evidence"),
        max_length=200,
        blank=True,
        help_text=_("Where the dates are from: SYMBOL#anchor, separated by spaces."),
    )

    class Meta:
        ordering = ("number",)
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = (
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="session_number_from_one",
                violation_error_message=_("Sessions are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lte=F("end")),
                name="session_dates_in_order",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.start.year})" if self.start else str(self.number)
