"""Bulk changes of the themes of recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.models import (
    PERMANENT_STAGES,
    Provenance,
    Recommendation,
    Scheme,
    Theme,
    ThemeAssignment,
)
from recommendations.names.themes import theme_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class ThemeChoiceField(forms.ModelChoiceField[Theme]):
    """Offers themes by their names."""

    def label_from_instance(self, obj: Theme) -> str:
        return theme_name(obj)


def format_themes(themes: Iterable[Theme]) -> str:
    """Return ``Prevention · Protection``: names of themes have commas of their own."""
    ordered = sorted(themes, key=lambda theme: (theme.scheme, theme.position))
    return " · ".join(theme_name(theme) for theme in ordered) or _("none")


class ThemeChange(BulkChange):
    """A change of the themes of one scheme."""

    prefetches = ("theme_assignments__theme__names",)
    scheme: ClassVar = Scheme.CHAPTERS
    field_label: ClassVar[StrPromise] = gettext_lazy("Theme")

    def form_fields(self) -> dict[str, forms.Field]:
        themes = Theme.objects.in_scheme(self.scheme).prefetch_related("names")
        return {"theme": ThemeChoiceField(themes, label=self.field_label)}

    def current_themes(self, record: Recommendation) -> list[Theme]:
        """Return the themes that a record has now; reads ``prefetches``."""
        assigned = [assignment.theme for assignment in record.theme_assignments.all()]
        return [theme for theme in assigned if theme.scheme == self.scheme]

    def current_value(self, record: Recommendation) -> str:
        return format_themes(self.current_themes(record))


class AssignTheme(ThemeChange):
    name = "assign_theme"
    label = gettext_lazy("Assign a theme")
    permissions = ("change_recommendation", "add_themeassignment")

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_themes({*self.current_themes(record), values["theme"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        ThemeAssignment.objects.bulk_create(
            ThemeAssignment(recommendation=record, theme=values["theme"], origin=Provenance.EDITOR)
            for record in records
        )


class RemoveTheme(ThemeChange):
    name = "remove_theme"
    label = gettext_lazy("Remove a theme")
    permissions = ("change_recommendation", "delete_themeassignment")

    def obstacle(self, record: Recommendation, values: Values) -> str:
        last = self.current_themes(record) == [values["theme"]]
        if last and record.publication in PERMANENT_STAGES:
            return _("This is its only theme. Assign another one first.")
        return ""

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_themes({*self.current_themes(record)} - {values["theme"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        ThemeAssignment.objects.filter(recommendation__in=records, theme=values["theme"]).delete()
