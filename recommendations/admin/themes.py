"""The admin's pages of themes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin.filters import RelatedThemeFilter
from recommendations.admin.forms import ThemeForm, ThemeNameForm, ThemeNameRows
from recommendations.models import Scheme, Theme, ThemeName, ThemeSynonym
from recommendations.names.themes import theme_name
from smuggling_kb.admin.addressed import AddressedAdmin
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import StackInline, TableInline
from smuggling_kb.admin.cells import format_excerpt, format_passage
from smuggling_kb.admin.missing_languages import MissingLanguageFilter


class ThemeNameInline(StackInline[ThemeName, Theme]):
    model = ThemeName
    form = ThemeNameForm
    formset = ThemeNameRows
    verbose_name = gettext_lazy("name")
    verbose_name_plural = gettext_lazy("names")


class ThemeSynonymInline(TableInline[ThemeSynonym, Theme]):
    model = ThemeSynonym
    verbose_name = gettext_lazy("word for searches")
    verbose_name_plural = gettext_lazy("words for searches")


class MissingNameFilter(MissingLanguageFilter):
    """Filters themes by whether they have a name in every language of this site."""

    title = gettext_lazy("names")


@admin.register(Theme)
class ThemeAdmin(AddressedAdmin[Theme]):
    form = ThemeForm
    list_prefetch_related = ("names",)
    select_related = ("parent",)
    list_display = ("slug", "display_name", "scheme", "parent", "position")
    list_filter = ("scheme", MissingNameFilter)
    search_fields = ("slug", "names__name", "names__description", "synonyms__word")
    search_help_text = gettext_lazy("Name or word for searches in any language, or slug")
    autocomplete_fields = ("parent",)
    fieldsets = (
        (
            None,
            {
                "fields": ("slug", "scheme", "parent", "position"),
                "description": gettext_lazy(
                    "The slug is part of addresses and downloads, and others may rely on it. A "
                    "reviewer can change it; the old one then permanently leads to the new one."
                ),
            },
        ),
    )
    inlines = (ThemeNameInline, ThemeSynonymInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Theme | None = None) -> Any:
        """A theme stays in its scheme: what is assigned to it counts there."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "scheme") if obj else fields

    @admin.display(description=gettext_lazy("name"))
    def display_name(self, theme: Theme) -> str:
        return theme_name(theme)

    def view_on_site(self, theme: Theme) -> str:
        kind = "subject" if theme.scheme == Scheme.SUBJECTS else "theme"
        return reverse(f"recommendations:{kind}", args=(theme.slug,))


@admin.register(ThemeName)
class ThemeNameAdmin(AuditedAdmin[ThemeName]):
    form = ThemeNameForm
    select_related = ("theme",)
    list_display = ("theme", "language", "words", "description_excerpt")
    list_filter = ("language", ("theme", RelatedThemeFilter))
    search_fields = ("name", "description", "theme__slug")
    autocomplete_fields = ("theme",)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def words(self, name: ThemeName) -> SafeString:
        return format_passage(name.name, name.language)

    @admin.display(description=gettext_lazy("what belongs there"))
    def description_excerpt(self, name: ThemeName) -> SafeString:
        return format_excerpt(name.description, name.language)


@admin.register(ThemeSynonym)
class ThemeSynonymAdmin(AuditedAdmin[ThemeSynonym]):
    select_related = ("theme",)
    list_display = ("word", "language", "theme")
    list_filter = ("language", ("theme", RelatedThemeFilter))
    search_fields = ("word", "theme__slug", "theme__names__name")
    autocomplete_fields = ("theme",)
