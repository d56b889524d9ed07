"""Remarks of editors on places in documents."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.documents import Document
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.languages import LanguageCode


class NoteKind(models.TextChoices):
    """The subjects of editorial notes."""

    SLIP = "slip", _("Source slip")
    CONFLICT = "conflict", _("Conflict between sources")
    SYMBOL = "symbol", _("Symbol")
    SCOPE = "scope", _("Scope of the record")
    AMBIGUITY = "ambiguity", _("Unclear in the source")


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

    @property
    def kind_label(self) -> str:
        """The name of its kind; ``get_kind_display()`` puts all kinds into words each time."""
        return str(NoteKind(self.kind).label)


class EditorialNoteText(NaturalKeyModel):
    """The wording of a note in one language."""

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
