"""The admin's pages of the parts of recommendations; relations have pages of their own kind."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin import names
from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.filters import ByInstrument, ByTheme
from recommendations.admin.forms import AssignmentForm, RemarkForm, TextForm
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
from sessions import places
from sessions.admin.forms import AnchorForm
from smuggling_kb.curation import Stack, excerpt


class PartOfRecommendation(ArchiveGuardedAdmin[Any]):
    """Parts have pages so that lists of them can be searched; they stay where they are."""

    #: Whether a published recommendation needs at least one.
    needed: ClassVar[bool] = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "recommendation") if obj else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On the recommendation's own page, which sees to it that something is left."""
        if self.needed and obj and obj.recommendation.publication in PERMANENT_STAGES:
            return False
        return super().has_delete_permission(request, obj)


class CitationsOfText(Stack[Citation, RecommendationText]):
    model = Citation
    form = AnchorForm
    joined = ("text__recommendation", "instrument", "provision", "document", "resource")
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
class RecommendationTextAdmin(PartOfRecommendation):
    needed = True
    form = TextForm
    joined = ("recommendation", "source__version__document")
    list_display = ("recommendation", "language", "text_status", "beginning", "modal", "source")
    list_filter = (
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
        (gettext_lazy("Source"), {"fields": ("source",)}),
    )
    inlines = (CitationsOfText,)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def beginning(self, text: RecommendationText) -> SafeString:
        return excerpt(text.text, text.language)


@admin.register(RecommendationAddressee)
class RecommendationAddresseeAdmin(PartOfRecommendation):
    joined = ("recommendation",)
    list_display = ("recommendation", "addressee", "origin", "reason")
    list_filter = ("addressee", "origin")
    search_fields = ("recommendation__code", "recommendation__texts__text", "reason")
    autocomplete_fields = ("recommendation",)


class ReasonsOfAssignment(Stack[ThemeAssignmentReason, ThemeAssignment]):
    model = ThemeAssignmentReason
    form = RemarkForm


@admin.register(ThemeAssignment)
class ThemeAssignmentAdmin(PartOfRecommendation):
    form = AssignmentForm
    inlines = (ReasonsOfAssignment,)
    needed = True
    joined = ("recommendation", "theme")
    list_prefetched = ("theme__names",)
    list_display = ("recommendation", "theme_named", "origin")
    list_filter = ("theme__scheme", ("theme", ByTheme), "origin")
    search_fields = ("recommendation__code", "theme__names__name", "reasons__text")
    autocomplete_fields = ("recommendation", "theme")

    @admin.display(description=gettext_lazy("theme"), ordering="theme__position")
    def theme_named(self, assignment: ThemeAssignment) -> str:
        return names.theme(assignment.theme)


@admin.register(Occurrence)
class OccurrenceAdmin(PartOfRecommendation):
    needed = True
    form = AnchorForm
    joined = ("recommendation", "document")
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
        return places.cited(occurrence.anchor) or occurrence.anchor


Remark = ArchiveNote | ThemeAssignmentReason | ProvisionLinkReason | RelationNote


class RemarkAdmin(ArchiveGuardedAdmin[Any]):
    """What an editor says of a link, in one language."""

    form = RemarkForm
    list_filter = ("language",)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def beginning(self, remark: Remark) -> SafeString:
        return excerpt(remark.text, remark.language)


@admin.register(ArchiveNote)
class ArchiveNoteAdmin(RemarkAdmin):
    joined = ("recommendation",)
    list_display = ("recommendation", "language", "beginning")
    search_fields = ("recommendation__code", "text")
    autocomplete_fields = ("recommendation",)


@admin.register(ThemeAssignmentReason)
class ThemeAssignmentReasonAdmin(RemarkAdmin):
    recommendation_path = ("assignment", "recommendation")
    joined = ("assignment__recommendation", "assignment__theme")
    list_display = ("assignment", "language", "beginning")
    search_fields = ("assignment__recommendation__code", "text")
    autocomplete_fields = ("assignment",)


class ReasonsOfLink(Stack[ProvisionLinkReason, ProvisionLink]):
    model = ProvisionLinkReason
    form = RemarkForm


@admin.register(ProvisionLink)
class ProvisionLinkAdmin(PartOfRecommendation):
    """What a recommendation is about though its text does not cite it."""

    inlines = (ReasonsOfLink,)
    joined = ("recommendation", "provision")
    list_display = ("recommendation", "provision")
    list_filter = (("provision__instrument", ByInstrument),)
    search_fields = ("recommendation__code", "provision__slug", "reasons__text")
    autocomplete_fields = ("recommendation", "provision")


@admin.register(ProvisionLinkReason)
class ProvisionLinkReasonAdmin(RemarkAdmin):
    recommendation_path = ("link", "recommendation")
    joined = ("link__recommendation", "link__provision")
    list_display = ("link", "language", "beginning")
    search_fields = ("link__recommendation__code", "link__provision__slug", "text")
    autocomplete_fields = ("link",)


@admin.register(RelationNote)
class RelationNoteAdmin(RemarkAdmin):
    recommendation_path = ("relation", "recommendation")
    joined = ("relation__recommendation", "relation__target")
    list_display = ("relation", "language", "beginning")
    search_fields = ("relation__recommendation__code", "relation__target__code", "text")
    autocomplete_fields = ("relation",)
