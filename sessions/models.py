"""Meetings of the Working Group, the documents before them, and every passage those print."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.genres import genre_choices
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.natural_keys import NaturalKeyModel


class City(models.TextChoices):
    """Where meetings are held."""

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


class SymbolOrigin(models.TextChoices):
    """How a document's symbol is known."""

    PRINTED = "printed", _("Printed in the text")
    INFERRED = "inferred", _("Inferred")
    CONFIRMED = "confirmed", _("Inferred, confirmed by another document")


class Document(NaturalKeyModel):
    """A United Nations document, in whatever languages it is held."""

    natural_fields = ("symbol",)

    symbol = models.CharField(_("symbol"), max_length=60, unique=True)
    symbol_origin = models.CharField(_("origin of the symbol"), max_length=20, choices=SymbolOrigin)
    genre = models.CharField(_("genre"), max_length=20, choices=genre_choices)
    year = models.PositiveSmallIntegerField(_("year"))
    issued = models.DateField(_("date of distribution"), null=True, blank=True)
    session = models.ForeignKey(
        WorkingGroupSession,
        models.PROTECT,
        verbose_name=_("session"),
        related_name="documents",
        null=True,
        blank=True,
        help_text=_(
            "The session of the Working Group that it was prepared for, or that it reports on."
        ),
    )

    class Meta:
        ordering = ("year", "symbol")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (
            models.CheckConstraint(condition=~Q(symbol=""), name="document_symbol_not_empty"),
        )

    def __str__(self) -> str:
        return self.symbol


class NameOrigin(models.TextChoices):
    """Whether a name is printed in a document or was given by an editor."""

    DOCUMENT = "document", _("From the document")
    EDITOR = "editor", _("Editor")


class DocumentTitle(NaturalKeyModel):
    """The title of a document in one language."""

    natural_fields = ("document__symbol", "language")

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="titles"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    title = models.CharField(_("title"), max_length=300)
    origin = models.CharField(_("origin"), max_length=20, choices=NameOrigin)

    class Meta:
        ordering = ("document", "language")
        verbose_name = _("document title")
        verbose_name_plural = _("document titles")
        constraints = (
            models.UniqueConstraint(fields=("document", "language"), name="one_title_per_language"),
        )

    def __str__(self) -> str:
        return self.title


class LanguageVersion(NaturalKeyModel):
    """The text of a document in one language, read from one file."""

    natural_fields = ("document__symbol", "language")

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="versions"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text_status = models.CharField(
        _("status of the text"), max_length=20, choices=TextStatus, default=TextStatus.OFFICIAL
    )
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)

    class Meta:
        ordering = ("document", "language")
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "language"), name="one_version_per_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"


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
        return self.printed

    @property
    def printed(self) -> str:
        """The heading with its printed number: ``A. 会议开幕``; ``七、关于…`` has no space."""
        gap = "" if self.label.endswith("、") else " "
        return f"{self.label}{gap}{self.heading}".lstrip()


class ParagraphKind(models.TextChoices):
    """What kind of passage a paragraph is."""

    COVER = "cover", _("Line of the cover")
    PARAGRAPH = "paragraph", _("Numbered paragraph")
    RECOMMENDATION = "recommendation", _("Numbered recommendation")
    ITEM = "item", _("Item of a paragraph")


class Paragraph(NaturalKeyModel):
    """A numbered paragraph or recommendation, one of its items, or a line of the cover."""

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
        verbose_name=_("paragraph that it is an item of"),
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
                    section__isnull=False,
                ),
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
    """What documents list for others to use."""

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


class NoteKind(models.TextChoices):
    """Why an editor wrote a note."""

    SLIP = "slip", _("Source slip")
    CONFLICT = "conflict", _("Conflict between sources")
    SYMBOL = "symbol", _("Symbol")
    SCOPE = "scope", _("Scope of the record")


class EditorialNote(NaturalKeyModel):
    """An editor's remark on a place in a document; the printed words stay as they are."""

    natural_fields = ("document__symbol", "anchor", "kind", "quote")

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="notes"
    )
    anchor = models.CharField(
        _("anchor"), max_length=30, blank=True, help_text=_("Empty: the whole document.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoteKind)
    quote = models.CharField(
        _("words concerned"), max_length=200, blank=True, help_text=_("As printed.")
    )

    class Meta:
        ordering = ("document", "anchor", "kind", "quote")
        verbose_name = _("editorial note")
        verbose_name_plural = _("editorial notes")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "anchor", "kind", "quote"), name="note_written_once"
            ),
        )

    def __str__(self) -> str:
        place = f"{self.document.symbol}#{self.anchor}" if self.anchor else self.document.symbol
        return f"{place}: {self.quote}" if self.quote else place


class EditorialNoteText(NaturalKeyModel):
    """What a note says, in one language."""

    natural_fields = (
        "note__document__symbol",
        "note__anchor",
        "note__kind",
        "note__quote",
        "language",
    )

    note = models.ForeignKey(
        EditorialNote, models.CASCADE, verbose_name=_("editorial note"), related_name="texts"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("note", "language")
        verbose_name = _("wording of a note")
        verbose_name_plural = _("wordings of notes")
        constraints = (
            models.UniqueConstraint(fields=("note", "language"), name="one_note_text_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.note} ({self.language})"
