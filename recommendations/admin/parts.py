"""The admin's pages of the parts of recommendations, but for citations and relations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommendations.admin.archive_guard import ArchiveGuardedAdmin
from recommendations.admin.filters import (
    RelatedInstrumentFilter,
    RelatedThemeFilter,
    TextStatusFilter,
)
from recommendations.admin.forms import AssignmentForm, RemarkForm, TextForm
from recommendations.admin.recommendation_inlines import DIFFERENCE_FIELDS
from recommendations.admin.versioned_admin import VersionedAdmin, seen_versions
from recommendations.curation.second_person import own_texts
from recommendations.curation.text_publication import PUBLISH_PERMISSION, publish_texts
from recommendations.history.versions import version_numbers
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
from smuggling_kb.admin.reasons import ReasonField
from smuggling_kb.enumerations import comma_list

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class RecommendationPartAdmin(ArchiveGuardedAdmin[Any]):
    """Pages of parts, whose lists can be searched; a part stays with its recommendation."""

    #: True if a published recommendation needs at least one.
    is_required: ClassVar[bool] = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "recommendation") if obj else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave the last one to the recommendation's own page, which checks that one remains."""
        if self.is_required and obj and self.is_shown(obj):
            return False
        return super().has_delete_permission(request, obj)

    def is_shown(self, part: Any) -> bool:
        """Return whether the part is one that the public may see, or saw."""
        return bool(part.recommendation.publication in PERMANENT_STAGES)


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


#: Texts that one page shows and publishes at once.
MAX_TEXTS = 500
#: The parameter that confirms.
CONFIRMED = "confirmed"


class TextPublicationForm(forms.Form):
    """Asks for the reason."""

    why = ReasonField(
        help_text=gettext_lazy("It is kept in the history, with your name and what changed.")
    )


class TextPublicationAdmin(VersionedAdmin[RecommendationText]):
    """Adds to the list of texts the action that publishes them."""

    actions: Any = (*VersionedAdmin.actions, "publish_selected")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH_PERMISSION)

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish the selected texts"))
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet[RecommendationText]
    ) -> TemplateResponse | None:
        """Show the drafts among the selected texts, and publish them once that is confirmed."""
        drafts = list(
            queryset.filter(pk__in=RecommendationText.objects.drafts().values("pk"))
            .select_related("recommendation")
            .prefetch_related("recommendation__texts")
            .order_by("pk")[: MAX_TEXTS + 1]
        )
        if not drafts:
            messages.warning(request, _("Everything you selected is already published."))
            return None
        if len(drafts) > MAX_TEXTS:
            message = _("You can publish at most %(count)s texts at once: select fewer.")
            messages.error(request, message % {"count": MAX_TEXTS})
            return None
        if own := own_texts(drafts, cast("User", request.user)):
            message = _(
                "You added or last changed these texts: somebody else has to publish %(texts)s."
            )
            names = [f"{each.recommendation.code} ({each.get_language_display()})" for each in own]
            messages.error(request, message % {"texts": comma_list(names)})
            return None
        form = TextPublicationForm(request.POST if CONFIRMED in request.POST else None)
        if not form.is_valid():
            return self.confirm_publication(request, drafts, form)
        self.publish(request, drafts, form.cleaned_data)
        return None

    def publish(
        self, request: HttpRequest, drafts: list[RecommendationText], values: Mapping[str, Any]
    ) -> None:
        """Publish texts as they were read; ``ConcurrentChange`` if one has changed since."""
        count = publish_texts(
            [text.pk for text in drafts],
            by=cast("User", request.user),
            reason=values["why"],
            seen=seen_versions(request),
        )
        message = ngettext(
            "%(count)s text was published.", "%(count)s texts were published.", count
        )
        messages.success(request, message % {"count": count})

    def confirm_publication(
        self, request: HttpRequest, drafts: list[RecommendationText], form: TextPublicationForm
    ) -> TemplateResponse:
        """Show what is to be published, and ask why."""
        codes = {text.recommendation.code for text in drafts}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish texts"),
            "opts": self.opts,
            "drafts": drafts,
            "form": form,
            "seen": json.dumps(version_numbers(codes)),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/recommendations/publish_texts.html", context)


@admin.register(RecommendationText)
class RecommendationTextAdmin(TextPublicationAdmin, RecommendationPartAdmin):
    is_required = True
    form = TextForm
    select_related = ("recommendation", "source__version__document")
    list_display = (
        "recommendation",
        "language",
        "text_status",
        "stage",
        "text_excerpt",
        "source",
    )
    list_filter = (
        TextStatusFilter,
        "stage",
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
        (None, {"fields": ("recommendation", ("language", "text_status", "stage"))}),
        (gettext_lazy("Wording"), {"fields": ("chapeau", "text", "modal")}),
        (
            gettext_lazy("Source"),
            {"fields": ("source", "source_place", "document_symbol", *DIFFERENCE_FIELDS)},
        ),
    )
    readonly_fields = ("stage",)
    inlines = (CitationInline,)

    def is_shown(self, part: RecommendationText) -> bool:
        """A draft is not: it can be deleted, whatever the stage of its recommendation."""
        return super().is_shown(part) and not part.is_draft

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
