"""The parts of a recommendation that are edited in its own page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from recommendations.admin.forms import (
    ArchiveNoteRows,
    OccurrenceRows,
    RemarkForm,
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
from sessions.admin.forms import AnchorForm
from smuggling_kb.admin.bases import StackInline, TableInline

#: What a form asks of a text that would differ from its source passage.
DIFFERENCE_FIELDS = ("difference", "evidence")


class TextInline(StackInline[RecommendationText, Recommendation]):
    model = RecommendationText
    form = TextForm
    formset = TextRows
    select_related = ("recommendation", "source__version__document")
    autocomplete_fields = ("source",)
    show_change_link = True
    readonly_fields = ("stage",)
    fields = (
        ("language", "text_status", "stage"),
        "chapeau",
        "text",
        "modal",
        "source",
        "document_symbol",
        *DIFFERENCE_FIELDS,
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask those who may change texts alone what is to become of a difference."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj) or self.has_add_permission(request, obj):
            return fields
        return [field for field in fields if field not in DIFFERENCE_FIELDS]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the formset for a user: not everybody may correct passages."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ArchiveNoteInline(StackInline[ArchiveNote, Recommendation]):
    """The words that readers find at the address of an archived recommendation."""

    model = ArchiveNote
    form = RemarkForm
    formset = ArchiveNoteRows


class ThemeInline(TableInline[ThemeAssignment, Recommendation]):
    model = ThemeAssignment
    show_change_link = True
    formset = ThemeRows
    select_related = ("recommendation", "theme")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer themes by name, read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "theme":
            themes = Theme.objects.prefetch_related("names")
            groups = [
                (scheme.label, [(each.pk, theme_name(each)) for each in of_scheme])
                for scheme in Scheme
                if (of_scheme := [each for each in themes if each.scheme == scheme])
            ]
            field.choices = [("", "---------"), *groups]
        return field


class AddresseeInline(TableInline[RecommendationAddressee, Recommendation]):
    model = RecommendationAddressee


class OccurrenceInline(TableInline[Occurrence, Recommendation]):
    model = Occurrence
    form = AnchorForm
    formset = OccurrenceRows
    select_related = ("document",)
    autocomplete_fields = ("document",)
    verbose_name_plural = gettext_lazy("places that print it")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ProvisionLinkInline(TableInline[ProvisionLink, Recommendation]):
    """Provisions that it is about, though its text does not cite them."""

    model = ProvisionLink
    show_change_link = True
    select_related = ("recommendation", "provision")
    autocomplete_fields = ("provision",)


class RelationInline(TableInline[Relation, Recommendation]):
    model = Relation
    show_change_link = True
    fk_name = "recommendation"
    select_related = ("recommendation", "target")
    autocomplete_fields = ("target",)
    fields = ("type", "target", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations to other recommendations")


class ReverseRelationInline(TableInline[Relation, Recommendation]):
    """Relations from their other end, in the words of that end."""

    model = Relation
    fk_name = "target"
    show_change_link = True
    select_related = ("recommendation", "target")
    autocomplete_fields = ("recommendation",)
    fields = ("type", "recommendation", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations stated by other recommendations")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None and db_field.name == "type":
            field.choices = [("", "---------"), *((type_, type_.reverse) for type_ in RelationType)]
        return field
