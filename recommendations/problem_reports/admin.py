"""The admin's pages of reports: the queue, and what was done about each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.problem_reports.models import OPEN_STATES, ProblemReport, ReportState
from smuggling_kb.admin.audited import AttributingAdmin
from smuggling_kb.admin.bases import SiteModelAdmin
from smuggling_kb.admin.cells import change_link, page_link

#: When the report was last dealt with, as the form was opened.
SEEN = "seen"
#: Characters of a message that the queue shows.
EXCERPT = 120


class HandlingForm(forms.ModelForm[ProblemReport]):
    """The state of a report and the answer; writes over nobody's."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial[SEEN] = handling_moment(self.instance)

    def clean(self) -> dict[str, Any] | None:
        """Refuse to close a report without an answer, and to save what is not the latest."""
        cleaned = super().clean() or {}
        # Locked: of two forms at a time, the second reads what the first has saved.
        current = ProblemReport.objects.select_for_update().get(pk=self.instance.pk)
        if cleaned.get(SEEN, "") != handling_moment(current):
            message = _(
                "Nothing was saved: %(name)s dealt with this report while you were working on it."
                " Keep a copy of what you wrote, and open the report anew."
            )
            self.add_error(None, message % {"name": current.handled_by_name or _("somebody")})
        state = cleaned.get("state", current.state)
        if state not in OPEN_STATES and not cleaned.get("answer", current.answer):
            self.add_error("answer", _("Say what was done, or why nothing was."))
        return cleaned


def handling_moment(report: ProblemReport) -> str:
    """Return when a report was last dealt with; empty if nobody has."""
    return report.handled_at.isoformat() if report.handled_at else ""


@admin.register(ProblemReport)
class ProblemReportAdmin(AttributingAdmin, SiteModelAdmin[ProblemReport]):
    """Reports come from readers; curators say what became of them."""

    form = HandlingForm
    select_related = ("recommendation",)
    list_display = ("reference", "received_at", "subject", "kind", "excerpt", "state")
    list_filter = ("state", "kind")
    search_fields = ("reference", "recommendation__code", "page", "message")
    search_help_text = gettext_lazy("Reference number, code, address or words of the message")
    readonly_fields = (
        "reference",
        "received_at",
        "subject",
        "kind",
        "message",
        "sender",
        "language",
        "data_version",
        "handled_by_name",
        "handled_at",
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "subject",
                    "kind",
                    "message",
                    "sender",
                    "received_at",
                    "language",
                    "data_version",
                ),
                "description": gettext_lazy(
                    "As a reader sent it. What it says is checked against the United Nations"
                    " document before anything is changed."
                ),
            },
        ),
        (
            gettext_lazy("What became of it"),
            {"fields": ("state", "answer", "handled_by_name", "handled_at", SEEN)},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers alone report."""
        return False

    def may_restore_row(self, request: HttpRequest, row: Any) -> bool:
        """A report that was deleted is gone."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what only a form that can be saved has."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        *others, (title, options) = fieldsets
        shown = tuple(name for name in options["fields"] if name != SEEN)
        return (*others, (title, {**options, "fields": shown}))

    def save_model(self, request: HttpRequest, obj: ProblemReport, form: Any, change: bool) -> None:
        """Say who dealt with it, and when; what is new again, nobody has."""
        is_new = obj.state == ReportState.NEW
        obj.handled_by_name = "" if is_new else request.user.get_username()
        obj.handled_at = None if is_new else timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("about"), ordering="recommendation__code")
    def subject(self, report: ProblemReport) -> SafeString | str:
        """The recommendation or the page that it is about."""
        if report.recommendation:
            return change_link(report.recommendation)
        if not report.page:
            return ""
        return page_link(f"/{report.language}{report.page}", report.page)

    @admin.display(description=gettext_lazy("message"))
    def excerpt(self, report: ProblemReport) -> str:
        message: str = report.message
        return message if len(message) <= EXCERPT else f"{message[:EXCERPT]}…"
