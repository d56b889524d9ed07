"""The parts of a recommendation that are edited in its own page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.admin.forms import (
    ArchiveNoteRows,
    OccurrenceRows,
    PlaceForm,
    RemarkForm,
    SubjectRows,
    TextForm,
    TextRows,
    ThemeRows,
)
from recommendations.models import (
    ArchiveNote,
    Occurrence,
    ProvisionLink,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Relation,
    RelationType,
    Scheme,
    Theme,
    ThemeAssignment,
)
from recommendations.names.themes import theme_name
from recommendations.rendering.diff import mark_changes
from sessions import places
from smuggling_kb.admin.bases import StackInline, TableInline
from smuggling_kb.admin.forms import InlineRows
from smuggling_kb.templatetags.languages import lang_and_dir

#: What a form asks of a text that would differ from its source passage.
DIFFERENCE_FIELDS = ("difference", "evidence")


class TextInline(StackInline[RecommendationText, Recommendation]):
    model = RecommendationText
    form = TextForm
    formset = TextRows
    select_related = ("recommendation", "source__version__document")
    autocomplete_fields = ("source",)
    show_change_link = True
    readonly_fields = ("stage", "printed_passage")
    is_fact = False
    ordering = ("text_status", "pk")  # What is official stands first.

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the words beside their passage; of a stored text, fold what seldom changes.

        Those who may change texts alone are asked what is to become of a difference.
        """
        may_change = self.has_change_permission(request, obj)
        may_write = may_change or self.has_add_permission(request, obj)
        question = DIFFERENCE_FIELDS if may_write else ()
        words = ("chapeau", "text", "modal", *question, "printed_passage")
        place = ("source_place",) if may_write else ()
        origin = (("language", "text_status", "stage"), "source", *place, "document_symbol")
        return (
            (None, {"fields": words, "classes": ("beside",)}),
            (
                gettext_lazy("Language and source"),
                {"fields": origin, "classes": ("collapse",) if obj else ()},
            ),
        )

    @admin.display(description=gettext_lazy("source passage"))
    def printed_passage(self, text: RecommendationText) -> str:
        """Return the words that the source passage prints, and a link to it."""
        printed = text.printed_wording if text.pk else None
        if printed is None or text.source is None:
            return _("Its source passage is not on this site.")
        symbol, anchor = text.source.version.document.symbol, text.source.anchor
        address = reverse("recommendations:document", args=(symbol,))
        words = text.wording.words
        return format_html(
            '<p class="printed" {}>{}</p>{}<p><a href="{}#{}">{}, {}</a></p>',
            lang_and_dir(text.source.version.language),
            printed.words,
            "" if printed == text.wording else _difference(text.language, printed.words, words),
            address,
            anchor,
            symbol,
            places.place_label(anchor),
        )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the formset for a user: not everybody may correct passages."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


def _difference(language: str, printed: str, words: str) -> SafeString:
    """Return what a text and its passage have each alone, marked."""
    return format_html(
        "<p>{}</p><p {}>{}</p>",
        _(
            "They differ. Words only in the passage are struck out, words only in the text"
            " underlined:"
        ),
        lang_and_dir(language),
        mark_changes(printed, words),
    )


class ArchiveNoteInline(StackInline[ArchiveNote, Recommendation]):
    """The words that readers find at the address of an archived recommendation."""

    model = ArchiveNote
    form = RemarkForm
    formset = ArchiveNoteRows
    classes = ("collapse",)
    is_fact = False


class ThemeInline(TableInline[ThemeAssignment, Recommendation]):
    """Themes that it is assigned to; entries of the subject index have a table of their own."""

    model = ThemeAssignment
    show_change_link = True
    formset: type[InlineRows] = ThemeRows
    select_related = ("recommendation", "theme")
    verbose_name = gettext_lazy("theme")
    verbose_name_plural = gettext_lazy("themes")
    scheme = Scheme.CHAPTERS
    is_fact = True

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[ThemeAssignment]:
        return super().get_queryset(request).filter(theme__scheme=self.scheme)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer themes by name, read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "theme":
            themes = Theme.objects.in_scheme(self.scheme).prefetch_related("names")
            choices = [(each.pk, theme_name(each)) for each in themes]
            field.choices = [("", "---------"), *choices]
            field.label = self.verbose_name
        return field


class SubjectInline(ThemeInline):
    formset = SubjectRows
    verbose_name = gettext_lazy("subject")
    verbose_name_plural = gettext_lazy("subjects")
    scheme = Scheme.SUBJECTS

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0


class AddresseeInline(TableInline[RecommendationAddressee, Recommendation]):
    model = RecommendationAddressee
    is_fact = True


class OccurrenceInline(TableInline[Occurrence, Recommendation]):
    model = Occurrence
    form = PlaceForm
    formset = OccurrenceRows
    select_related = ("document",)
    autocomplete_fields = ("document",)
    fields = ("passage", "document", "anchor", "relation")
    verbose_name_plural = gettext_lazy("places where it is printed")
    is_fact = False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ProvisionLinkInline(TableInline[ProvisionLink, Recommendation]):
    """Provisions that it is about, though its text does not cite them."""

    model = ProvisionLink
    show_change_link = True
    select_related = ("recommendation", "provision")
    autocomplete_fields = ("provision",)
    classes = ("collapse",)
    is_fact = False


class RelationInline(TableInline[Relation, Recommendation]):
    model = Relation
    show_change_link = True
    fk_name = "recommendation"
    select_related = ("recommendation", "target")
    autocomplete_fields = ("target",)
    fields = ("type", "target", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations to other recommendations")
    classes = ("collapse",)
    is_fact = False


class ReverseRelationInline(TableInline[Relation, Recommendation]):
    """Relations from their other end, in the words of that end."""

    model = Relation
    fk_name = "target"
    show_change_link = True
    select_related = ("recommendation", "target")
    autocomplete_fields = ("recommendation",)
    fields = ("type", "recommendation", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations stated by other recommendations")
    classes = ("collapse",)
    is_fact = False

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None and db_field.name == "type":
            field.choices = [("", "---------"), *((type_, type_.reverse) for type_ in RelationType)]
        return field
