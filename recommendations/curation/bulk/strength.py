"""The bulk change of the strength of recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.models import Provenance, Recommendation, Strength


def format_strength(strength: str, origin: str) -> str:
    """Return ``should (From the document)`` in the active language."""
    return _("%(strength)s (%(origin)s)") % {
        "strength": Strength(strength).label,
        "origin": Provenance(origin).label,
    }


class SetStrength(BulkChange):
    """Sets it as an editor's judgement, whose reason is kept with the recommendation."""

    name = "set_strength"
    label = gettext_lazy("Set the strength")
    permissions = ("change_recommendation",)

    def form_fields(self) -> dict[str, forms.Field]:
        choices = [("", "---------"), *Strength.choices]
        return {"strength": forms.ChoiceField(choices=choices, label=gettext_lazy("Strength"))}

    def current_value(self, record: Recommendation) -> str:
        return format_strength(record.strength, record.strength_origin)

    def new_value(self, record: Recommendation, values: Values) -> str:
        """Return the value; one that is the same already keeps its origin."""
        if record.strength == values["strength"]:
            return self.current_value(record)
        return format_strength(values["strength"], Provenance.EDITOR)

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        for record in records:
            record.strength = values["strength"]
            record.strength_origin = Provenance.EDITOR
            record.strength_reason = reason
        fields = ["strength", "strength_origin", "strength_reason"]
        Recommendation.objects.bulk_update(records, fields)
