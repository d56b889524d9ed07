"""The admin's pages for tables that add something, and their templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from recommendations.admin.tables.page import ADDRESS, TablePage
from recommendations.curation.additions.kind import AdditionKind
from recommendations.curation.additions.plan import plan_additions
from recommendations.curation.additions.template import EXAMPLE, template_sheets
from recommendations.curation.additions.texts import rows_without_texts
from recommendations.curation.corrections.plan import TablePlan
from recommendations.curation.corrections.table import UploadedTable
from recommendations.models import Recommendation
from smuggling_kb.admin import downloads
from smuggling_kb.admin.bases import SiteModelAdmin


class AdditionsPage(TablePage):
    """The page of one kind of table that adds something."""

    template: ClassVar[str] = "additions"

    def __init__(self, admin: SiteModelAdmin[Recommendation], kind: AdditionKind) -> None:
        super().__init__(admin)
        self.kind = kind
        self.name = kind.name
        self.columns = list(kind.columns)

    @property
    def title(self) -> str:
        return str(self.kind.title)

    @property
    def permissions(self) -> Sequence[str]:
        return self.kind.permissions

    def plan(self, request: HttpRequest, table: UploadedTable) -> TablePlan:
        return plan_additions(self.kind, table, partial(self.admin.has_change_permission, request))

    def upload_context(self) -> dict[str, Any]:
        options = self.kind.options()
        columns = [
            {"name": name, "column": column, "options": options.get(name, ())}
            for name, column in self.kind.columns.items()
        ]
        return {
            "kind": self.kind,
            "columns": columns,
            "example": EXAMPLE,
            "templates": {
                extension: f"admin:{ADDRESS}_{self.name}_template_{extension}"
                for extension in ("xlsx", "csv")
            },
        }

    def download_template(
        self,
        request: HttpRequest,
        extension: str,
        records: QuerySet[Recommendation] | None = None,
    ) -> HttpResponseBase:
        """Download a table with an example, and with rows to be filled in for some records."""
        self.check_permission(request)
        rows = rows_without_texts(records) if records is not None else ()
        table, explanation = template_sheets(self.kind, rows)
        return downloads.sheet_response(request, table, extension, further=(explanation,))
