"""The admin's pages of the parts of recommendations, but for citations and relations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.filters import (
    RelatedInstrumentFilter,
    RelatedThemeFilter,
    TextStatusFilter,
)
from recommendations.admin.forms import AssignmentForm, RemarkForm, TextForm
from recommendations.admin.recommendation_inlines import DIFFERENCE_FIELDS
from recommendations.models import (
    PERMANENT_STAGES,
    ArchiveNote,
    Citation,
    Occurrence,
    ProvisionLink,
    ProvisionLinkReason,
    RecommendationAddressee,
    RecommendationText,
    RelationNote,
    ThemeAssignment,
    ThemeAssignmentReason,
)
from recommendations.names.themes import theme_name
from sessions import places
from sessions.admin.forms import AnchorForm
from smuggling_kb.admin.bases import StackInline
from smuggling_kb.admin.cells import format_excerpt


class RecommendationPartAdmin(ArchiveGuardedAdmin[Any]):
    """Pages of parts, whose lists can be searched; a part stays with its recommendation."""

    #: True if a published recommendation needs at least one.
    is_required: ClassVar[bool] = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "recommendation") if obj else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave the last one to the recommendation's own page, which checks that one remains."""
        if self.is_required and obj and obj.recommendation.publication in PERMANENT_STAGES:
            return False
        return super().has_delete_permission(request, obj)


class CitationInline(StackInline[Citation, RecommendationText]):
    model = Citation
    form = AnchorForm
    select_related = ("text__recommendation", "instrument", "provision", "document", "resource")
    autocomplete_fields = ("instrument", "provision", "document", "resource")
    show_change_link = True
    fields = (
        ("as_written", "start"),
        ("kind", "reference", "pinpoint"),
        ("instrument", "provision"),
        ("document", "anchor"),
        ("resource", "url"),
        ("unresolved", "symbol"),
    )


@admin.register(RecommendationText)
class RecommendationTextAdmin(RecommendationPartAdmin):
    is_required = True
    form = TextForm
    select_related = ("recommendation", "source__version__document")
    list_display = ("recommendation", "language", "text_status", "text_excerpt", "modal", "source")
    list_filter = (
        TextStatusFilter,
        "language",
        "text_status",
        ("chapeau", admin.EmptyFieldListFilter),
        ("modal", admin.EmptyFieldListFilter),
        ("source", admin.EmptyFieldListFilter),
    )
    search_fields = ("recommendation__code", "text", "chapeau")
    search_help_text = gettext_lazy("Code, or words of a text or chapeau")
    autocomplete_fields = ("recommendation", "source")
    fieldsets = (
        (None, {"fields": ("recommendation", ("language", "text_status"))}),
        (gettext_lazy("Wording"), {"fields": ("chapeau", "text", "modal")}),
        (gettext_lazy("Source"), {"fields": ("source", "document_symbol", *DIFFERENCE_FIELDS)}),
    )
    inlines = (CitationInline,)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask those who may change texts alone what is to become of a difference."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        *others, (title, _source) = fieldsets
        return [*others, (title, {"fields": ("source", "document_symbol")})]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form for a user: not everybody may correct passages."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def text_excerpt(self, text: RecommendationText) -> SafeString:
        return format_excerpt(text.text, text.language)


@admin.register(RecommendationAddressee)
class RecommendationAddresseeAdmin(RecommendationPartAdmin):
    select_related = ("recommendation",)
    list_display = ("recommendation", "addressee", "origin", "reason")
    list_filter = ("addressee", "origin")
    search_fields = ("recommendation__code", "recommendation__texts__text", "reason")
    autocomplete_fields = ("recommendation",)


class AssignmentReasonInline(StackInline[ThemeAssignmentReason, ThemeAssignment]):
    model = ThemeAssignmentReason
    form = RemarkForm


@admin.register(ThemeAssignment)
class ThemeAssignmentAdmin(RecommendationPartAdmin):
    form = AssignmentForm
    inlines = (AssignmentReasonInline,)
    is_required = True
    select_related = ("recommendation", "theme")
    list_prefetch_related = ("theme__names",)
    list_display = ("recommendation", "theme_label", "origin")
    list_filter = ("theme__scheme", ("theme", RelatedThemeFilter), "origin")
    search_fields = ("recommendation__code", "theme__names__name", "reasons__text")
    autocomplete_fields = ("recommendation", "theme")

    @admin.display(description=gettext_lazy("theme"), ordering="theme__position")
    def theme_label(self, assignment: ThemeAssignment) -> str:
        return theme_name(assignment.theme)


@admin.register(Occurrence)
class OccurrenceAdmin(RecommendationPartAdmin):
    is_required = True
    form = AnchorForm
    select_related = ("recommendation", "document")
    list_display = ("recommendation", "document", "place", "relation")
    list_filter = ("relation", "document")
    search_fields = ("recommendation__code", "document__symbol", "=anchor")
    search_help_text = gettext_lazy("Code, symbol of the document, or anchor")
    autocomplete_fields = ("recommendation", "document")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "relation") if obj else fields

    @admin.display(description=gettext_lazy("place"), ordering="anchor")
    def place(self, occurrence: Occurrence) -> str:
        return places.place_label(occurrence.anchor) or occurrence.anchor


Remark = ArchiveNote | ThemeAssignmentReason | ProvisionLinkReason | RelationNote


class RemarkAdmin(ArchiveGuardedAdmin[Any]):
    """Pages of an editor's remark on something, in one language."""

    form = RemarkForm
    list_filter = ("language",)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def text_excerpt(self, remark: Remark) -> SafeString:
        return format_excerpt(remark.text, remark.language)


@admin.register(ArchiveNote)
class ArchiveNoteAdmin(RemarkAdmin):
    select_related = ("recommendation",)
    list_display = ("recommendation", "language", "text_excerpt")
    search_fields = ("recommendation__code", "text")
    autocomplete_fields = ("recommendation",)


@admin.register(ThemeAssignmentReason)
class ThemeAssignmentReasonAdmin(RemarkAdmin):
    recommendation_path = ("assignment", "recommendation")
    select_related = ("assignment__recommendation", "assignment__theme")
    list_display = ("assignment", "language", "text_excerpt")
    search_fields = ("assignment__recommendation__code", "text")
    autocomplete_fields = ("assignment",)


class LinkReasonInline(StackInline[ProvisionLinkReason, ProvisionLink]):
    model = ProvisionLinkReason
    form = RemarkForm


@admin.register(ProvisionLink)
class ProvisionLinkAdmin(RecommendationPartAdmin):
    """Pages of provisions that a recommendation is about though its text does not cite them."""

    inlines = (LinkReasonInline,)
    select_related = ("recommendation", "provision")
    list_display = ("recommendation", "provision")
    list_filter = (("provision__instrument", RelatedInstrumentFilter),)
    search_fields = ("recommendation__code", "provision__slug", "reasons__text")
    autocomplete_fields = ("recommendation", "provision")


@admin.register(ProvisionLinkReason)
class ProvisionLinkReasonAdmin(RemarkAdmin):
    recommendation_path = ("link", "recommendation")
    select_related = ("link__recommendation", "link__provision")
    list_display = ("link", "language", "text_excerpt")
    search_fields = ("link__recommendation__code", "link__provision__slug", "text")
    autocomplete_fields = ("link",)


@admin.register(RelationNote)
class RelationNoteAdmin(RemarkAdmin):
    recommendation_path = ("relation", "recommendation")
    select_related = ("relation__recommendation", "relation__target")
    list_display = ("relation", "language", "text_excerpt")
    search_fields = ("relation__recommendation__code", "relation__target__code", "text")
    autocomplete_fields = ("relation",)
