"""The admin's pages for tables: corrections and additions, and the files they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recommendations.admin.tables.additions import AdditionsPage
from recommendations.admin.tables.page import ADDRESS, TablePage
from recommendations.curation.additions import KINDS
from recommendations.curation.corrections.columns import (
    CORRECTABLE,
    REMOVE,
    TEMPLATE,
    curators_sheet,
)
from recommendations.curation.corrections.plan import TablePlan, plan_corrections
from recommendations.curation.corrections.table import UploadedTable
from recommendations.curation.corrections.values import CHOICES
from recommendations.models import Recommendation, Theme
from sessions.models import WorkingGroupSession
from smuggling_kb.admin import downloads
from smuggling_kb.admin.bases import SiteModelAdmin
from smuggling_kb.deployment.site_address import site_root
from smuggling_kb.spreadsheets import WRITERS, Sheet

#: Permissions for all that a table of corrections may change.
PERMISSIONS = (
    "recommendations.change_recommendation",
    "recommendations.change_recommendationtext",
    "recommendations.add_themeassignment",
    "recommendations.delete_themeassignment",
    "recommendations.add_recommendationaddressee",
    "recommendations.delete_recommendationaddressee",
)


class CorrectionsPage(TablePage):
    """The page of tables that change what is held, and add nothing."""

    template = "table"
    permissions: ClassVar[Sequence[str]] = PERMISSIONS

    @property
    def title(self) -> str:
        return _("Correct by table")

    def plan(self, request: HttpRequest, table: UploadedTable) -> TablePlan:
        may_change = partial(self.admin.has_change_permission, request)
        return plan_corrections(table, site_root(request), may_change)

    def upload_context(self) -> dict[str, Any]:
        options: dict[str, Any] = {name: choices.values for name, choices in CHOICES.items()}
        options["themes"] = Theme.objects.chapters().values_list("slug", flat=True)
        options["session"] = WorkingGroupSession.objects.values_list("number", flat=True)
        columns = [
            {
                "name": name,
                "meaning": column.meaning,
                "options": options.get(name, ()),
                "removable": column.removable,
            }
            for name, column in CORRECTABLE.items()
        ]
        others = [AdditionsPage(self.admin, kind) for kind in KINDS.values()]
        return {"columns": columns, "remove": REMOVE, "other_pages": others}

    def download_template(self, request: HttpRequest, extension: str) -> HttpResponseBase:
        """Download a table without rows."""
        self.check_permission(request)
        nothing = Recommendation.objects.none()
        sheet = curators_sheet(nothing, "", "", TEMPLATE)
        return downloads.sheet_response(request, sheet, extension)


class CorrectionsAdmin(SiteModelAdmin[Recommendation]):
    """The pages that take in tables, and the downloads that these are made from."""

    def sheet(self, request: HttpRequest, rows: QuerySet[Any]) -> Sheet:
        """Return the columns of the public downloads, and those that only curators see."""
        return curators_sheet(rows, get_language(), site_root(request))

    @property
    def table_pages(self) -> list[CorrectionsPage | AdditionsPage]:
        return [CorrectionsPage(self), *(AdditionsPage(self, kind) for kind in KINDS.values())]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Add downloads to be filled in, for those who may send them back."""
        actions = super().get_actions(request)
        if not actions:
            return actions
        labels = {}
        corrections, texts, *_others = self.table_pages
        if corrections.has_permission(request):
            labels["correct_csv"] = (correct_rows, "csv", _("Download to correct, as CSV"))
            labels["correct_xlsx"] = (correct_rows, "xlsx", _("Download to correct, as Excel"))
        if texts.has_permission(request):
            labels["texts_xlsx"] = (texts_of_rows, "xlsx", _("Download to add texts, as Excel"))
        return actions | {
            name: (partial(download, extension), name, label)
            for name, (download, extension, label) in labels.items()
        }

    def get_urls(self) -> list[Any]:
        own: list[URLPattern] = []
        for page in self.table_pages:
            folder = f"table/{page.name}/" if page.name else "table/"
            view: Any = require_http_methods(["GET", "HEAD", "POST"])(page.view)
            own.append(path(folder, self.admin_site.admin_view(view), name=page.address_name))
            for extension in WRITERS:
                view = require_safe(partial(page.download_template, extension=extension))
                prefix = f"{page.name}_" if page.name else ""
                own.append(
                    path(
                        f"{folder}template.{extension}",
                        self.admin_site.admin_view(view),
                        name=f"{ADDRESS}_{prefix}template_{extension}",
                    )
                )
        return own + super().get_urls()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        pages = [page for page in self.table_pages if page.has_permission(request)]
        return super().changelist_view(request, {**(extra_context or {}), "table_pages": pages})


def correct_rows(
    extension: str, page: CorrectionsAdmin, request: HttpRequest, rows: QuerySet[Any]
) -> HttpResponseBase:
    """Download the selection as a table to be corrected."""
    sheet = curators_sheet(rows, get_language(), site_root(request), TEMPLATE)
    return downloads.sheet_response(request, sheet, extension)


def texts_of_rows(
    extension: str, page: CorrectionsAdmin, request: HttpRequest, rows: QuerySet[Any]
) -> HttpResponseBase:
    """Download the selection as a table to be filled with texts in another language."""
    texts = AdditionsPage(page, KINDS["texts"])
    return texts.download_template(request, extension, records=rows)
