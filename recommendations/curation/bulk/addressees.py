"""Saying of many recommendations that they speak to somebody, or do not."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from recommendations.curation.bulk.change import Change, Values
from recommendations.models import Addressee, Provenance, Recommendation, RecommendationAddressee


def said(addressees: set[str]) -> str:
    """``States, UNODC`` in the active language and the order in which the model has them."""
    labels = [str(each.label) for each in Addressee if each in addressees]
    return pgettext("list", ", ").join(labels) or _("none")


def addressees_of(record: Recommendation) -> set[str]:
    return {each.addressee for each in record.addressees.all()}


class OfAddressee(Change):
    reads = ("addressees",)

    def fields(self) -> dict[str, forms.Field]:
        choices = [("", "---------"), *Addressee.choices]
        return {"addressee": forms.ChoiceField(choices=choices, label=gettext_lazy("Addressee"))}

    def before(self, record: Recommendation) -> str:
        return said(addressees_of(record))


class AddAddressee(OfAddressee):
    name = "add_addressee"
    label = gettext_lazy("Add an addressee")
    permissions = ("change_recommendation", "add_recommendationaddressee")

    def after(self, record: Recommendation, values: Values) -> str:
        return said(addressees_of(record) | {values["addressee"]})

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


class RemoveAddressee(OfAddressee):
    name = "remove_addressee"
    label = gettext_lazy("Remove an addressee")
    permissions = ("change_recommendation", "delete_recommendationaddressee")

    def after(self, record: Recommendation, values: Values) -> str:
        return said(addressees_of(record) - {values["addressee"]})

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        RecommendationAddressee.objects.filter(
            recommendation__in=records, addressee=values["addressee"]
        ).delete()
