"""Judging how strongly many recommendations speak."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import Change, Values
from recommendations.models import Provenance, Recommendation, Strength


def said(strength: str, origin: str) -> str:
    """``should (From the document)`` in the active language."""
    return _("%(strength)s (%(origin)s)") % {
        "strength": Strength(strength).label,
        "origin": Provenance(origin).label,
    }


class SetStrength(Change):
    """As an editor's judgement, of which the reason is kept with the recommendation."""

    name = "set_strength"
    label = gettext_lazy("Set the strength")
    permissions = ("change_recommendation",)

    def fields(self) -> dict[str, forms.Field]:
        choices = [("", "---------"), *Strength.choices]
        return {"strength": forms.ChoiceField(choices=choices, label=gettext_lazy("Strength"))}

    def before(self, record: Recommendation) -> str:
        return said(record.strength, record.strength_origin)

    def after(self, record: Recommendation, values: Values) -> str:
        """One that has the strength already keeps it as it is, and whoever said so."""
        if record.strength == values["strength"]:
            return self.before(record)
        return said(values["strength"], Provenance.EDITOR)

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        for record in records:
            record.strength = values["strength"]
            record.strength_origin = Provenance.EDITOR
            record.strength_reason = reason
        fields = ["strength", "strength_origin", "strength_reason"]
        Recommendation.objects.bulk_update(records, fields)
