"""Tables of recommendations in the admin: taken away, and sent back with corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recommendations.curation.corrections import apply, columns, file_reader, signed_plan, values
from recommendations.curation.corrections import plan as corrections
from recommendations.curation.corrections.plan import Change, Correction, Plan
from recommendations.curation.corrections.table import MOST_ROWS, Table, Unreadable
from recommendations.history.versions import ConcurrentChange
from recommendations.models import Recommendation, Theme
from recommendations.rendering.diff import marked
from sessions.models import WorkingGroupSession
from smuggling_kb import downloads
from smuggling_kb.curation import Page, link, passage
from smuggling_kb.spreadsheets import WRITERS, Sheet
from smuggling_kb.templatetags.languages import lang_and_dir

#: What a table may change, all of which whoever sends one must be allowed to.
PERMISSIONS = (
    "recommendations.change_recommendation",
    "recommendations.change_recommendationtext",
    "recommendations.add_themeassignment",
    "recommendations.delete_themeassignment",
    "recommendations.add_recommendationaddressee",
    "recommendations.delete_recommendationaddressee",
)
FILES = ".csv,.txt,.tsv,.xlsx"
#: What differences of texts may cost on one page, as the product of the lengths of both.
MARKING = 30_000_000
#: Columns whose differences are marked word by word, and those in the language of the text.
RUNNING = ("text", "chapeau", "strength_reason")
IN_LANGUAGE = ("text", "chapeau", "modal")


class FileForm(forms.Form):
    """Asks for the table."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        widget=forms.FileInput(attrs={"accept": FILES}),
        allow_empty_file=True,
        help_text=format_lazy(
            gettext_lazy("Excel (.xlsx) or CSV, at most 25 MB and {rows} rows."), rows=MOST_ROWS
        ),
        error_messages={"required": gettext_lazy("Choose the file of the table.")},
    )


class ReasonForm(forms.Form):
    """Asks whether to do what was shown, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the corrections"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is kept in the history of each record that changes."),
        error_messages={"required": gettext_lazy("Say why: it is kept in the history.")},
    )
    plan = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class ShownChange:
    """A value that changes, as the page shows it."""

    column: str
    difference: SafeString


@dataclass(frozen=True)
class ShownCorrection:
    """A row that changes a record, as the page shows it."""

    row: int
    link: SafeString
    changes: list[ShownChange]
    #: What the record's text is said to cite, and no longer does.
    uncited: SafeString


def shown(plan: Plan) -> Iterator[ShownCorrection]:
    """The rows of a plan that change something; at some length differences are no longer marked."""
    left = MARKING
    for correction in plan.corrections:
        changes = []
        for change in correction.changes:
            left -= len(change.before) * len(change.after)
            running = change.column in RUNNING and change.before and change.after and left > 0
            changes.append(
                ShownChange(change.column, difference(correction, change, bool(running)))
            )
        comma, words = SafeString(pgettext("list", ", ")), correction.uncited()
        uncited = format_html_join(
            comma, "{}", ((passage(each, correction.language),) for each in words)
        )
        yield ShownCorrection(correction.row, link(correction.recommendation), changes, uncited)


def difference(correction: Correction, change: Change, running: bool) -> SafeString:
    """What goes struck through, what comes underlined."""
    language = lang_and_dir(correction.language) if change.column in IN_LANGUAGE else SafeString("")
    if running:
        return format_html("<span {}>{}</span>", language, marked(change.before, change.after))
    empty = format_html('<span class="quiet">{}</span>', _("(empty)"))
    return format_html(
        "<span {language}>{before} → {after}</span>",
        language=language,
        before=format_html("<del>{}</del>", change.before) if change.before else empty,
        after=format_html("<ins>{}</ins>", change.after) if change.after else empty,
    )


class TablesAdmin(Page[Recommendation]):
    """The pages that take in corrections, and the downloads that they are made from."""

    def sheet(self, request: HttpRequest, rows: QuerySet[Any]) -> Sheet:
        """The columns of the public downloads, and what only curators see."""
        return columns.sheet(rows, get_language(), root(request))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever may correct by table may have one that is filled in."""
        actions = super().get_actions(request)
        if not (actions and self.has_table_permission(request)):
            return actions
        labels = {
            "csv": _("Download to correct, as CSV"),
            "xlsx": _("Download to correct, as Excel"),
        }
        return actions | {
            name: (partial(to_correct, extension), name, label)
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
        """Whether somebody may correct by table."""
        return request.user.has_perms(PERMISSIONS)

    def template_view(self, request: HttpRequest, extension: str) -> HttpResponseBase:
        """A table without rows."""
        self._check(request)
        nothing = Recommendation.objects.none()
        return downloads.response(columns.sheet(nothing, "", "", columns.TEMPLATE), extension)

    def table_view(self, request: HttpRequest) -> HttpResponseBase:
        """Explains, takes a table, shows what it would do, and does it once that is confirmed."""
        self._check(request)
        if request.method != "POST":
            return self._ask(request, FileForm())
        if "plan" in request.POST:
            return self._confirmed(request)
        return self._sent(request)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_table_permission(request):
            raise PermissionDenied

    def _plan(self, request: HttpRequest, table: Table) -> Plan:
        may_change = partial(self.has_change_permission, request)
        return corrections.plan(table, root(request), may_change)

    def _ask(self, request: HttpRequest, form: FileForm, problem: str = "") -> HttpResponse:
        """The page that explains what a table may hold; ``problem`` is why it comes up again."""
        options: dict[str, Any] = {name: choices.values for name, choices in values.CHOICES.items()}
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
                for name, column in columns.CORRECTED.items()
            ],
            "remove": columns.REMOVE,
        }
        return self._page(request, "table", extra)

    def _sent(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(request, form)
        try:
            table = file_reader.read(form.cleaned_data["file"].read())
            return self._preview(request, self._plan(request, table))
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
            return self._ask(request, form)

    def _preview(
        self, request: HttpRequest, plan: Plan, form: ReasonForm | None = None, news: str = ""
    ) -> HttpResponse:
        """What a plan would do; ``news`` is why it is shown again."""
        if form is None and plan.applicable:
            form = ReasonForm(initial={"plan": signed_plan.packed(plan, request.user.pk or 0)})
        extra = {
            "title": _("Correct by table: preview"),
            "plan": plan,
            "corrections": list(shown(plan)),
            "form": form,
            "news": news,
        }
        return self._page(request, "table_preview", extra)

    def _confirmed(self, request: HttpRequest) -> HttpResponse:
        try:
            carried = signed_plan.unpacked(request.POST["plan"], request.user.pk or 0)
        except Unreadable as unreadable:
            return self._ask(request, FileForm(), str(unreadable))
        again = partial(self._plan, request, carried.table)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._preview(request, again(), form)
        try:
            done = apply.apply(
                again=again,
                digest=carried.digest,
                versions=carried.versions,
                by=cast(User, request.user),
                reason=form.cleaned_data["reason"],
            )
        except (ConcurrentChange, apply.Outdated):
            news = _(
                "Nothing was changed: somebody has changed these records since. This is what the"
                " table would do now."
            )
            return self._preview(request, again(), news=news)
        message = ngettext(
            "%(count)d recommendation was corrected.",
            "%(count)d recommendations were corrected.",
            len(done.corrections),
        )
        messages.success(request, message % {"count": len(done.corrections)})
        return redirect("admin:recommendations_recommendation_changelist")

    def _page(self, request: HttpRequest, name: str, extra: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **extra}
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, f"admin/recommendations/recommendation/{name}.html", context
        )


def to_correct(
    extension: str, page: TablesAdmin, request: HttpRequest, rows: QuerySet[Any]
) -> HttpResponseBase:
    """The action that downloads the selection as a table to be corrected."""
    sheet = columns.sheet(rows, get_language(), root(request), columns.TEMPLATE)
    return downloads.response(sheet, extension)


def root(request: HttpRequest) -> str:
    """The address of this site."""
    return request.build_absolute_uri("/").rstrip("/")
