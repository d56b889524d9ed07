"""The admin's pages for corrections by table: download, upload, preview, confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recommendations.admin.correction_preview import correction_previews
from recommendations.admin.forms import CORRECT, KEEP
from recommendations.curation.corrections.columns import (
    CORRECTABLE,
    REMOVE,
    TEMPLATE,
    curators_sheet,
)
from recommendations.curation.corrections.file_reader import read_uploaded_table
from recommendations.curation.corrections.plan import (
    Correction,
    CorrectionPlan,
    plan_corrections,
)
from recommendations.curation.corrections.signed_plan import read_signed_plan, sign_plan
from recommendations.curation.corrections.table import MAX_ROWS, UnreadableTable, UploadedTable
from recommendations.curation.corrections.values import CHOICES
from recommendations.curation.corrections.writer import PlanOutdated, apply_corrections
from recommendations.curation.passage_correction import (
    CORRECT_PERMISSION,
    PassageNotCorrected,
    passage_words,
)
from recommendations.history.versions import ConcurrentChange
from recommendations.models import Recommendation, Theme
from sessions.models import WorkingGroupSession
from smuggling_kb.admin import downloads
from smuggling_kb.admin.bases import SiteModelAdmin
from smuggling_kb.character_validation import validate_characters
from smuggling_kb.deployment.site_address import site_root
from smuggling_kb.spreadsheets import WRITERS, Sheet

#: Permissions for all that a table may change; whoever sends one needs them all.
PERMISSIONS = (
    "recommendations.change_recommendation",
    "recommendations.change_recommendationtext",
    "recommendations.add_themeassignment",
    "recommendations.delete_themeassignment",
    "recommendations.add_recommendationaddressee",
    "recommendations.delete_recommendationaddressee",
)
FILES = ".csv,.txt,.tsv,.xlsx"


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
        label=gettext_lazy("Reason for the corrections"),
        max_length=1000,
        validators=[validate_characters],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is kept in the history of each record that changes."),
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


class CorrectionsAdmin(SiteModelAdmin[Recommendation]):
    """The pages that take in corrections, and the downloads that they are made from."""

    def sheet(self, request: HttpRequest, rows: QuerySet[Any]) -> Sheet:
        """Return the columns of the public downloads, and those that only curators see."""
        return curators_sheet(rows, get_language(), site_root(request))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Add downloads to be corrected, for those who may correct by table."""
        actions = super().get_actions(request)
        if not (actions and self.has_table_permission(request)):
            return actions
        labels = {
            "csv": _("Download to correct, as CSV"),
            "xlsx": _("Download to correct, as Excel"),
        }
        return actions | {
            name: (partial(download_to_correct, extension), name, label)
            for extension, label in labels.items()
            for name in [f"correct_{extension}"]
        }

    def get_urls(self) -> list[Any]:
        name = "recommendations_recommendation"
        pages: dict[str, Any] = {
            "table": ("", require_http_methods(["GET", "HEAD", "POST"])(self.table_view)),
        } | {
            f"template_{extension}": (
                f"template.{extension}",
                require_safe(partial(self.template_view, extension=extension)),
            )
            for extension in WRITERS
        }
        own: list[URLPattern] = [
            path(f"table/{route}", self.admin_site.admin_view(view), name=f"{name}_{page}")
            for page, (route, view) in pages.items()
        ]
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = {"may_correct_by_table": self.has_table_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def has_table_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(PERMISSIONS)

    def template_view(self, request: HttpRequest, extension: str) -> HttpResponseBase:
        """Download a table without rows."""
        self._check_permission(request)
        nothing = Recommendation.objects.none()
        sheet = curators_sheet(nothing, "", "", TEMPLATE)
        return downloads.sheet_response(request, sheet, extension)

    def table_view(self, request: HttpRequest) -> HttpResponseBase:
        """Explain, take a table, show what it would do, and do it once that is confirmed."""
        self._check_permission(request)
        if request.method != "POST":
            return self._render_upload(request, TableFileForm())
        if "plan" in request.POST:
            return self._apply_plan(request)
        return self._read_upload(request)

    def _check_permission(self, request: HttpRequest) -> None:
        if not self.has_table_permission(request):
            raise PermissionDenied

    def _plan(self, request: HttpRequest, table: UploadedTable) -> CorrectionPlan:
        may_change = partial(self.has_change_permission, request)
        return plan_corrections(table, site_root(request), may_change)

    def _render_upload(
        self, request: HttpRequest, form: TableFileForm, problem: str = ""
    ) -> HttpResponse:
        """Show what a table may contain; ``problem`` is why the page is shown again."""
        options: dict[str, Any] = {name: choices.values for name, choices in CHOICES.items()}
        options["themes"] = Theme.objects.chapters().values_list("slug", flat=True)
        options["session"] = WorkingGroupSession.objects.values_list("number", flat=True)
        extra = {
            "title": _("Correct by table"),
            "form": form,
            "problem": problem,
            "columns": [
                {
                    "name": name,
                    "meaning": column.meaning,
                    "options": options.get(name, ()),
                    "removable": column.removable,
                }
                for name, column in CORRECTABLE.items()
            ],
            "remove": REMOVE,
        }
        return self._render(request, "table", extra)

    def _read_upload(self, request: HttpRequest) -> HttpResponse:
        form = TableFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._render_upload(request, form)
        try:
            table = read_uploaded_table(form.cleaned_data["file"].read())
            return self._preview(request, self._plan(request, table))
        except UnreadableTable as error:
            form.add_error("file", str(error))
            return self._render_upload(request, form)

    def _preview(
        self,
        request: HttpRequest,
        plan: CorrectionPlan,
        form: ConfirmationForm | None = None,
        notice: str = "",
    ) -> HttpResponse:
        """Show what a plan would do; ``notice`` is why it is shown again."""
        if form is None and plan.is_applicable:
            form = ConfirmationForm(
                initial={"plan": sign_plan(plan, request.user.pk or 0)},
                differing=plan.unlike_passages,
                by=cast(User, request.user),
            )
        extra = {
            "title": _("Correct by table: preview"),
            "plan": plan,
            "corrections": list(correction_previews(plan)),
            "form": form,
            "notice": notice,
        }
        return self._render(request, "table_preview", extra)

    def _apply_plan(self, request: HttpRequest) -> HttpResponse:
        try:
            signed_plan = read_signed_plan(request.POST["plan"], request.user.pk or 0)
        except UnreadableTable as error:
            return self._render_upload(request, TableFileForm(), str(error))
        plan_again = partial(self._plan, request, signed_plan.table)
        by = cast(User, request.user)
        plan = plan_again()
        form = ConfirmationForm(request.POST, differing=plan.unlike_passages, by=by)
        if not form.is_valid():
            return self._preview(request, plan, form)
        try:
            plan = apply_corrections(
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
            return self._preview(request, plan_again(), notice=notice)
        message = ngettext(
            "%(count)d recommendation was corrected.",
            "%(count)d recommendations were corrected.",
            len(plan.corrections),
        )
        messages.success(request, message % {"count": len(plan.corrections)})
        return redirect("admin:recommendations_recommendation_changelist")

    def _render(self, request: HttpRequest, name: str, extra: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **extra}
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, f"admin/recommendations/recommendation/{name}.html", context
        )


def download_to_correct(
    extension: str, page: CorrectionsAdmin, request: HttpRequest, rows: QuerySet[Any]
) -> HttpResponseBase:
    """Download the selection as a table to be corrected."""
    sheet = curators_sheet(rows, get_language(), site_root(request), TEMPLATE)
    return downloads.sheet_response(request, sheet, extension)
