"""Printed passages: headings, paragraphs, footnotes, and the resources that they list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.documents import LanguageVersion
from smuggling_kb.database.natural_keys import NaturalKeyModel


class Section(NaturalKeyModel):
    """A heading and what stands under it."""

    natural_fields = ("version__document__symbol", "version__language", "anchor")

    version = models.ForeignKey(
        LanguageVersion, models.CASCADE, verbose_name=_("language version"), related_name="sections"
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("section above"),
        related_name="children",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Counted over all passages of the document, from 1.")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    label = models.CharField(
        _("printed number"), max_length=10, blank=True, help_text=_("With its mark: A. or 七、")
    )
    heading = models.TextField(_("heading"))
    anchor = models.CharField(_("anchor"), max_length=30)

    class Meta:
        ordering = ("version", "position")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = (
            models.UniqueConstraint(fields=("version", "anchor"), name="section_anchor_unique"),
            models.UniqueConstraint(fields=("version", "position"), name="section_position_unique"),
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
                name="section_level_fits_parent",
            ),
        )

    def __str__(self) -> str:
        return self.printed_heading

    @property
    def printed_heading(self) -> str:
        """The heading with its printed number: ``A. 会议开幕``; ``七、关于…`` has no space."""
        gap = "" if self.label.endswith("、") else " "
        return f"{self.label}{gap}{self.heading}".lstrip()


class ParagraphKind(models.TextChoices):
    """The kinds of paragraphs."""

    COVER = "cover", _("Line of the cover")
    PARAGRAPH = "paragraph", _("Numbered paragraph")
    RECOMMENDATION = "recommendation", _("Numbered recommendation")
    ITEM = "item", _("Item of a paragraph")
    TEXT = "text", _("Paragraph without a number")
    ROW = "row", _("Row of a table")


class Paragraph(NaturalKeyModel):
    """A paragraph, a recommendation, one of its items, a line of the cover, a table's row.

    A paragraph without a number may go on from a numbered one, which is its parent. The cells of a
    row are parted by tabs.
    """

    natural_fields = ("version__document__symbol", "version__language", "anchor")

    version = models.ForeignKey(
        LanguageVersion,
        models.CASCADE,
        verbose_name=_("language version"),
        related_name="paragraphs",
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        verbose_name=_("section"),
        related_name="paragraphs",
        null=True,
        blank=True,
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("paragraph that it belongs to"),
        related_name="items",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Counted over all passages of the document, from 1.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ParagraphKind)
    number = models.PositiveSmallIntegerField(_("printed number"), null=True, blank=True)
    label = models.CharField(_("label of the item"), max_length=10, blank=True)
    anchor = models.CharField(_("anchor"), max_length=30)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("version", "position")
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = (
            models.UniqueConstraint(fields=("version", "anchor"), name="paragraph_anchor_unique"),
            models.UniqueConstraint(
                fields=("version", "position"), name="paragraph_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind="item", parent__isnull=False, number__isnull=True)
                | Q(kind="cover", parent__isnull=True, number__isnull=True, section__isnull=True)
                | Q(
                    kind__in=("paragraph", "recommendation"),
                    parent__isnull=True,
                    number__isnull=False,
                )
                | Q(kind="text", number__isnull=True)
                | Q(kind="row", parent__isnull=True, number__isnull=True),
                name="paragraph_kind_fits",
            ),
            models.CheckConstraint(
                condition=Q(kind="item") ^ Q(label=""), name="paragraph_label_of_items_only"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version.document.symbol}#{self.anchor}"


class Footnote(NaturalKeyModel):
    """A footnote, attached where its mark stands, wherever it was printed."""

    natural_fields = ("version__document__symbol", "version__language", "anchor")

    version = models.ForeignKey(
        LanguageVersion,
        models.CASCADE,
        verbose_name=_("language version"),
        related_name="footnotes",
    )
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, verbose_name=_("paragraph"), related_name="footnotes"
    )
    offset = models.PositiveIntegerField(
        _("place of the mark"), help_text=_("Characters of the paragraph's text before the mark.")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    mark = models.CharField(_("mark"), max_length=5)
    anchor = models.CharField(_("anchor"), max_length=30)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("version", "position")
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        constraints = (
            models.UniqueConstraint(fields=("version", "anchor"), name="footnote_anchor_unique"),
            models.UniqueConstraint(
                fields=("version", "position"), name="footnote_position_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version.document.symbol}#{self.anchor}"


class ResourceKind(models.TextChoices):
    """The kinds of resources that documents list."""

    QUESTION = "question", _("Question for discussion")
    MECHANISM = "mechanism", _("Information-sharing mechanism")
    TOOL = "tool", _("Tool or guide")


class Resource(NaturalKeyModel):
    """A question for discussion, a mechanism, a tool or a guide that a document lists."""

    natural_fields = (
        "paragraph__version__document__symbol",
        "paragraph__version__language",
        "paragraph__anchor",
        "title",
    )

    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, verbose_name=_("paragraph"), related_name="resources"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind)
    title = models.TextField(_("title"), help_text=_("As the document words it."))
    url = models.URLField(_("address"), blank=True)

    class Meta:
        ordering = ("paragraph__version", "paragraph__position", "id")
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = (
            models.UniqueConstraint(fields=("paragraph", "title"), name="resource_listed_once"),
        )

    def __str__(self) -> str:
        return self.title
