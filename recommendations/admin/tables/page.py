"""A page of the admin that takes a table: upload, preview line by line, confirmation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recommendations.admin.forms import CORRECT, KEEP
from recommendations.admin.tables.preview import addition_previews, correction_previews
from recommendations.curation.corrections.file_reader import read_uploaded_table
from recommendations.curation.corrections.plan import Correction, TablePlan
from recommendations.curation.corrections.signed_plan import (
    PLANNED_COLUMNS,
    read_signed_plan,
    sign_plan,
)
from recommendations.curation.corrections.table import MAX_ROWS, UnreadableTable, UploadedTable
from recommendations.curation.corrections.writer import PlanOutdated, apply_plan
from recommendations.curation.passage_correction import (
    CORRECT_PERMISSION,
    PassageNotCorrected,
    passage_words,
)
from recommendations.history.versions import ConcurrentChange
from recommendations.models import Recommendation
from smuggling_kb.admin.bases import SiteModelAdmin
from smuggling_kb.character_validation import validate_characters

FILES = ".csv,.txt,.tsv,.xlsx"
#: The beginning of the names of the admin's addresses of recommendations.
ADDRESS = "recommendations_recommendation"


class TableFileForm(forms.Form):
    """Asks for the table."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        widget=forms.FileInput(attrs={"accept": FILES}),
        allow_empty_file=True,
        help_text=format_lazy(
            gettext_lazy("Excel (.xlsx) or CSV, at most 25 MB and {rows} rows."), rows=MAX_ROWS
        ),
        error_messages={"required": gettext_lazy("Choose the file with the table.")},
    )


class ConfirmationForm(forms.Form):
    """Asks to confirm a plan, and for the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=1000,
        validators=[validate_characters],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is kept in the history of each record."),
        error_messages={"required": gettext_lazy("Give a reason: it is kept in the history.")},
    )
    difference = forms.ChoiceField(
        label=gettext_lazy("Texts that would differ from their source passages"),
        widget=forms.RadioSelect,
        choices=(
            (KEEP, gettext_lazy("Keep the differences: readers see both wordings.")),
            (
                CORRECT,
                gettext_lazy(
                    "Correct the passages too: they are marked as corrected against the file."
                ),
            ),
        ),
        error_messages={"required": gettext_lazy("Choose what to do with the differences.")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence for the correction of the passages"),
        max_length=1000,
        required=False,
        validators=[validate_characters],
        help_text=gettext_lazy("What proves that the file is wrong. Readers see it."),
    )
    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, differing: Sequence[Correction], by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.differing = differing
        choice: Any = self.fields["difference"]
        if not by.has_perm(CORRECT_PERMISSION):
            choice.choices = [each for each in choice.choices if each[0] == KEEP]
            del self.fields["evidence"]
        if not differing:
            for name in {"difference", "evidence"} & self.fields.keys():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse to correct passages without evidence, or whose lines are not those of a text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("difference") != CORRECT:
            cleaned["evidence"] = ""
            return cleaned
        if not cleaned.get("evidence"):
            self.add_error("evidence", _("Enter what proves that the file is wrong."))
        for correction in self.differing:
            try:
                list(passage_words(correction.text_after) if correction.text_after else ())
            except PassageNotCorrected as error:
                self.add_error("difference", f"{correction.code}: {error}")
        return cleaned


class TablePage(ABC):
    """A page that takes one kind of table, and does what it says once that is confirmed."""

    #: The part of its address behind ``table/``, and of the name of that; empty of corrections.
    name = ""
    template: ClassVar[str]
    #: The columns that a plan is made from again.
    columns: Sequence[str] = PLANNED_COLUMNS

    def __init__(self, admin: SiteModelAdmin[Recommendation]) -> None:
        self.admin = admin

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def permissions(self) -> Sequence[str]:
        """Return the permissions for all that such a table may do; whoever sends one needs all."""

    @abstractmethod
    def plan(self, request: HttpRequest, table: UploadedTable) -> TablePlan: ...

    @abstractmethod
    def upload_context(self) -> dict[str, Any]:
        """Return what the page explains of its columns."""

    @property
    def address(self) -> str:
        return reverse(f"admin:{self.address_name}")

    @property
    def address_name(self) -> str:
        return f"{ADDRESS}_table_{self.name}" if self.name else f"{ADDRESS}_table"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(self.permissions)

    def check_permission(self, request: HttpRequest) -> None:
        if not self.has_permission(request):
            raise PermissionDenied

    def view(self, request: HttpRequest) -> HttpResponseBase:
        """Explain, take a table, show what it would do, and do it once that is confirmed."""
        self.check_permission(request)
        if request.method != "POST":
            return self.render_upload(request, TableFileForm())
        if "plan" in request.POST:
            return self.apply_plan(request)
        return self.read_upload(request)

    def render_upload(
        self, request: HttpRequest, form: TableFileForm, problem: str = ""
    ) -> HttpResponse:
        """Show what a table may contain; ``problem`` is why the page is shown again."""
        extra = {"form": form, "problem": problem, **self.upload_context()}
        return self.render(request, self.template, self.title, extra)

    def read_upload(self, request: HttpRequest) -> HttpResponse:
        form = TableFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_upload(request, form)
        try:
            table = read_uploaded_table(form.cleaned_data["file"].read())
            return self.preview(request, self.plan(request, table))
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self.render_upload(request, form)

    def preview(
        self,
        request: HttpRequest,
        plan: TablePlan,
        form: ConfirmationForm | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Show what a plan would do; ``notice`` is why it is shown again."""
        if form is None and plan.is_applicable:
            signed = sign_plan(plan, request.user.pk or 0, self.name, self.columns)
            form = ConfirmationForm(
                initial={"plan": signed},
                differing=plan.unlike_passages,
                by=cast(User, request.user),
            )
        extra = {
            "page_title": self.title,
            "address": self.address,
            "plan": plan,
            "corrections": list(correction_previews(plan)),
            "additions": list(addition_previews(plan)),
            "form": form,
            "notice": notice,
        }
        title = _("%(page)s: preview") % {"page": self.title}
        return self.render(request, "table_preview", title, extra)

    def apply_plan(self, request: HttpRequest) -> HttpResponse:
        try:
            signed_plan = read_signed_plan(request.POST["plan"], request.user.pk or 0, self.name)
        except UnreadableTable as error:
            return self.render_upload(request, TableFileForm(), str(error))
        plan_again = partial(self.plan, request, signed_plan.table)
        by = cast(User, request.user)
        plan = plan_again()
        form = ConfirmationForm(request.POST, differing=plan.unlike_passages, by=by)
        if not form.is_valid():
            return self.preview(request, plan, form)
        try:
            plan = apply_plan(
                plan_again=plan_again,
                digest=signed_plan.digest,
                versions=signed_plan.versions,
                by=by,
                reason=form.cleaned_data["reason"],
                evidence=form.cleaned_data["evidence"],
            )
        except (ConcurrentChange, PlanOutdated):
            notice = _(
                "Nothing was changed: someone else has changed these records since. This is"
                " what the table would change now."
            )
            return self.preview(request, plan_again(), notice=notice)
        for message in self.done_messages(plan):
            messages.success(request, message)
        return redirect("admin:recommendations_recommendation_changelist")

    def done_messages(self, plan: TablePlan) -> list[str]:
        """Return what was done, in words."""
        corrected, added = len(plan.corrections), len(plan.additions)
        corrections = ngettext(
            "%(count)d recommendation was corrected.",
            "%(count)d recommendations were corrected.",
            corrected,
        )
        additions = ngettext(
            "%(count)d row was added from the table.",
            "%(count)d rows were added from the table.",
            added,
        )
        done = ((corrected, corrections), (added, additions))
        return [message % {"count": count} for count, message in done if count]

    def render(
        self, request: HttpRequest, name: str, title: str, extra: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin.admin_site.each_context(request),
            "opts": self.admin.opts,
            "title": title,
            **extra,
        }
        request.current_app = self.admin.admin_site.name
        return TemplateResponse(
            request, f"admin/recommendations/recommendation/{name}.html", context
        )
