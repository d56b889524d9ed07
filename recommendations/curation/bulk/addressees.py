"""Bulk changes of the addressees of recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.models import Addressee, Provenance, Recommendation, RecommendationAddressee
from smuggling_kb.enumerations import comma_list


def format_addressees(addressees: set[str]) -> str:
    """Return ``States, UNODC`` in the active language and the order of the model."""
    labels = [str(each.label) for each in Addressee if each in addressees]
    return comma_list(labels) or _("none")


def current_addressees(record: Recommendation) -> set[str]:
    return {each.addressee for each in record.addressees.all()}


class AddresseeChange(BulkChange):
    prefetches = ("addressees",)

    def form_fields(self) -> dict[str, forms.Field]:
        choices = [("", "---------"), *Addressee.choices]
        return {"addressee": forms.ChoiceField(choices=choices, label=gettext_lazy("Addressee"))}

    def current_value(self, record: Recommendation) -> str:
        return format_addressees(current_addressees(record))


class AddAddressee(AddresseeChange):
    name = "add_addressee"
    label = gettext_lazy("Add an addressee")
    permissions = ("change_recommendation", "add_recommendationaddressee")

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_addressees(current_addressees(record) | {values["addressee"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        RecommendationAddressee.objects.bulk_create(
            RecommendationAddressee(
                recommendation=record,
                addressee=values["addressee"],
                origin=Provenance.EDITOR,
                reason=reason,
            )
            for record in records
        )


class RemoveAddressee(AddresseeChange):
    name = "remove_addressee"
    label = gettext_lazy("Remove an addressee")
    permissions = ("change_recommendation", "delete_recommendationaddressee")

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_addressees(current_addressees(record) - {values["addressee"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        RecommendationAddressee.objects.filter(
            recommendation__in=records, addressee=values["addressee"]
        ).delete()
