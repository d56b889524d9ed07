"""The admin's pages of what documents print, which nobody changes, and list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sessions import places
from sessions.admin.notes import notes_on
from sessions.models import Footnote, Paragraph, Resource, Section
from smuggling_kb.curation import (
    Page,
    ReadOnly,
    RelatedFilter,
    Row,
    Table,
    WordsForm,
    excerpt,
    link,
    listed,
    passage,
)

WHY_READ_ONLY = gettext_lazy(
    "Source texts are never corrected: they stay as the document prints them. What is wrong in"
    " them is said in an editorial note. A new file of the document is read with the command"
    " import_document."
)


class SourceText(ReadOnly):
    """The words of a document, and where they stand."""

    @admin.display(description=gettext_lazy("text"))
    def words(self, printed: Any) -> SafeString:
        return passage(printed.text, printed.version.language)

    @admin.display(description=gettext_lazy("text"))
    def beginning(self, printed: Any) -> SafeString:
        return excerpt(printed.text, printed.version.language)

    @admin.display(description=gettext_lazy("place"))
    def place(self, printed: Any) -> str:
        return places.cited(printed.anchor) or printed.anchor

    @admin.display(description=gettext_lazy("citations"))
    def cited(self, printed: Any) -> str:
        return listed(
            link(citation, passage(citation.as_written, printed.version.language))
            for citation in printed.citations.all()
        )

    @admin.display(description=gettext_lazy("editorial notes"))
    def noted(self, printed: Any) -> str:
        return notes_on(printed.version.document, printed.anchor)


class SourcePage(SourceText, Page[Row]):
    """The pages of one kind of passage."""

    def view_on_site(self, printed: Any) -> str:
        """The place in the document as readers see it."""
        document = reverse("recommendations:document", args=(printed.version.document.symbol,))
        return f"{document}#{printed.anchor}"


class ParagraphsOfSection(SourceText, Table[Paragraph, Section]):
    model = Paragraph
    joined = ("version__document",)
    fields = ("place", "kind", "beginning")
    readonly_fields = fields
    show_change_link = True


@admin.register(Section)
class SectionAdmin(SourcePage[Section]):
    joined = ("version__document", "parent")
    list_display = ("anchor", "heading_printed", "level", "version")
    list_filter = (("version", RelatedFilter), "level")
    search_fields = ("heading", "=anchor", "version__document__symbol")
    search_help_text = gettext_lazy("Words of the heading, anchor, or symbol of the document")
    fieldsets = (
        (
            None,
            {
                "fields": ("version", "parent", "heading_printed", "noted"),
                "description": WHY_READ_ONLY,
            },
        ),
        (gettext_lazy("Place in the document"), {"fields": ("anchor", "level", "position")}),
    )
    inlines = (ParagraphsOfSection,)

    @admin.display(description=gettext_lazy("heading"), ordering="position")
    def heading_printed(self, section: Section) -> SafeString:
        return passage(section.printed, section.version.language)


class ItemsOfParagraph(SourceText, Table[Paragraph, Paragraph]):
    model = Paragraph
    joined = ("version__document",)
    verbose_name_plural = gettext_lazy("items")
    fields = ("label", "words")
    readonly_fields = fields
    show_change_link = True


class FootnotesOfParagraph(SourceText, Table[Footnote, Paragraph]):
    model = Footnote
    joined = ("version__document",)
    fields = ("mark", "offset", "words")
    readonly_fields = fields
    show_change_link = True


@admin.register(Paragraph)
class ParagraphAdmin(SourcePage[Paragraph]):
    joined = ("version__document", "section", "parent__version__document")
    list_display = ("__str__", "place", "kind", "heading", "beginning")
    list_filter = (("version", RelatedFilter), "kind")
    search_fields = ("text", "=anchor", "version__document__symbol")
    search_help_text = gettext_lazy("Words of the text, anchor, or symbol of the document")
    fieldsets = (
        (
            None,
            {
                "fields": ("version", "heading", "parent", "place", "words"),
                "description": WHY_READ_ONLY,
            },
        ),
        (
            gettext_lazy("What belongs to it"),
            {"fields": ("read_from_it", "cited", "listed_in_it", "noted")},
        ),
        (
            gettext_lazy("Place in the document"),
            {"fields": ("kind", ("number", "label"), "anchor", "position")},
        ),
    )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Tables of what there is, none of what there is not."""
        has_items, has_footnotes = obj.items.exists(), obj.footnotes.exists()
        return [ItemsOfParagraph] * has_items + [FootnotesOfParagraph] * has_footnotes

    @admin.display(description=gettext_lazy("section"))
    def heading(self, paragraph: Paragraph) -> str:
        if paragraph.section is None:
            return ""
        return passage(paragraph.section.printed, paragraph.version.language)

    @admin.display(description=gettext_lazy("recommendations read from it"))
    def read_from_it(self, paragraph: Paragraph) -> str:
        texts = paragraph.recommendation_texts.select_related("recommendation")
        return listed(link(text.recommendation) for text in texts)

    @admin.display(description=gettext_lazy("resources"))
    def listed_in_it(self, paragraph: Paragraph) -> str:
        return listed(
            link(resource, passage(resource.title, paragraph.version.language))
            for resource in paragraph.resources.all()
        )


@admin.register(Footnote)
class FootnoteAdmin(SourcePage[Footnote]):
    joined = ("version__document", "paragraph__version__document")
    list_display = ("__str__", "mark", "paragraph", "beginning")
    list_filter = (("version", RelatedFilter),)
    search_fields = ("text", "=anchor", "version__document__symbol")
    search_help_text = gettext_lazy("Words of the text, anchor, or symbol of the document")
    fieldsets = (
        (
            None,
            {
                "fields": ("version", "paragraph", "mark", "words", "cited", "noted"),
                "description": WHY_READ_ONLY,
            },
        ),
        (gettext_lazy("Place in the document"), {"fields": ("offset", "anchor", "position")}),
    )


class ResourceForm(WordsForm):
    words = ("title",)

    def language(self) -> str:
        resource = self.instance
        return resource.paragraph.version.language if resource.paragraph_id else ""


@admin.register(Resource)
class ResourceAdmin(Page[Resource]):
    form = ResourceForm
    joined = ("paragraph__version__document",)
    list_display = ("beginning", "kind", "paragraph", "url")
    list_filter = (
        "kind",
        ("paragraph__version", RelatedFilter),
        ("url", admin.EmptyFieldListFilter),
    )
    search_fields = ("title", "url", "paragraph__version__document__symbol")
    autocomplete_fields = ("paragraph",)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def beginning(self, resource: Resource) -> SafeString:
        return excerpt(resource.title, resource.paragraph.version.language)
