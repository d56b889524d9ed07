"""The admin's pages of documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sessions import symbols
from sessions.admin.forms import check_symbol
from sessions.admin.notes import add_note_link, format_wording
from sessions.admin.passages import WHY_READ_ONLY
from sessions.models import Document, DocumentTitle, EditorialNote, LanguageVersion
from smuggling_kb.admin.addressed import AddressedAdmin
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import ReadOnlyAdmin, TableInline
from smuggling_kb.admin.cells import format_excerpt, format_passage
from smuggling_kb.admin.forms import WordsForm
from smuggling_kb.languages import BY_CODE


class TitleForm(WordsForm):
    words = ("title",)


class DocumentForm(forms.ModelForm[Document]):
    def clean_symbol(self) -> str:
        symbol: str = self.cleaned_data["symbol"]
        check_symbol(symbol)
        return symbol


class DocumentTitleInline(TableInline[DocumentTitle, Document]):
    model = DocumentTitle
    form = TitleForm
    verbose_name = gettext_lazy("title")
    verbose_name_plural = gettext_lazy("titles")


def passage_list_links(version: LanguageVersion) -> SafeString:
    """Return links to the lists of what the document prints in a language."""
    lists = (
        ("section", _("sections")),
        ("paragraph", _("paragraphs")),
        ("footnote", _("footnotes")),
    )
    return format_html_join(
        " · ",
        '<a href="{}?version__id__exact={}">{}</a>',
        (
            (reverse(f"admin:wg_sessions_{model}_changelist"), version.pk, label)
            for model, label in lists
        ),
    )


class LanguageVersionInline(ReadOnlyAdmin, TableInline[LanguageVersion, Document]):
    model = LanguageVersion
    select_related = ("document",)
    fields = ("language", "text_status", "file_name", "passages")
    readonly_fields = fields
    show_change_link = True

    @admin.display(description=gettext_lazy("passages"))
    def passages(self, version: LanguageVersion) -> SafeString:
        return passage_list_links(version)


class EditorialNoteInline(TableInline[EditorialNote, Document]):
    """Shows notes, which are changed on their own pages together with their wordings."""

    model = EditorialNote
    select_related = ("document",)
    fields = ("anchor", "kind", "quote", "wording")
    readonly_fields = fields
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditorialNote]:
        return super().get_queryset(request).prefetch_related("texts")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("wording"))
    def wording(self, note: EditorialNote) -> str:
        return format_wording(note)


@admin.register(Document)
class DocumentAdmin(AddressedAdmin[Document]):
    form = DocumentForm
    select_related = ("session",)
    list_prefetch_related = ("titles",)
    list_display = ("symbol", "title", "genre", "year", "session", "symbol_origin", "publication")
    list_filter = ("publication", "genre", "year", "session", "symbol_origin")
    search_fields = ("symbol", "titles__title", "job_number")
    search_help_text = gettext_lazy("Symbol or words of the title, in any language")
    autocomplete_fields = ("session",)
    readonly_fields = ("publication", "original", "records", "note_links")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "symbol",
                    "symbol_origin",
                    "publication",
                    "original",
                    "records",
                    "note_links",
                )
            },
        ),
        (
            gettext_lazy("Type and session"),
            {"fields": ("genre", ("year", "issued"), "job_number", "session")},
        ),
    )
    inlines = (DocumentTitleInline, LanguageVersionInline, EditorialNoteInline)

    def view_on_site(self, document: Document) -> str | None:
        """Return its public page; a draft has none."""
        if document.is_draft:
            return None
        return reverse("recommendations:document", args=(document.symbol,))

    @admin.display(description=gettext_lazy("title"))
    def title(self, document: Document) -> str:
        title = document.title_for(get_language())
        return format_excerpt(title.title, title.language) if title else ""

    @admin.display(description=gettext_lazy("at the United Nations"))
    def original(self, document: Document) -> str:
        return format_html_join(
            " · ",
            '<a href="{}" hreflang="{}" lang="{}">{}</a>',
            (
                (symbols.un_address(document.symbol, language.code), *[language.tag] * 2, name)
                for language in BY_CODE.values()
                for name in [language.native_name]
                if document.symbol
            ),
        )

    @admin.display(description=gettext_lazy("recommendations"))
    def records(self, document: Document) -> str:
        if document.pk is None:
            return ""
        return format_html(
            '<a href="{}?occurrences__document__id__exact={}">{}</a>',
            reverse("admin:recommendations_recommendation_changelist"),
            document.pk,
            _("Recommendations printed in it"),
        )

    @admin.display(description=gettext_lazy("editorial notes"))
    def note_links(self, document: Document) -> str:
        return add_note_link(document) if document.pk else ""


@admin.register(DocumentTitle)
class DocumentTitleAdmin(AuditedAdmin[DocumentTitle]):
    form = TitleForm
    select_related = ("document",)
    list_display = ("document", "language", "words", "origin")
    list_filter = ("language", "origin", "document")
    search_fields = ("title", "document__symbol")
    autocomplete_fields = ("document",)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def words(self, title: DocumentTitle) -> str:
        return format_passage(title.title, title.language)


@admin.register(LanguageVersion)
class LanguageVersionAdmin(ReadOnlyAdmin, AuditedAdmin[LanguageVersion]):
    select_related = ("document",)
    list_display = ("document", "language", "text_status", "file_name", "passages")
    list_filter = ("language", "text_status", "document")
    search_fields = ("document__symbol", "document__titles__title", "file_name")
    fieldsets = (
        (
            None,
            {
                "fields": ("document", "language", "text_status", "passages"),
                "description": WHY_READ_ONLY,
            },
        ),
        (gettext_lazy("The file it was read from"), {"fields": ("file_name", "sha256")}),
    )

    @admin.display(description=gettext_lazy("passages"))
    def passages(self, version: LanguageVersion) -> SafeString:
        return passage_list_links(version)
