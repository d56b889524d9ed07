"""Documents, their titles and their texts in each language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sessions.genres import genre_choices
from sessions.models.meetings import WorkingGroupSession
from sessions.models.publication import Publication, publication_constraint, publication_field
from smuggling_kb.addresses.models import AddressedModel
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.preference import SOURCE, choose_row, missing_languages, text_preference


class SymbolOrigin(models.TextChoices):
    """The origins of a document's symbol."""

    PRINTED = "printed", _("Printed in the text")
    INFERRED = "inferred", _("Inferred")
    CONFIRMED = "confirmed", _("Inferred, confirmed by another document")


class DocumentQuerySet(QuerySet["Document"]):
    """The vocabulary in which the rest of the code asks for documents."""

    def published(self) -> DocumentQuerySet:
        """Documents that the public may see."""
        return self.filter(publication=Publication.PUBLISHED)

    def drafts(self) -> DocumentQuerySet:
        """Documents that only the staff sees."""
        return self.filter(publication=Publication.DRAFT)


DocumentManager = NaturalKeyManager.from_queryset(DocumentQuerySet)


class Document(AddressedModel):
    """A United Nations document, in whatever languages it is held."""

    natural_fields = ("symbol",)
    address_field = "symbol"
    address_parts = ("symbol",)

    symbol = models.CharField(_("symbol"), max_length=60, unique=True)
    publication = publication_field()
    symbol_origin = models.CharField(_("origin of the symbol"), max_length=20, choices=SymbolOrigin)
    genre = models.CharField(_("genre"), max_length=20, choices=genre_choices)
    year = models.PositiveSmallIntegerField(_("year"))
    issued = models.DateField(_("date of distribution"), null=True, blank=True)
    job_number = models.CharField(
        _("job number"),
        max_length=20,
        blank=True,
        help_text=_("Printed at the feet of its pages: V.22-02384."),
    )
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

    objects: ClassVar[DocumentManager[Document]] = DocumentManager()

    class Meta:
        ordering = ("year", "symbol")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (
            models.CheckConstraint(condition=~Q(symbol=""), name="document_symbol_not_empty"),
            publication_constraint("document_publication_known"),
        )

    def __str__(self) -> str:
        return self.symbol

    @property
    def is_draft(self) -> bool:
        """Return whether only the staff sees it."""
        return self.publication == Publication.DRAFT

    @property
    def missing_languages(self) -> list[str]:
        """The languages that it is not held in; reads ``versions``."""
        return missing_languages(self.versions.all())

    def version_for(self, language: str) -> LanguageVersion | None:
        """Return its text in a language, else in another; reads ``versions``."""
        return choose_row(self.versions.all(), language)

    def title_for(self, language: str) -> DocumentTitle | None:
        """Return its title in a language, else in another; reads ``titles``."""
        return text_preference(language).choose(self.titles.all())

    def printed_title_for(self, language: str) -> DocumentTitle | None:
        """Return its title as the document itself prints it, likewise; reads ``titles``."""
        printed = (title for title in self.titles.all() if title.origin == NameOrigin.DOCUMENT)
        return choose_row(printed, language)


class NameOrigin(models.TextChoices):
    """The origins of a title: printed in a document or given by an editor."""

    DOCUMENT = "document", _("From the document")
    EDITOR = "editor", _("Editor")


class DocumentTitleQuerySet(QuerySet["DocumentTitle"]):
    """The vocabulary in which the rest of the code asks for titles."""

    def title_by_document(self, language: str) -> dict[int, DocumentTitle]:
        """Return the title for a reader of a language by the document's primary key; one query."""
        titles = text_preference(language).in_order(self)
        # The best language comes last and so stays.
        return {title.document_id: title for title in reversed(titles)}


DocumentTitleManager = NaturalKeyManager.from_queryset(DocumentTitleQuerySet)


class DocumentTitle(NaturalKeyModel):
    """The title of a document in one language."""

    natural_fields = ("document__symbol", "language")

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="titles"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    title = models.CharField(_("title"), max_length=600)
    origin = models.CharField(_("origin"), max_length=20, choices=NameOrigin)

    objects: ClassVar[DocumentTitleManager[DocumentTitle]] = DocumentTitleManager()

    class Meta:
        ordering = ("document", "language")
        verbose_name = _("document title")
        verbose_name_plural = _("document titles")
        constraints = (
            models.UniqueConstraint(fields=("document", "language"), name="one_title_per_language"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_original(self) -> bool:
        """Return whether the document itself prints it."""
        return self.origin == NameOrigin.DOCUMENT

    @property
    def is_translation(self) -> bool:
        """Return whether an editor put it into another language than that of the documents."""
        return not self.is_original and self.language != SOURCE


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
