"""The admin's pages of printed passages, which nobody changes, and of listed resources."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from sessions import places
from sessions.admin.notes import links_on_place
from sessions.models import (
    Footnote,
    Paragraph,
    PassageCorrection,
    Resource,
    ResourceTranslation,
    Section,
    SectionTranslation,
)
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import ReadOnlyAdmin, RelatedFilter, Row, TableInline
from smuggling_kb.admin.cells import (
    EXCERPT,
    change_link,
    format_excerpt,
    format_lines,
    format_passage,
)
from smuggling_kb.admin.forms import WordsForm

WHY_READ_ONLY = gettext_lazy(
    "Source texts stay as printed in the document. Point out errors in an "
    "editorial note. Read a new file of the document with the command "
    "import_document. If the file itself is wrong, a reviewer corrects the "
    "passage on the page of the recommendation's text, with evidence; both "
    "wordings stay."
)


class SourceTextAdmin(ReadOnlyAdmin):
    """Columns for the words of a document and their place."""

    @admin.display(description=gettext_lazy("text"))
    def words(self, printed: Any) -> SafeString:
        return format_passage(printed.text, printed.version.language)

    @admin.display(description=gettext_lazy("text"))
    def text_excerpt(self, printed: Any) -> SafeString:
        return format_excerpt(printed.text, printed.version.language)

    @admin.display(description=gettext_lazy("place"))
    def place(self, printed: Any) -> str:
        return places.place_label(printed.anchor) or printed.anchor

    @admin.display(description=gettext_lazy("citations"))
    def citation_links(self, printed: Any) -> str:
        return format_lines(
            change_link(citation, format_passage(citation.as_written, printed.version.language))
            for citation in printed.citations.all()
        )

    @admin.display(description=gettext_lazy("editorial notes"))
    def note_links(self, printed: Any) -> str:
        return links_on_place(printed.version.document, printed.anchor)


class PassageAdmin(SourceTextAdmin, AuditedAdmin[Row]):
    """The pages of one kind of passage."""

    def view_on_site(self, printed: Any) -> str:
        """Return the address of the place in the document as readers see it."""
        document = reverse("recommendations:document", args=(printed.version.document.symbol,))
        return f"{document}#{printed.anchor}"


class SectionParagraphInline(SourceTextAdmin, TableInline[Paragraph, Section]):
    model = Paragraph
    select_related = ("version__document",)
    fields = ("place", "kind", "text_excerpt")
    readonly_fields = fields
    show_change_link = True


class SectionTranslationLinks(ReadOnlyAdmin, TableInline[SectionTranslation, Section]):
    """Shows the translations of a heading, which are changed on their own pages."""

    model = SectionTranslation
    fields = ("language", "words")
    readonly_fields = fields
    show_change_link = True

    @admin.display(description=gettext_lazy("heading"))
    def words(self, translation: SectionTranslation) -> SafeString:
        return format_passage(translation.heading, translation.language)


@admin.register(Section)
class SectionAdmin(PassageAdmin[Section]):
    select_related = ("version__document", "parent")
    list_display = ("anchor", "printed_heading", "level", "version")
    list_filter = (("version", RelatedFilter), "level")
    search_fields = ("heading", "=anchor", "version__document__symbol")
    search_help_text = gettext_lazy("Words of the heading, anchor, or symbol of the document")
    fieldsets = (
        (
            None,
            {
                "fields": ("version", "parent", "printed_heading", "note_links"),
                "description": WHY_READ_ONLY,
            },
        ),
        (gettext_lazy("Place in the document"), {"fields": ("anchor", "level", "position")}),
    )
    inlines = (SectionTranslationLinks, SectionParagraphInline)

    @admin.display(description=gettext_lazy("heading"), ordering="position")
    def printed_heading(self, section: Section) -> SafeString:
        return format_passage(section.printed_heading, section.version.language)


@admin.register(PassageCorrection)
class PassageCorrectionAdmin(ReadOnlyAdmin, AuditedAdmin[PassageCorrection]):
    """Pages of corrected passages; they are corrected with the texts that were read from them."""

    select_related = ("paragraph__version__document",)
    list_display = ("paragraph", "text_excerpt", "evidence", "by_name", "at")
    search_fields = ("text_read", "paragraph__text", "paragraph__version__document__symbol")
    fields = ("paragraph", "text_read", "evidence", "by_name", "at")

    @admin.display(description=gettext_lazy("words in the file that was read"))
    def text_excerpt(self, correction: PassageCorrection) -> SafeString:
        return format_excerpt(correction.text_read, correction.paragraph.version.language)


class ParagraphItemInline(SourceTextAdmin, TableInline[Paragraph, Paragraph]):
    model = Paragraph
    select_related = ("version__document",)
    verbose_name_plural = gettext_lazy("items")
    fields = ("label", "words")
    readonly_fields = fields
    show_change_link = True


class ParagraphFootnoteInline(SourceTextAdmin, TableInline[Footnote, Paragraph]):
    model = Footnote
    select_related = ("version__document",)
    fields = ("mark", "offset", "words")
    readonly_fields = fields
    show_change_link = True


@admin.register(Paragraph)
class ParagraphAdmin(PassageAdmin[Paragraph]):
    select_related = ("version__document", "section", "parent__version__document")
    list_display = ("__str__", "place", "kind", "heading", "text_excerpt")
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
            {"fields": ("recommendation_links", "citation_links", "resource_links", "note_links")},
        ),
        (
            gettext_lazy("Place in the document"),
            {"fields": ("kind", ("number", "label"), "anchor", "position")},
        ),
    )

    def choice_label(self, paragraph: Paragraph) -> str:
        """Return document, place and first words: what somebody picks a passage by."""
        document = paragraph.version.document.symbol
        words = Truncator(paragraph.text).chars(EXCERPT)
        return f"{document}, {self.place(paragraph)}: {words}"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Show tables only of what the paragraph has."""
        has_items, has_footnotes = obj.items.exists(), obj.footnotes.exists()
        return [ParagraphItemInline] * has_items + [ParagraphFootnoteInline] * has_footnotes

    @admin.display(description=gettext_lazy("section"))
    def heading(self, paragraph: Paragraph) -> str:
        if paragraph.section is None:
            return ""
        return format_passage(paragraph.section.printed_heading, paragraph.version.language)

    @admin.display(description=gettext_lazy("recommendations read from it"))
    def recommendation_links(self, paragraph: Paragraph) -> str:
        texts = paragraph.recommendation_texts.select_related("recommendation")
        return format_lines(change_link(text.recommendation) for text in texts)

    @admin.display(description=gettext_lazy("resources"))
    def resource_links(self, paragraph: Paragraph) -> str:
        return format_lines(
            change_link(resource, format_passage(resource.title, paragraph.version.language))
            for resource in paragraph.resources.all()
        )


@admin.register(Footnote)
class FootnoteAdmin(PassageAdmin[Footnote]):
    select_related = ("version__document", "paragraph__version__document")
    list_display = ("__str__", "mark", "paragraph", "text_excerpt")
    list_filter = (("version", RelatedFilter),)
    search_fields = ("text", "=anchor", "version__document__symbol")
    search_help_text = gettext_lazy("Words of the text, anchor, or symbol of the document")
    fieldsets = (
        (
            None,
            {
                "fields": ("version", "paragraph", "mark", "words", "citation_links", "note_links"),
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


class ResourceTranslationForm(WordsForm):
    words = ("title",)


class ResourceTranslationInline(TableInline[ResourceTranslation, Resource]):
    model = ResourceTranslation
    form = ResourceTranslationForm
    verbose_name = gettext_lazy("translation")
    verbose_name_plural = gettext_lazy("translations")


@admin.register(Resource)
class ResourceAdmin(AuditedAdmin[Resource]):
    form = ResourceForm
    inlines = (ResourceTranslationInline,)
    select_related = ("paragraph__version__document",)
    list_display = ("text_excerpt", "kind", "paragraph", "url")
    list_filter = (
        "kind",
        ("paragraph__version", RelatedFilter),
        ("url", admin.EmptyFieldListFilter),
    )
    search_fields = ("title", "url", "paragraph__version__document__symbol")
    autocomplete_fields = ("paragraph",)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def text_excerpt(self, resource: Resource) -> SafeString:
        return format_excerpt(resource.title, resource.paragraph.version.language)


class SectionTranslationForm(WordsForm):
    words = ("heading",)


@admin.register(SectionTranslation)
class SectionTranslationAdmin(AuditedAdmin[SectionTranslation]):
    form = SectionTranslationForm
    select_related = ("section__version__document",)
    list_display = ("text_excerpt", "language", "section")
    list_filter = ("language", "section__version__document")
    search_fields = ("heading", "section__heading", "section__version__document__symbol")
    autocomplete_fields = ("section",)

    @admin.display(description=gettext_lazy("heading"), ordering="heading")
    def text_excerpt(self, translation: SectionTranslation) -> SafeString:
        return format_excerpt(translation.heading, translation.language)


@admin.register(ResourceTranslation)
class ResourceTranslationAdmin(AuditedAdmin[ResourceTranslation]):
    form = ResourceTranslationForm
    select_related = ("resource__paragraph__version__document",)
    list_display = ("text_excerpt", "language", "resource")
    list_filter = ("language", "resource__kind", "resource__paragraph__version__document")
    search_fields = ("title", "resource__title", "resource__paragraph__version__document__symbol")
    autocomplete_fields = ("resource",)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def text_excerpt(self, translation: ResourceTranslation) -> SafeString:
        return format_excerpt(translation.title, translation.language)
