"""Putting many recommendations under a theme, or taking them from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from recommendations.curation.bulk.change import Change, Values
from recommendations.models import (
    PERMANENT_STAGES,
    Provenance,
    Recommendation,
    Scheme,
    Theme,
    ThemeAssignment,
)
from smuggling_kb.preference import preferred

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def named(theme: Theme) -> str:
    """Its name in the active language, else in another; reads ``names``."""
    name = preferred(theme.names.all(), get_language())
    return name.name if name else theme.slug


class ThemeChoice(forms.ModelChoiceField[Theme]):
    """Themes by their names."""

    def label_from_instance(self, obj: Theme) -> str:
        return named(obj)


def said(themes: Iterable[Theme]) -> str:
    """``Prevention · Protection`` in the active language; their names have commas of their own."""
    ordered = sorted(themes, key=lambda theme: (theme.scheme, theme.position))
    return " · ".join(named(theme) for theme in ordered) or _("none")


class OfTheme(Change):
    """Of the themes of one scheme."""

    reads = ("theme_assignments__theme__names",)
    scheme: ClassVar = Scheme.CHAPTERS
    called: ClassVar[StrPromise] = gettext_lazy("Theme")

    def fields(self) -> dict[str, forms.Field]:
        themes = Theme.objects.of(self.scheme).prefetch_related("names")
        return {"theme": ThemeChoice(themes, label=self.called)}

    def themes_of(self, record: Recommendation) -> list[Theme]:
        """Those that a record has now; reads ``reads``."""
        assigned = [assignment.theme for assignment in record.theme_assignments.all()]
        return [theme for theme in assigned if theme.scheme == self.scheme]

    def before(self, record: Recommendation) -> str:
        return said(self.themes_of(record))


class AssignTheme(OfTheme):
    name = "assign_theme"
    label = gettext_lazy("Assign a theme")
    permissions = ("change_recommendation", "add_themeassignment")

    def after(self, record: Recommendation, values: Values) -> str:
        return said({*self.themes_of(record), values["theme"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        ThemeAssignment.objects.bulk_create(
            ThemeAssignment(recommendation=record, theme=values["theme"], origin=Provenance.EDITOR)
            for record in records
        )


class RemoveTheme(OfTheme):
    name = "remove_theme"
    label = gettext_lazy("Remove a theme")
    permissions = ("change_recommendation", "delete_themeassignment")

    def obstacle(self, record: Recommendation, values: Values) -> str:
        last = self.themes_of(record) == [values["theme"]]
        if last and record.publication in PERMANENT_STAGES:
            return _("It is its only theme: assign another one first.")
        return ""

    def after(self, record: Recommendation, values: Values) -> str:
        return said({*self.themes_of(record)} - {values["theme"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        ThemeAssignment.objects.filter(recommendation__in=records, theme=values["theme"]).delete()
