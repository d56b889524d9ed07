"""Treaties and other instruments, their provisions, and the names of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import InstrumentNameKind, ProvisionKind
from smuggling_kb.addresses.models import AddressedModel
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import choose_row, language_rank

#: The beginning of the addresses of the United Nations Treaty Collection.
TREATY_COLLECTION = "https://treaties.un.org/"


class Instrument(AddressedModel):
    """A treaty that the documents cite."""

    natural_fields = ("slug",)
    address_field = "slug"
    address_parts = ("slug",)

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    treaty_collection = models.URLField(
        _("page at the UN Treaty Collection"),
        max_length=300,
        blank=True,
        help_text=_("It begins with https://treaties.un.org/; it has the text and the parties."),
    )

    class Meta:
        ordering = ("position",)
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = (
            models.CheckConstraint(
                condition=Q(treaty_collection="")
                | Q(treaty_collection__startswith=TREATY_COLLECTION),
                name="instrument_at_treaty_collection",
                violation_error_message=_("This is no page of the UN Treaty Collection."),
            ),
        )

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; the slugs of its provisions begin with its own."""
        super().save(*args, **kwargs)
        for provision in self.provisions.all():
            if provision.slug != Provision.address_of_key(*provision.natural_key()):
                provision.clean()
                provision.save()

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
    name = models.CharField(_("name"), max_length=300)

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


def provision_part(kind: str, number: int) -> str:
    """Return what the address of an article or a chapter adds to its instrument's slug."""
    return f"chapter-{number}" if kind == ProvisionKind.CHAPTER else str(number)


class Provision(AddressedModel):
    """An article or a chapter of an instrument."""

    natural_fields = ("instrument__slug", "kind", "number")
    address_field = "slug"
    address_parts = ("instrument", "kind", "number", "slug")

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

    @classmethod
    def key_of_address(cls, value: str) -> tuple[Any, ...]:
        instrument, _dash, number = value.rpartition("-")
        is_chapter = instrument.endswith("-chapter")
        kind = ProvisionKind.CHAPTER if is_chapter else ProvisionKind.ARTICLE
        return instrument.removesuffix("-chapter"), kind.value, int(number)

    @staticmethod
    def address_of_key(instrument: str, kind: str, number: int) -> str:
        """Return ``som-protocol-16`` or ``untoc-chapter-2``."""
        return f"{instrument}-{provision_part(kind, number)}"

    def clean(self) -> None:
        """Make its slug of the instrument's and its number, as its address has them too."""
        if self.instrument_id and self.kind and self.number:
            self.slug = self.address_of_key(*self.natural_key())
        super().clean()

    @property
    def part(self) -> str:
        """``16`` or ``chapter-2``: what addresses add to the instrument's slug."""
        return provision_part(self.kind, self.number)

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
