"""Corrections of passages against the files that they were read from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.passages import Paragraph
from smuggling_kb.database.natural_keys import NaturalKeyModel


class PassageCorrection(NaturalKeyModel):
    """A passage whose words a reviewer corrected: what the file says, and the evidence."""

    natural_fields = (
        "paragraph__version__document__symbol",
        "paragraph__version__language",
        "paragraph__anchor",
    )

    paragraph = models.OneToOneField(
        Paragraph, models.CASCADE, verbose_name=_("paragraph"), related_name="correction"
    )
    text_read = models.TextField(_("words in the file that was read"))
    evidence = models.TextField(_("evidence"))
    by_name = models.CharField(_("corrected by"), max_length=150)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ("-at", "-id")
        default_permissions = ("add", "view")
        verbose_name = _("corrected passage")
        verbose_name_plural = _("corrected passages")
        constraints = (
            models.CheckConstraint(condition=~Q(evidence=""), name="correction_has_evidence"),
        )

    def __str__(self) -> str:
        return str(self.paragraph)
