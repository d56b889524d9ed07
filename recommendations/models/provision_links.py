"""Provisions that an editor linked with a recommendation, with reasons."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.models.instruments import Provision
from recommendations.models.recommendations import Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class ProvisionLink(NaturalKeyModel):
    """An editor's link of a recommendation to a provision that it is about, cited or not."""

    natural_fields = (
        "recommendation__code",
        "provision__instrument__slug",
        "provision__kind",
        "provision__number",
    )

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="provision_links",
    )
    provision = models.ForeignKey(
        Provision, models.PROTECT, verbose_name=_("provision"), related_name="links"
    )

    class Meta:
        ordering = ("recommendation", "provision")
        verbose_name = _("link to a provision")
        verbose_name_plural = _("links to provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "provision"), name="provision_linked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.provision}"


class ProvisionLinkReason(NaturalKeyModel):
    """The reason for a link to a provision, in one language."""

    natural_fields = (
        "link__recommendation__code",
        "link__provision__instrument__slug",
        "link__provision__kind",
        "link__provision__number",
        "language",
    )

    link = models.ForeignKey(
        ProvisionLink, models.CASCADE, verbose_name=_("link"), related_name="reasons"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("link", "language")
        verbose_name = _("reason for a link")
        verbose_name_plural = _("reasons for links")
        constraints = (
            models.UniqueConstraint(
                fields=("link", "language"), name="one_link_reason_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text
