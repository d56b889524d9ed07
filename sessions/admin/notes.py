"""The admin's pages of editorial notes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sessions import places
from sessions.admin.forms import AnchorForm
from sessions.models import Document, EditorialNote, EditorialNoteText
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import StackInline
from smuggling_kb.admin.cells import change_link, format_excerpt, format_lines, format_passage
from smuggling_kb.admin.forms import InlineRows, WordsForm
from smuggling_kb.admin.missing_languages import MissingLanguageFilter, rows_lacking_languages
from smuggling_kb.languages import INTERFACE
from smuggling_kb.preference import SOURCE, language_rank


def format_wording(note: EditorialNote) -> str:
    """Return the beginning of a note for a reader of the active language; reads ``texts``."""
    texts = sorted(note.texts.all(), key=lambda text: language_rank(text.language, get_language()))
    return format_excerpt(texts[0].text, texts[0].language) if texts else ""


def links_on_place(document: Document, anchor: str) -> str:
    """Return links to the notes on a place, and to the form for one more."""
    return links_to_notes([(document, anchor)])


def links_to_notes(places: Collection[tuple[Document, str]]) -> str:
    """Return the same of several places; one query."""
    wanted = Q(pk=None)
    for document, anchor in places:
        wanted |= Q(document=document, anchor=anchor)
    found: dict[tuple[Document, str], list[EditorialNote]] = {place: [] for place in places}
    for note in EditorialNote.objects.filter(wanted).select_related("document"):
        found[note.document, note.anchor].append(note)
    return format_lines(
        line
        for (document, anchor), notes in found.items()
        for line in (*map(change_link, notes), add_note_link(document, anchor))
    )


def add_note_link(document: Document, anchor: str = "") -> SafeString:
    """Return a link to the form for a note on a place."""
    return format_html(
        '<a class="addlink" href="{}?{}">{}</a>',
        reverse("admin:wg_sessions_editorialnote_add"),
        urlencode({"document": document.pk, "anchor": anchor}),
        _("Add an editorial note"),
    )


def notes_missing_wordings(notes: QuerySet[EditorialNote]) -> QuerySet[EditorialNote]:
    """Return the notes without a wording in some language of the interface."""
    return rows_lacking_languages(notes, "texts")


class MissingWordingFilter(MissingLanguageFilter):
    """Filters notes by whether every reader of this site can read them in their language."""

    words = "texts"


class NoteForm(AnchorForm, WordsForm):
    """The form of a note; the words that it concerns are a document's, all of them Chinese."""

    words = ("quote",)

    def language(self) -> str:
        return SOURCE


class NoteTextForm(WordsForm):
    words = ("text",)


class NoteTextRows(InlineRows):
    """The wordings of a note, which has at least one."""

    def clean(self) -> None:
        super().clean()
        if not self.remaining_forms():
            raise forms.ValidationError(_("Write the note in at least one language."))


class NoteTextInline(StackInline[EditorialNoteText, EditorialNote]):
    model = EditorialNoteText
    form = NoteTextForm
    formset = NoteTextRows
    verbose_name = gettext_lazy("wording")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer a new note a wording in each language of the interface."""
        return 0 if obj else len(INTERFACE)

    verbose_name_plural = gettext_lazy("wordings")


@admin.register(EditorialNote)
class EditorialNoteAdmin(AuditedAdmin[EditorialNote]):
    form = NoteForm
    select_related = ("document",)
    list_prefetch_related = ("texts",)
    list_display = ("document", "place", "kind", "words", "wording")
    list_display_links = ("document", "place")
    list_filter = (MissingWordingFilter, "kind", "document")
    search_fields = ("quote", "texts__text", "=anchor", "document__symbol")
    search_help_text = gettext_lazy("Words of the note or of the passage, anchor, or symbol")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": ("document", "anchor", "kind", "quote"),
                "description": gettext_lazy(
                    "A note is shown beside the passage it is about. The printed words stay as "
                    "they are. Write it in at least one language; readers of a language without a "
                    "wording see another."
                ),
            },
        ),
    )
    inlines = (NoteTextInline,)

    @admin.display(description=gettext_lazy("place"), ordering="anchor")
    def place(self, note: EditorialNote) -> str:
        return places.place_label(note.anchor) or note.anchor or _("the whole document")

    @admin.display(description=gettext_lazy("words concerned"), ordering="quote")
    def words(self, note: EditorialNote) -> str:
        return format_passage(note.quote, SOURCE) if note.quote else ""

    @admin.display(description=gettext_lazy("wording"))
    def wording(self, note: EditorialNote) -> str:
        return format_wording(note)


@admin.register(EditorialNoteText)
class EditorialNoteTextAdmin(AuditedAdmin[EditorialNoteText]):
    form = NoteTextForm
    select_related = ("note__document",)
    list_display = ("note", "language", "text_excerpt")
    list_filter = ("language", "note__kind", "note__document")
    search_fields = ("text", "note__quote", "note__document__symbol")
    autocomplete_fields = ("note",)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def text_excerpt(self, text: EditorialNoteText) -> SafeString:
        return format_excerpt(text.text, text.language)
