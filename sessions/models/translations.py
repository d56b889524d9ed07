"""Translations of headings and resources into languages in which their document is not held."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.documents import LanguageVersion
from sessions.models.passages import Resource, Section
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode

OWN_LANGUAGE = _("The document itself is in this language: no translation is needed.")


def check_language(language: str, version: LanguageVersion) -> None:
    """Raise ``ValidationError`` if something printed in a language is translated into the same."""
    if language == version.language:
        raise ValidationError({"language": OWN_LANGUAGE})


class SectionTranslation(NaturalKeyModel):
    """A heading in another language than that of its document; nobody's official words."""

    natural_fields = (
        "section__version__document__symbol",
        "language",
        "section__version__language",
        "section__anchor",
    )

    section = models.ForeignKey(
        Section, models.CASCADE, verbose_name=_("section"), related_name="translations"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    heading = models.TextField(_("heading"), help_text=_("Without its printed number."))

    class Meta:
        ordering = ("section", "language")
        verbose_name = _("translation of a heading")
        verbose_name_plural = _("translations of headings")
        constraints = (
            models.UniqueConstraint(
                fields=("section", "language"), name="one_heading_per_language"
            ),
            models.CheckConstraint(condition=~Q(heading=""), name="translated_heading_not_empty"),
        )

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        """Refuse the language in which the heading is printed; one query."""
        if self.section_id:
            check_language(self.language, self.section.version)


class ResourceTranslation(NaturalKeyModel):
    """The title of a resource, or a question, in another language than that of its document."""

    natural_fields = (
        "resource__paragraph__version__document__symbol",
        "language",
        "resource__paragraph__version__language",
        "resource__paragraph__anchor",
        "resource__title",
    )

    resource = models.ForeignKey(
        Resource, models.CASCADE, verbose_name=_("resource"), related_name="translations"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    title = models.TextField(_("title"))

    class Meta:
        ordering = ("resource", "language")
        verbose_name = _("translation of a resource")
        verbose_name_plural = _("translations of resources")
        constraints = (
            models.UniqueConstraint(
                fields=("resource", "language"), name="one_resource_title_per_language"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="translated_title_not_empty"),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse the language in which the resource is printed; one query."""
        if self.resource_id:
            check_language(self.language, self.resource.paragraph.version)
