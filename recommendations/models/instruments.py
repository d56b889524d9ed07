"""Treaties and other instruments, their provisions, and the names of both."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import InstrumentNameKind, ProvisionKind
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import choose_row, language_rank


class Instrument(NaturalKeyModel):
    """A treaty that the documents cite."""

    natural_fields = ("slug",)

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)

    class Meta:
        ordering = ("position",)
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.slug

    def names_for(self, language: str) -> InstrumentNames:
        """Return all its names, those in a language first; reads ``names``."""
        names = sorted(
            self.names.all(),
            key=lambda name: (
                language_rank(name.language, language),
                name.kind != InstrumentNameKind.SHORT,
            ),
        )
        by_kind = {
            kind: [name for name in names if name.kind == kind] for kind in InstrumentNameKind
        }
        short = next(iter(by_kind[InstrumentNameKind.SHORT]), None)
        full = by_kind[InstrumentNameKind.FULL]
        return InstrumentNames(short, full, [name for name in names if name not in (short, *full)])


class InstrumentName(NaturalKeyModel):
    """A name under which an instrument is cited."""

    natural_fields = ("instrument__slug", "language", "name")

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, verbose_name=_("instrument"), related_name="names"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    kind = models.CharField(_("kind"), max_length=10, choices=InstrumentNameKind)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("instrument", "language", "kind", "name")
        verbose_name = _("instrument name")
        verbose_name_plural = _("instrument names")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "language", "name"), name="instrument_name_once"
            ),
            models.UniqueConstraint(
                fields=("instrument", "language"),
                condition=Q(kind="short"),
                name="one_short_name_per_language",
                violation_error_message=_(
                    "The instrument has a short name in this language already: make this one"
                    " another name in use."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class InstrumentNames:
    """The names of one instrument, those of the reader's language first."""

    #: What this site prints.
    short: InstrumentName | None
    full: list[InstrumentName]
    others: list[InstrumentName]


class Provision(NaturalKeyModel):
    """An article or a chapter of an instrument."""

    natural_fields = ("instrument__slug", "kind", "number")

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, verbose_name=_("instrument"), related_name="provisions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ProvisionKind)
    number = models.PositiveSmallIntegerField(_("number"))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("E.g. som-protocol-16."))

    class Meta:
        ordering = ("instrument", "kind", "number")
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "kind", "number"), name="provision_unique"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def part(self) -> str:
        """``16`` or ``chapter-2``: what addresses add to the instrument's slug."""
        return f"chapter-{self.number}" if self.kind == ProvisionKind.CHAPTER else str(self.number)

    def title_for(self, language: str) -> ProvisionName | None:
        """Return its title in a language, else in another; reads ``names``."""
        return choose_row(self.names.all(), language)


@dataclass(frozen=True)
class CitedProvision:
    """An article or a chapter, and the part of it that is meant."""

    provision: Provision
    pinpoint: str


class ProvisionName(NaturalKeyModel):
    """The title that an instrument gives one of its provisions, in one language."""

    natural_fields = (
        "provision__instrument__slug",
        "provision__kind",
        "provision__number",
        "language",
    )

    provision = models.ForeignKey(
        Provision, models.CASCADE, verbose_name=_("provision"), related_name="names"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    name = models.CharField(
        _("title"), max_length=200, help_text=_("As the instrument itself words it.")
    )

    class Meta:
        ordering = ("provision", "language")
        verbose_name = _("title of a provision")
        verbose_name_plural = _("titles of provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("provision", "language"), name="one_provision_name_a_language"
            ),
        )

    def __str__(self) -> str:
        return self.name
