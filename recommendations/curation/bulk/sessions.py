"""The bulk change of the session that adopted recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.models import AdoptionStatus, Recommendation
from recommendations.names.labels import session_name_and_year
from sessions.models import WorkingGroupSession

#: The value for a session that the documents held do not name.
UNKNOWN = "unknown"


def format_session(session: WorkingGroupSession | None) -> str:
    """Return ``1st session, 2012`` in the active language."""
    return session_name_and_year(session) if session else _("not known")


class SetSession(BulkChange):
    """Sets the session, or that it is not known; only what was adopted has one."""

    name = "set_session"
    label = gettext_lazy("Set the session")
    permissions = ("change_recommendation",)
    prefetches = ("session",)

    def form_fields(self) -> dict[str, forms.Field]:
        sessions: dict[str, WorkingGroupSession | None] = {
            str(each.number): each for each in WorkingGroupSession.objects.order_by("-number")
        }
        sessions[UNKNOWN] = None
        choices = [(value, format_session(each)) for value, each in sessions.items()]
        field = forms.TypedChoiceField(
            choices=[("", "---------"), *choices],
            coerce=sessions.__getitem__,
            label=gettext_lazy("Session"),
        )
        return {"session": field}

    def obstacle(self, record: Recommendation, values: Values) -> str:
        if record.status == AdoptionStatus.ADOPTED or values["session"] is None:
            return ""
        return _("Only what was adopted has a session.")

    def current_value(self, record: Recommendation) -> str:
        return format_session(record.session)

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_session(values["session"])

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        for record in records:
            record.session = values["session"]
        Recommendation.objects.bulk_update(records, ["session"])
