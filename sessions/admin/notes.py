"""The admin's pages of editorial notes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sessions import places
from sessions.admin.forms import AnchorForm
from sessions.models import Document, EditorialNote, EditorialNoteText
from smuggling_kb.curation import Page, Stack, WordsForm, excerpt, link, listed, passage
from smuggling_kb.languages import INTERFACE
from smuggling_kb.preference import SOURCE, language_rank


def wording_of(note: EditorialNote) -> str:
    """The beginning of what a note says to a reader of the active language; reads ``texts``."""
    texts = sorted(note.texts.all(), key=lambda text: language_rank(text.language, get_language()))
    return excerpt(texts[0].text, texts[0].language) if texts else ""


def notes_on(document: Document, anchor: str) -> str:
    """Links to the notes on a place, and to the form for one more."""
    return notes_at([(document, anchor)])


def notes_at(places: Collection[tuple[Document, str]]) -> str:
    """The same of several places; one query."""
    wanted = Q(pk=None)
    for document, anchor in places:
        wanted |= Q(document=document, anchor=anchor)
    found: dict[tuple[Document, str], list[EditorialNote]] = {place: [] for place in places}
    for note in EditorialNote.objects.filter(wanted).select_related("document"):
        found[note.document, note.anchor].append(note)
    return listed(
        line
        for (document, anchor), notes in found.items()
        for line in (*map(link, notes), new_note(document, anchor))
    )


def new_note(document: Document, anchor: str = "") -> SafeString:
    """A link to the form for a note on a place."""
    return format_html(
        '<a class="addlink" href="{}?{}">{}</a>',
        reverse("admin:wg_sessions_editorialnote_add"),
        urlencode({"document": document.pk, "anchor": anchor}),
        _("Add an editorial note"),
    )


def lacking_a_wording(notes: QuerySet[EditorialNote]) -> QuerySet[EditorialNote]:
    """The notes that do not speak every language of the interface."""
    held = Count("texts", filter=Q(texts__language__in=INTERFACE), distinct=True)
    return notes.annotate(wordings_held=held).filter(wordings_held__lt=len(INTERFACE))


class WordingsFilter(admin.SimpleListFilter):
    """Notes by whether every reader of this site can read them."""

    title = gettext_lazy("wordings")
    parameter_name = "wordings"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("lacking", gettext_lazy("Not in every language of this site"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return lacking_a_wording(queryset) if self.value() == "lacking" else queryset


class NoteForm(AnchorForm, WordsForm):
    """The words that a note concerns are a document's, and those held are all Chinese."""

    words = ("quote",)

    def language(self) -> str:
        return SOURCE


class NoteTextForm(WordsForm):
    words = ("text",)


class TextsOfNote(Stack[EditorialNoteText, EditorialNote]):
    model = EditorialNoteText
    form = NoteTextForm
    verbose_name = gettext_lazy("wording")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new note has room for its wording in each language of the interface."""
        return 0 if obj else len(INTERFACE)

    verbose_name_plural = gettext_lazy("wordings")


@admin.register(EditorialNote)
class EditorialNoteAdmin(Page[EditorialNote]):
    form = NoteForm
    joined = ("document",)
    list_prefetched = ("texts",)
    list_display = ("document", "place", "kind", "words", "wording")
    list_display_links = ("document", "place")
    list_filter = (WordingsFilter, "kind", "document")
    search_fields = ("quote", "texts__text", "=anchor", "document__symbol")
    search_help_text = gettext_lazy("Words of the note or of the passage, anchor, or symbol")
    autocomplete_fields = ("document",)
    fieldsets = (
        (
            None,
            {
                "fields": ("document", "anchor", "kind", "quote"),
                "description": gettext_lazy(
                    "A note is shown beside the passage that it is on. The printed words stay"
                    " as they are. Write it in each language of the site."
                ),
            },
        ),
    )
    inlines = (TextsOfNote,)

    @admin.display(description=gettext_lazy("place"), ordering="anchor")
    def place(self, note: EditorialNote) -> str:
        return places.cited(note.anchor) or note.anchor or _("the whole document")

    @admin.display(description=gettext_lazy("words concerned"), ordering="quote")
    def words(self, note: EditorialNote) -> str:
        return passage(note.quote, SOURCE) if note.quote else ""

    @admin.display(description=gettext_lazy("wording"))
    def wording(self, note: EditorialNote) -> str:
        return wording_of(note)


@admin.register(EditorialNoteText)
class EditorialNoteTextAdmin(Page[EditorialNoteText]):
    form = NoteTextForm
    joined = ("note__document",)
    list_display = ("note", "language", "beginning")
    list_filter = ("language", "note__kind", "note__document")
    search_fields = ("text", "note__quote", "note__document__symbol")
    autocomplete_fields = ("note",)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def beginning(self, text: EditorialNoteText) -> SafeString:
        return excerpt(text.text, text.language)
