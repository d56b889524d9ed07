"""Themes and subjects, their names, and what is assigned to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import Provenance, Scheme
from smuggling_kb.addresses.models import AddressedModel
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class ThemeQuerySet(QuerySet["Theme"]):
    """The vocabulary in which the rest of the code asks for themes: always of one scheme."""

    def in_scheme(self, scheme: str) -> ThemeQuerySet:
        """The themes of one scheme."""
        return self.filter(scheme=scheme)

    def chapters(self) -> ThemeQuerySet:
        """The chapters of the compilation: what the site calls themes."""
        return self.in_scheme(Scheme.CHAPTERS)

    def subjects(self) -> ThemeQuerySet:
        """The entries of the subject index, main ones and those below them."""
        return self.in_scheme(Scheme.SUBJECTS)


ThemeManager = NaturalKeyManager.from_queryset(ThemeQuerySet)


class Theme(AddressedModel):
    """A theme, in a tree within its scheme: a chapter, or an entry of the subject index."""

    natural_fields = ("slug",)
    address_field = "slug"
    address_parts = ("slug",)

    slug = models.SlugField(_("slug"), unique=True)
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("theme above"),
        related_name="children",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("position"))

    objects: ClassVar[ThemeManager[Theme]] = ThemeManager()

    class Meta:
        ordering = ("scheme", "position")
        verbose_name = _("theme or subject")
        verbose_name_plural = _("themes and subjects")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "position"), name="theme_position_unique"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="theme_not_its_own_parent",
                violation_error_message=_("A theme cannot stand under itself."),
            ),
        )

    def __str__(self) -> str:
        return self.slug


class ThemeName(NaturalKeyModel):
    """The name of a theme in one language."""

    natural_fields = ("theme__slug", "language")

    theme = models.ForeignKey(
        Theme, models.CASCADE, verbose_name=_("theme or subject"), related_name="names"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    name = models.CharField(_("name"), max_length=200)
    reading = models.CharField(
        _("reading"),
        max_length=1400,
        blank=True,
        help_text=_(
            "By which it is put in order: of Chinese, the pinyin with the numbers of the tones."
            " Left empty, it is filled in."
        ),
    )
    description = models.TextField(_("what belongs there"), blank=True)

    class Meta:
        ordering = ("theme", "language")
        verbose_name = _("name of a theme or subject")
        verbose_name_plural = _("names of themes and subjects")
        constraints = (
            models.UniqueConstraint(fields=("theme", "language"), name="one_theme_name_a_language"),
        )

    def __str__(self) -> str:
        return self.name


class ThemeSynonym(NaturalKeyModel):
    """Another word by which searches find a theme, in one language."""

    natural_fields = ("theme__slug", "language", "word")

    theme = models.ForeignKey(
        Theme, models.CASCADE, verbose_name=_("theme or subject"), related_name="synonyms"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    word = models.CharField(
        _("word"),
        max_length=100,
        help_text=_(
            "What people may type who do not know the name. Of a word with several forms, one is"
            " enough; the same word may stand for several themes."
        ),
    )

    class Meta:
        ordering = ("theme", "language", "id")
        verbose_name = _("word for searches")
        verbose_name_plural = _("words for searches")
        constraints = (
            models.UniqueConstraint(
                fields=("theme", "language", "word"), name="theme_synonym_once"
            ),
        )

    def __str__(self) -> str:
        return self.word


class ThemeAssignmentQuerySet(QuerySet["ThemeAssignment"]):
    """The vocabulary in which the rest of the code asks for assignments of themes."""

    def in_scheme(self, scheme: str) -> ThemeAssignmentQuerySet:
        """Assignments to themes of one scheme."""
        return self.filter(theme__scheme=scheme)

    def chapters(self) -> ThemeAssignmentQuerySet:
        """Assignments to chapters of the compilation."""
        return self.in_scheme(Scheme.CHAPTERS)

    def subjects(self) -> ThemeAssignmentQuerySet:
        """Assignments to entries of the subject index."""
        return self.in_scheme(Scheme.SUBJECTS)


ThemeAssignmentManager = NaturalKeyManager.from_queryset(ThemeAssignmentQuerySet)


class ThemeAssignment(NaturalKeyModel):
    """The assignment of a recommendation to a theme, and who made it."""

    natural_fields = ("recommendation__code", "theme__slug")

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="theme_assignments",
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name=_("theme or subject"), related_name="assignments"
    )
    origin = models.CharField(
        _("origin"), max_length=20, choices=Provenance, default=Provenance.EDITOR
    )

    objects: ClassVar[ThemeAssignmentManager[ThemeAssignment]] = ThemeAssignmentManager()

    class Meta:
        ordering = ("recommendation", "theme__scheme", "theme__position")
        verbose_name = _("assigned theme or subject")
        verbose_name_plural = _("assigned themes and subjects")
        constraints = (
            models.UniqueConstraint(fields=("recommendation", "theme"), name="theme_assigned_once"),
        )

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.theme.slug}"


class ThemeAssignmentReason(NaturalKeyModel):
    """The reason for which an editor assigned a theme, in one language."""

    natural_fields = ("assignment__recommendation__code", "assignment__theme__slug", "language")

    assignment = models.ForeignKey(
        ThemeAssignment,
        models.CASCADE,
        verbose_name=_("assigned theme or subject"),
        related_name="reasons",
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("assignment", "language")
        verbose_name = _("reason for a theme or subject")
        verbose_name_plural = _("reasons for themes and subjects")
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "language"), name="one_reason_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text
