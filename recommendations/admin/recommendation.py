"""The admin's pages of recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from recommendations.admin.acts import act_urls
from recommendations.admin.bulk_changes import bulk_actions, bulk_change_urls
from recommendations.admin.citations import format_target
from recommendations.admin.filters import (
    AddresseeFilter,
    SubjectFilter,
    ThemeFilter,
    UnresolvedCitationFilter,
)
from recommendations.admin.forms import RecommendationForm
from recommendations.admin.history import HistoryAdmin
from recommendations.admin.recommendation_inlines import (
    AddresseeInline,
    ArchiveNoteInline,
    OccurrenceInline,
    ProvisionLinkInline,
    RelationInline,
    ReverseRelationInline,
    SubjectInline,
    TextInline,
    ThemeInline,
)
from recommendations.admin.record_search import search_records
from recommendations.admin.tables.corrections import CorrectionsAdmin
from recommendations.curation import workflow
from recommendations.models import PERMANENT_STAGES, Citation, Recommendation
from recommendations.names.themes import theme_name
from sessions.admin.notes import links_to_notes
from smuggling_kb.admin.cells import change_link, format_excerpt, format_lines, format_passage
from smuggling_kb.enumerations import comma_list

#: Sorts codes by the numbers in them.
IN_CODE_ORDER = Concat(
    Cast("year", CharField()),
    LPad(Cast("number", CharField()), 5, Value("0")),
    "letter",
    output_field=CharField(),
)


@admin.register(Recommendation)
class RecommendationAdmin(CorrectionsAdmin, HistoryAdmin):
    form = RecommendationForm
    change_form_template = "admin/recommendations/recommendation/change_form.html"
    select_related = ("session",)
    list_prefetch_related = ("texts", "theme_assignments__theme__names")
    list_display = (
        "code_in_order",
        "text_excerpt",
        "publication",
        "session",
        "theme_names",
        "strength",
    )
    list_filter = (
        "publication",
        "status",
        "session",
        ThemeFilter,
        SubjectFilter,
        "strength",
        "strength_origin",
        AddresseeFilter,
        UnresolvedCitationFilter,
        ("occurrences__document", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("code", "texts__text", "texts__chapeau", "occurrences__document__symbol")
    search_help_text = gettext_lazy(
        'As on the site: words, "phrases", codes, citations; drafts are searched too'
    )
    readonly_fields = ("citation_links", "note_links")
    inlines = (
        TextInline,
        ThemeInline,
        SubjectInline,
        AddresseeInline,
        OccurrenceInline,
        ProvisionLinkInline,
        RelationInline,
        ReverseRelationInline,
        ArchiveNoteInline,
    )
    autocomplete_fields = ("successor",)
    fieldsets = (
        (
            None,
            {
                "fields": ("code", "publication", "status", "session"),
                "description": gettext_lazy(
                    "Recommendations become public as soon as they are published. What has been"
                    " published keeps its code and is never deleted; to withdraw it, archive it."
                    " Only an adopted recommendation has a session."
                ),
            },
        ),
        (
            gettext_lazy("Strength"),
            {
                "fields": ("strength", "strength_origin", "strength_reason"),
                "description": gettext_lazy(
                    "Determined by the first operative modal word. If an editor decides "
                    "otherwise, the reason is kept."
                ),
            },
        ),
        (
            gettext_lazy("If it is archived"),
            {
                "classes": ("collapse",),
                "fields": ("successor",),
                "description": gettext_lazy(
                    "Its address stays, and says that it was withdrawn, why (below) and what to"
                    " read instead."
                ),
            },
        ),
        (
            gettext_lazy("Notes on its passages"),
            {"classes": ("belongings",), "fields": ("citation_links", "note_links")},
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new recommendation has no passages yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fold what is empty alone."""
        shown = super().get_inline_formsets(request, *args, **kwargs)
        for each in shown:
            if each.formset.initial_form_count():
                each.classes = each.classes.replace("collapse", "")
        return shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code of what is or was public is part of its address."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "code") if obj and obj.publication in PERMANENT_STAGES else fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or workflow.may_change(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj and obj.publication in PERMANENT_STAGES:
            return False
        return super().has_delete_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form for a user: which stages are offered depends on the permissions."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        if stage := form.base_fields.get("publication"):
            stages = workflow.reachable_stages(obj.publication if obj else "draft", request.user)
            # On the widget alone: another stage is refused by the form, in words that help.
            stage.widget.choices = [(each.value, each.label) for each in stages]
        return form

    def search_rows(
        self, rows: QuerySet[Recommendation], columns: Sequence[str], typed: str
    ) -> QuerySet[Recommendation]:
        return search_records(rows, columns, typed)

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self), *bulk_change_urls(self), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Add the bulk changes that the user may make."""
        others = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or request.user.is_anonymous:
            return others
        return {**bulk_actions(request.user), **others}

    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Recommendation]) -> Any:
        """Delete drafts; with anything else among them, nothing."""
        kept = queryset.filter(publication__in=PERMANENT_STAGES)
        if codes := list(kept.values_list("code", flat=True)):
            message = _(
                "Nothing was deleted: published and archived recommendations cannot be "
                "deleted (%(codes)s)."
            )
            messages.error(request, message % {"codes": comma_list(codes)})
            return None
        return super().delete_selected(request, queryset)

    def view_on_site(self, recommendation: Recommendation) -> str:
        """Return the address of its page; a draft's is seen by staff alone."""
        return reverse("recommendations:record", args=(recommendation.code,))

    @admin.display(description=gettext_lazy("code"), ordering=IN_CODE_ORDER)
    def code_in_order(self, recommendation: Recommendation) -> str:
        return recommendation.code

    @admin.display(description=gettext_lazy("text"))
    def text_excerpt(self, recommendation: Recommendation) -> str:
        text = next(iter(recommendation.texts_for(get_language())), None)
        return format_excerpt(text.text, text.language) if text else ""

    @admin.display(description=gettext_lazy("themes"))
    def theme_names(self, recommendation: Recommendation) -> str:
        return comma_list(theme_name(assignment.theme) for assignment in recommendation.chapters)

    @admin.display(description=gettext_lazy("citations"))
    def citation_links(self, recommendation: Recommendation) -> str:
        citations = (
            Citation.objects.filter(text__recommendation=recommendation)
            .with_destination()
            .select_related("text")
        )
        return format_lines(
            format_html(
                "{} → {}",
                change_link(citation, format_passage(citation.as_written, citation.text.language)),
                format_target(citation),
            )
            for citation in citations
            if citation.text
        )

    @admin.display(description=gettext_lazy("editorial notes"))
    def note_links(self, recommendation: Recommendation) -> str:
        occurrences = recommendation.occurrences.select_related("document")
        return links_to_notes(
            [(occurrence.document, occurrence.anchor) for occurrence in occurrences]
        )
