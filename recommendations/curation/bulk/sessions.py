"""The bulk change of the session that adopted recommendations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import BulkChange, Values
from recommendations.models import AdoptionStatus, Recommendation
from recommendations.names.labels import session_name_and_year
from sessions.genres import genre_by_slug
from sessions.models import WorkingGroupSession

#: The value for a session that the documents held do not name, and for that of each one's report.
UNKNOWN, REPORTED = "unknown", "reported"


def format_session(session: WorkingGroupSession | None) -> str:
    """Return ``1st session, 2012`` in the active language."""
    return session_name_and_year(session) if session else _("not known")


def reported_session(record: Recommendation) -> WorkingGroupSession | None:
    """Return the session that the report which a record was read from is of; none of a paper.

    Reads ``occurrences`` with documents and their sessions.
    """
    document = record.source.document if record.source else None
    if document is None or not genre_by_slug(document.genre).reports_adoption:
        return None
    session: WorkingGroupSession | None = document.session
    return session


class SetSession(BulkChange):
    """Sets the session, or that it is not known; only what was adopted has one."""

    name = "set_session"
    label = gettext_lazy("Set the session")
    permissions = ("change_recommendation",)
    prefetches = ("session", "occurrences__document__session")

    def initial_values(self, codes: Collection[str]) -> Values:
        """Propose the session of the report that all were read from, if that is one; four queries.

        Else that of each one's own report.
        """
        records = Recommendation.objects.filter(code__in=codes).prefetch_related(*self.prefetches)
        sessions = {reported_session(record) for record in records}
        if None in sessions or not sessions:
            return {}
        [first, *others] = sessions
        return {"session": REPORTED if others or first is None else str(first.number)}

    def form_fields(self) -> dict[str, forms.Field]:
        stored = WorkingGroupSession.objects.order_by("-number")
        by_number = {str(each.number): each for each in stored}
        names = {value: format_session(each) for value, each in by_number.items()}
        sessions: dict[str, WorkingGroupSession | str | None] = {
            **by_number,
            REPORTED: REPORTED,
            UNKNOWN: None,
        }
        names |= {
            REPORTED: _("that of the report which each was read from"),
            UNKNOWN: format_session(None),
        }
        field = forms.TypedChoiceField(
            choices=[("", "---------"), *names.items()],
            coerce=sessions.__getitem__,
            label=gettext_lazy("Session"),
        )
        return {"session": field}

    def obstacle(self, record: Recommendation, values: Values) -> str:
        if values["session"] == REPORTED and reported_session(record) is None:
            return _("It was read from no report of a session: choose the session.")
        if record.status == AdoptionStatus.ADOPTED or values["session"] is None:
            return ""
        return _("Only what was adopted has a session.")

    def current_value(self, record: Recommendation) -> str:
        return format_session(record.session)

    def new_value(self, record: Recommendation, values: Values) -> str:
        return format_session(_new_session(record, values))

    def apply(self, records: Sequence[Recommendation], values: Values, reason: str) -> None:
        for record in records:
            record.session = _new_session(record, values)
        Recommendation.objects.bulk_update(records, ["session"])


def _new_session(record: Recommendation, values: Values) -> WorkingGroupSession | None:
    chosen: WorkingGroupSession | str | None = values["session"]
    return reported_session(record) if isinstance(chosen, str) else chosen
