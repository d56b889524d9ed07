"""The admin's pages of treaties and their provisions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin.filters import RelatedInstrumentFilter
from recommendations.admin.forms import InstrumentNameForm, InstrumentNameRows, ProvisionNameForm
from recommendations.models import (
    Instrument,
    InstrumentName,
    InstrumentNameKind,
    Provision,
    ProvisionName,
)
from recommendations.names.instruments import instrument_name
from smuggling_kb.admin.addressed import AddressedAdmin
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.admin.bases import TableInline
from smuggling_kb.admin.cells import change_address, format_passage
from smuggling_kb.admin.missing_languages import MissingLanguageFilter


class InstrumentNameInline(TableInline[InstrumentName, Instrument]):
    model = InstrumentName
    form = InstrumentNameForm
    formset = InstrumentNameRows
    verbose_name = gettext_lazy("name")
    verbose_name_plural = gettext_lazy("names")


class NewProvisionInline(TableInline[Provision, Instrument]):
    """Adds provisions only: an instrument can have more of them than a form can send."""

    model = Provision
    fields = ("kind", "number")
    verbose_name_plural = gettext_lazy("new provisions")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MissingShortNameFilter(MissingLanguageFilter):
    """Filters treaties by whether they have a short name in every language of this site."""

    title = gettext_lazy("short names")
    among: ClassVar[dict[str, str]] = {"kind": InstrumentNameKind.SHORT}


@admin.register(Instrument)
class InstrumentAdmin(AddressedAdmin[Instrument]):
    list_prefetch_related = ("names",)
    list_display = ("slug", "display_name", "position")
    list_filter = (MissingShortNameFilter,)
    search_fields = ("slug", "names__name")
    search_help_text = gettext_lazy("Name in any language, or slug")
    readonly_fields = ("provision_links",)
    fieldsets = (
        (
            None,
            {
                "fields": ("slug", "position", "treaty_collection", "provision_links"),
                "description": gettext_lazy(
                    "Texts cite it by the names below. If a name is missing, its citations stay"
                    " unresolved."
                ),
            },
        ),
    )
    inlines = (InstrumentNameInline, NewProvisionInline)

    @admin.display(description=gettext_lazy("name"))
    def display_name(self, instrument: Instrument) -> str:
        return instrument_name(instrument)

    @admin.display(description=gettext_lazy("provisions"))
    def provision_links(self, instrument: Instrument) -> str:
        if instrument.pk is None:
            return ""
        return format_html_join(
            " · ",
            '<a href="{}">{} {}</a>',
            (
                (change_address(provision), provision.get_kind_display(), provision.number)
                for provision in instrument.provisions.all()
            ),
        )


@admin.register(InstrumentName)
class InstrumentNameAdmin(AuditedAdmin[InstrumentName]):
    form = InstrumentNameForm
    select_related = ("instrument",)
    list_display = ("instrument", "language", "kind", "words")
    list_filter = ("language", "kind", ("instrument", RelatedInstrumentFilter))
    search_fields = ("name", "instrument__slug")
    autocomplete_fields = ("instrument",)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def words(self, name: InstrumentName) -> SafeString:
        return format_passage(name.name, name.language)


class ProvisionNameInline(TableInline[ProvisionName, Provision]):
    model = ProvisionName
    form = ProvisionNameForm
    verbose_name = gettext_lazy("title")
    verbose_name_plural = gettext_lazy("titles")


@admin.register(Provision)
class ProvisionAdmin(AddressedAdmin[Provision]):
    select_related = ("instrument",)
    list_prefetch_related = ("instrument__names",)
    list_display = ("slug", "instrument_label", "kind", "number")
    list_filter = (("instrument", RelatedInstrumentFilter), "kind")
    search_fields = ("slug", "=number", "instrument__names__name", "names__name")
    search_help_text = gettext_lazy("Slug, number, or name of the instrument in any language")
    autocomplete_fields = ("instrument",)
    readonly_fields = ("slug",)
    fieldsets = ((None, {"fields": ("instrument", ("kind", "number"), "slug")}),)
    inlines = (ProvisionNameInline,)

    @admin.display(description=gettext_lazy("instrument"), ordering="instrument")
    def instrument_label(self, provision: Provision) -> str:
        return instrument_name(provision.instrument)


@admin.register(ProvisionName)
class ProvisionNameAdmin(AuditedAdmin[ProvisionName]):
    form = ProvisionNameForm
    select_related = ("provision",)
    list_display = ("provision", "language", "words")
    list_filter = ("language", ("provision__instrument", RelatedInstrumentFilter))
    search_fields = ("name", "provision__slug")
    autocomplete_fields = ("provision",)

    @admin.display(description=gettext_lazy("title"), ordering="name")
    def words(self, name: ProvisionName) -> SafeString:
        return format_passage(name.name, name.language)
