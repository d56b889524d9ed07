"""Filters of the admin's lists, beside those of a single field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recommendations.models import (
    Addressee,
    Citation,
    CitationKind,
    Instrument,
    Recommendation,
    RecommendationText,
    Scheme,
    ShownStatus,
    Theme,
)
from recommendations.names.instruments import instrument_name
from recommendations.names.themes import theme_name
from smuggling_kb.admin.bases import RelatedFilter

#: The value that asks for records without any value.
NONE = "none"

Lookups = Iterable[tuple[str, Any]]


class TextStatusFilter(admin.SimpleListFilter):
    """Filters texts by what comparing them with their source passages gave."""

    title = _("comparison with the source passage")
    parameter_name = "compared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [(status.value, status.label) for status in ShownStatus]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        marked = {text.pk: text.mark for text in RecommendationText.objects.marked()}
        if self.value() == ShownStatus.OFFICIAL:
            return queryset.exclude(pk__in=list(marked))
        if self.value():
            chosen = [pk for pk, mark in marked.items() if mark.status == self.value()]
            return queryset.filter(pk__in=chosen)
        return queryset


class ThemeFilter(admin.SimpleListFilter):
    """Filters recommendations by theme, or those that have none yet."""

    title = _("theme")
    parameter_name = "theme"
    scheme = Scheme.CHAPTERS
    without = _("No theme")

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        themes = Theme.objects.in_scheme(self.scheme).prefetch_related("names")
        return [*((theme.slug, theme_name(theme)) for theme in themes), (NONE, self.without)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == NONE:
            return queryset.filter(pk__in=Recommendation.objects.without_scheme(self.scheme))
        if self.value():
            return queryset.filter(theme_assignments__theme__slug=self.value())
        return queryset


class SubjectFilter(ThemeFilter):
    """Filters recommendations by an entry of the subject index, or those under none.

    There are too many for a list: a field takes the name, or the slug that addresses have.
    """

    title = _("subject")
    template = "admin/filter_by_name.html"
    parameter_name = "subject"
    scheme = Scheme.SUBJECTS
    without = _("No subject")

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        sent = request.GET.items()
        #: The parameters of the list that the form sends along; a page would be another one's.
        self.other_parameters = [
            (name, value) for name, value in sent if name not in (self.parameter_name, "p", "e")
        ]

    def value(self) -> str | None:
        """Return the slug of what was typed, be it a slug or a name; as it is, if it is neither."""
        typed = super().value()
        names = {str(name).casefold(): slug for slug, name in self.lookup_choices}
        return names.get(typed.strip().casefold(), typed) if typed else None

    @property
    def chosen_name(self) -> str:
        """Return the name of what was chosen; what was typed, if that is nothing."""
        slug = self.value() or ""
        return str(dict(self.lookup_choices).get(slug, slug))

    @property
    def is_unknown(self) -> bool:
        return bool(self.value()) and self.value() not in dict(self.lookup_choices)


class RelatedThemeFilter(RelatedFilter):
    """Filters rows by the theme they belong to."""

    prefetch_related = ("names",)

    def choice_label(self, row: Theme) -> str:
        return theme_name(row)


class RelatedInstrumentFilter(RelatedFilter):
    """Filters rows by the treaty they belong to."""

    prefetch_related = ("names",)

    def choice_label(self, row: Instrument) -> str:
        return instrument_name(row)


class AddresseeFilter(admin.SimpleListFilter):
    """Filters recommendations by addressee, or those that have none yet."""

    title = _("addressee")
    parameter_name = "addressee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [*Addressee.choices, (NONE, _("No addressee"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == NONE:
            return queryset.filter(addressees=None)
        if self.value():
            return queryset.filter(addressees__addressee=self.value())
        return queryset


class UnresolvedCitationFilter(admin.SimpleListFilter):
    """Filters recommendations by citations that lead nowhere."""

    title = _("unresolved citations")
    parameter_name = "unresolved"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [("any", _("Of any kind")), *CitationKind.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        citations = Citation.objects.unresolved().filter(text__recommendation=OuterRef("pk"))
        if self.value() != "any":
            citations = citations.filter(kind=self.value())
        return queryset.filter(Exists(citations))


class ResolvedFilter(admin.SimpleListFilter):
    """Filters citations by whether they lead somewhere."""

    title = _("leads to something")
    parameter_name = "leads"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        resolved = Q(unresolved="")
        choices = {"yes": resolved, "no": ~resolved}
        return queryset.filter(choices.get(self.value() or "", Q()))


class CitationPlaceFilter(admin.SimpleListFilter):
    """Filters citations by the kind of text that they stand in."""

    title = _("located in")
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [
            (place, model._meta.verbose_name or place) for place, model in Citation.PLACES.items()
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        place = self.value()
        return queryset.exclude(**{place: None}) if place in Citation.PLACES else queryset
