"""The admin's pages of treaties and their provisions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from recommendations.admin import names
from recommendations.admin.filters import ByInstrument
from recommendations.admin.forms import InstrumentNameForm, InstrumentNameRows, ProvisionNameForm
from recommendations.models import Instrument, InstrumentName, Provision, ProvisionName
from smuggling_kb.curation import Page, Table, address, passage


class NamesOfInstrument(Table[InstrumentName, Instrument]):
    model = InstrumentName
    form = InstrumentNameForm
    formset = InstrumentNameRows
    verbose_name = gettext_lazy("name")
    verbose_name_plural = gettext_lazy("names")


class NewProvisions(Table[Provision, Instrument]):
    """Only to add some: an instrument can have more of them than a form can send."""

    model = Provision
    verbose_name_plural = gettext_lazy("new provisions")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Instrument)
class InstrumentAdmin(Page[Instrument]):
    list_prefetched = ("names",)
    list_display = ("slug", "named", "position")
    search_fields = ("slug", "names__name")
    search_help_text = gettext_lazy("Name in any language, or slug")
    readonly_fields = ("provisions_held",)
    fieldsets = (
        (
            None,
            {
                "fields": ("slug", "position", "provisions_held"),
                "description": gettext_lazy(
                    "Texts cite it under the names below; a name that is missing leaves its"
                    " citations unresolved."
                ),
            },
        ),
    )
    inlines = (NamesOfInstrument, NewProvisions)

    @admin.display(description=gettext_lazy("name"))
    def named(self, instrument: Instrument) -> str:
        return names.instrument(instrument)

    @admin.display(description=gettext_lazy("provisions"))
    def provisions_held(self, instrument: Instrument) -> str:
        if instrument.pk is None:
            return ""
        return format_html_join(
            " · ",
            '<a href="{}">{} {}</a>',
            (
                (address(provision), provision.get_kind_display(), provision.number)
                for provision in instrument.provisions.all()
            ),
        )


@admin.register(InstrumentName)
class InstrumentNameAdmin(Page[InstrumentName]):
    form = InstrumentNameForm
    joined = ("instrument",)
    list_display = ("instrument", "language", "kind", "words")
    list_filter = ("language", "kind", ("instrument", ByInstrument))
    search_fields = ("name", "instrument__slug")
    autocomplete_fields = ("instrument",)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def words(self, name: InstrumentName) -> SafeString:
        return passage(name.name, name.language)


class NamesOfProvision(Table[ProvisionName, Provision]):
    model = ProvisionName
    form = ProvisionNameForm
    verbose_name = gettext_lazy("title")
    verbose_name_plural = gettext_lazy("titles")


@admin.register(Provision)
class ProvisionAdmin(Page[Provision]):
    joined = ("instrument",)
    list_prefetched = ("instrument__names",)
    list_display = ("slug", "instrument_named", "kind", "number")
    list_filter = (("instrument", ByInstrument), "kind")
    search_fields = ("slug", "=number", "instrument__names__name", "names__name")
    search_help_text = gettext_lazy("Slug, number, or name of the instrument in any language")
    autocomplete_fields = ("instrument",)
    inlines = (NamesOfProvision,)

    @admin.display(description=gettext_lazy("instrument"), ordering="instrument")
    def instrument_named(self, provision: Provision) -> str:
        return names.instrument(provision.instrument)


@admin.register(ProvisionName)
class ProvisionNameAdmin(Page[ProvisionName]):
    form = ProvisionNameForm
    joined = ("provision",)
    list_display = ("provision", "language", "words")
    list_filter = ("language", ("provision__instrument", ByInstrument))
    search_fields = ("name", "provision__slug")
    autocomplete_fields = ("provision",)

    @admin.display(description=gettext_lazy("title"), ordering="name")
    def words(self, name: ProvisionName) -> SafeString:
        return passage(name.name, name.language)
