"""The admin's pages of recommendations, with all their parts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat, LPad
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from recommendations.admin import names
from recommendations.admin.bulk_changes import bulk_actions, bulk_change_urls
from recommendations.admin.citations import target
from recommendations.admin.corrections import CorrectionsAdmin
from recommendations.admin.filters import (
    AddresseeFilter,
    SubjectFilter,
    ThemeFilter,
    UnresolvedFilter,
)
from recommendations.admin.forms import (
    ArchiveNoteRows,
    OccurrenceRows,
    RecommendationForm,
    RemarkForm,
    TextForm,
    TextRows,
    ThemeRows,
)
from recommendations.admin.history import HistoryAdmin
from recommendations.admin.names import enumerated
from recommendations.curation import workflow
from recommendations.models import (
    PERMANENT_STAGES,
    ArchiveNote,
    Citation,
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
from sessions.admin.forms import AnchorForm
from sessions.admin.notes import notes_at
from smuggling_kb.curation import Stack, Table, excerpt, link, listed, passage

#: Sorts codes as the numbers in them.
IN_CODE_ORDER = Concat(
    Cast("year", CharField()),
    LPad(Cast("number", CharField()), 5, Value("0")),
    "letter",
    output_field=CharField(),
)


class TextsOfRecommendation(Stack[RecommendationText, Recommendation]):
    model = RecommendationText
    form = TextForm
    formset = TextRows
    joined = ("recommendation", "source__version__document")
    autocomplete_fields = ("source",)
    show_change_link = True
    fields = (("language", "text_status"), "chapeau", "text", "modal", "source")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ArchiveNotesOfRecommendation(Stack[ArchiveNote, Recommendation]):
    """What those read who follow the address of an archived recommendation."""

    model = ArchiveNote
    form = RemarkForm
    formset = ArchiveNoteRows


class ThemesOfRecommendation(Table[ThemeAssignment, Recommendation]):
    model = ThemeAssignment
    show_change_link = True
    formset = ThemeRows
    joined = ("recommendation", "theme")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Themes by name, read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "theme":
            themes = Theme.objects.prefetch_related("names")
            groups = [
                (scheme.label, [(each.pk, names.theme(each)) for each in of_scheme])
                for scheme in Scheme
                if (of_scheme := [each for each in themes if each.scheme == scheme])
            ]
            field.choices = [("", "---------"), *groups]
        return field


class AddresseesOfRecommendation(Table[RecommendationAddressee, Recommendation]):
    model = RecommendationAddressee


class OccurrencesOfRecommendation(Table[Occurrence, Recommendation]):
    model = Occurrence
    form = AnchorForm
    formset = OccurrenceRows
    joined = ("document",)
    autocomplete_fields = ("document",)
    verbose_name_plural = gettext_lazy("places that print it")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class LinksOfRecommendation(Table[ProvisionLink, Recommendation]):
    """Provisions that it is about, though its text does not cite them."""

    model = ProvisionLink
    show_change_link = True
    joined = ("recommendation", "provision")
    autocomplete_fields = ("provision",)


class RelationsOfRecommendation(Table[Relation, Recommendation]):
    model = Relation
    show_change_link = True
    fk_name = "recommendation"
    joined = ("recommendation", "target")
    autocomplete_fields = ("target",)
    fields = ("type", "target", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations to other recommendations")


class RelationsToRecommendation(Table[Relation, Recommendation]):
    """The same relations from their other end, in the words of that end."""

    model = Relation
    fk_name = "target"
    show_change_link = True
    joined = ("recommendation", "target")
    autocomplete_fields = ("recommendation",)
    fields = ("type", "recommendation", "origin", "confidence")
    verbose_name_plural = gettext_lazy("relations stated by other recommendations")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None and db_field.name == "type":
            field.choices = [("", "---------"), *((type_, type_.reverse) for type_ in RelationType)]
        return field


@admin.register(Recommendation)
class RecommendationAdmin(CorrectionsAdmin, HistoryAdmin):
    form = RecommendationForm
    joined = ("session",)
    list_prefetched = ("texts", "addressees", "theme_assignments__theme__names")
    list_display = (
        "code_in_order",
        "words",
        "publication",
        "status",
        "session",
        "themes_named",
        "strength",
        "addressees_named",
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
        UnresolvedFilter,
        ("occurrences__document", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("code", "texts__text", "texts__chapeau", "occurrences__document__symbol")
    search_help_text = gettext_lazy("Code, words of a text or chapeau, or symbol of a document")
    readonly_fields = ("cited", "noted")
    inlines = (
        TextsOfRecommendation,
        ThemesOfRecommendation,
        AddresseesOfRecommendation,
        OccurrencesOfRecommendation,
        LinksOfRecommendation,
        RelationsOfRecommendation,
        RelationsToRecommendation,
        ArchiveNotesOfRecommendation,
    )
    autocomplete_fields = ("successor",)
    fieldsets = (
        (
            None,
            {
                "fields": ("code", "publication"),
                "description": gettext_lazy(
                    "Only what is published is public, and it is so at once. What was published"
                    " keeps its code and is never deleted; what is withdrawn is archived."
                ),
            },
        ),
        (
            gettext_lazy("What it is"),
            {
                "fields": ("status", "session"),
                "description": gettext_lazy(
                    "Proposals and resolutions are counted apart from adopted recommendations"
                    " and have no session."
                ),
            },
        ),
        (
            gettext_lazy("Strength"),
            {
                "fields": ("strength", "strength_origin", "strength_reason"),
                "description": gettext_lazy(
                    "By its first operative modal word. If an editor judges otherwise, the"
                    " reason is kept."
                ),
            },
        ),
        (
            gettext_lazy("If it is archived"),
            {
                "fields": ("successor",),
                "description": gettext_lazy(
                    "Its address stays and says that it was withdrawn, why (below), and what to"
                    " read in its place."
                ),
            },
        ),
        (gettext_lazy("What belongs to its passages"), {"fields": ("cited", "noted")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new recommendation has no passages yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

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
        """The form of whoever asks: which stages are open depends on that."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        if stage := form.base_fields.get("publication"):
            stages = workflow.reachable_stages(obj.publication if obj else "draft", request.user)
            # Of the widget alone: what is not open is refused in words that help.
            stage.widget.choices = [(each.value, each.label) for each in stages]
        return form

    def get_urls(self) -> list[URLPattern]:
        return [*bulk_change_urls(self), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What can be done with many at once, by whoever may."""
        others = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or request.user.is_anonymous:
            return others
        return {**bulk_actions(request.user), **others}

    @admin.action(
        permissions=["delete"],
        description=gettext_lazy("Delete selected %(verbose_name_plural)s"),
    )
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Recommendation]
    ) -> TemplateResponse | None:
        """Delete drafts; with anything else among them, nothing."""
        kept = queryset.filter(publication__in=PERMANENT_STAGES)
        if codes := list(kept.values_list("code", flat=True)):
            message = _(
                "Nothing was deleted: published and archived recommendations are never deleted"
                " (%(codes)s)."
            )
            messages.error(request, message % {"codes": enumerated(codes)})
            return None
        return super().delete_selected(request, queryset)

    def view_on_site(self, recommendation: Recommendation) -> str:
        """Its page; of a draft, the page that staff alone see."""
        return reverse("recommendations:record", args=(recommendation.code,))

    @admin.display(description=gettext_lazy("code"), ordering=IN_CODE_ORDER)
    def code_in_order(self, recommendation: Recommendation) -> str:
        return recommendation.code

    @admin.display(description=gettext_lazy("text"))
    def words(self, recommendation: Recommendation) -> str:
        text = next(iter(recommendation.texts_for(get_language())), None)
        return excerpt(text.text, text.language) if text else ""

    @admin.display(description=gettext_lazy("themes"))
    def themes_named(self, recommendation: Recommendation) -> str:
        return enumerated(names.theme(assignment.theme) for assignment in recommendation.chapters)

    @admin.display(description=gettext_lazy("addressees"))
    def addressees_named(self, recommendation: Recommendation) -> str:
        return enumerated(recommendation.addressees.all())

    @admin.display(description=gettext_lazy("citations"))
    def cited(self, recommendation: Recommendation) -> str:
        citations = (
            Citation.objects.filter(text__recommendation=recommendation)
            .with_destination()
            .select_related("text")
        )
        return listed(
            format_html(
                "{} → {}",
                link(citation, passage(citation.as_written, citation.text.language)),
                target(citation),
            )
            for citation in citations
            if citation.text
        )

    @admin.display(description=gettext_lazy("editorial notes"))
    def noted(self, recommendation: Recommendation) -> str:
        occurrences = recommendation.occurrences.select_related("document")
        return notes_at([(occurrence.document, occurrence.anchor) for occurrence in occurrences])
