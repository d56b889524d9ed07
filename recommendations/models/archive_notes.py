"""The reasons for which recommendations were archived."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.recommendations import Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class ArchiveNote(NaturalKeyModel):
    """The reason for archiving, for those who follow the address, in one language."""

    natural_fields = ("recommendation__code", "language")

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="archive_notes",
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("recommendation", "language")
        verbose_name = _("reason for archiving")
        verbose_name_plural = _("reasons for archiving")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "language"), name="one_archive_note_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text
