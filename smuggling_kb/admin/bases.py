"""The classes that the admin's pages of every model are built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from smuggling_kb.admin import downloads
from smuggling_kb.admin.forms import InlineRows, MultilineField, SearchSelect
from smuggling_kb.admin.return_address import return_address
from smuggling_kb.admin.row_search import ROW_SEARCHES
from smuggling_kb.spreadsheets import Sheet

Row = TypeVar("Row", bound=Model)
Child = TypeVar("Child", bound=Model)
Parent = TypeVar("Parent", bound=Model)


def choice_label_of(model: type[Model], site: admin.AdminSite) -> Callable[[Any], str] | None:
    """Return what makes the label of a row where it is chosen, if its pages have that."""
    try:
        return getattr(site.get_model_admin(model), "choice_label", None)
    except NotRegistered:
        return None


class AdminDefaults(BaseModelAdmin[Any]):
    """Defaults of pages and of the tables in them: readable texts, and no query for each row."""

    #: Relations to read along with each row, as ``select_related`` takes them.
    select_related: ClassVar[tuple[str, ...]] = ()

    formfield_overrides: ClassVar[Any] = {
        models.TextField: {
            "form_class": MultilineField,
            "widget": AdminTextareaWidget(attrs={"rows": 4}),
        },
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def get_field_queryset(
        self, db: str | None, db_field: Any, request: HttpRequest
    ) -> QuerySet[Any] | None:
        """Return the rows to choose from, read as their own model's pages read them."""
        try:
            related = self.admin_site.get_model_admin(db_field.remote_field.model)
        except NotRegistered:
            return super().get_field_queryset(db, db_field, request)
        return related.get_queryset(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchSelect(db_field, self.admin_site))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if label := choice_label_of(db_field.remote_field.model, self.admin_site):
            field.label_from_instance = label
        return field

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Let what a field leads to be viewed beside it; it is changed on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
        return field


class PrefetchingList(ChangeList):
    """A list that reads what belongs to all its rows at once, titled by what it lists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_popup:
            self.title = capfirst(str(self.opts.verbose_name_plural))

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        rows = super().get_queryset(*args, **kwargs)
        return rows.prefetch_related(*getattr(self.model_admin, "list_prefetch_related", ()))


def download_action(extension: str) -> Callable[..., HttpResponseBase]:
    """Return the action that downloads the selected rows as a file with that ending."""

    def download(
        page: SiteModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any]
    ) -> HttpResponseBase:
        return downloads.sheet_response(request, page.sheet(request, rows), extension)

    return download


#: The downloads that every list offers of a selection, by name: the action and its label.
DOWNLOADS: dict[str, tuple[Callable[..., HttpResponseBase], Any]] = {
    "download_csv": (download_action("csv"), _("Download as CSV")),
    "download_xlsx": (download_action("xlsx"), _("Download as Excel")),
}


class SiteModelAdmin(AdminDefaults, admin.ModelAdmin[Row]):
    """The pages of a model."""

    #: Relations of which each row of the list shows several, as ``prefetch_related`` takes them.
    list_prefetch_related: ClassVar[tuple[str, ...]] = ()

    #: The actions that download a selection, by name, with their labels.
    downloads: ClassVar = DOWNLOADS

    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PrefetchingList

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["return_address"] = return_address(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request: HttpRequest, obj: Row) -> HttpResponseRedirect:
        """Lead back to the page that led to the form, if one did."""
        if back := return_address(request):
            return HttpResponseRedirect(back)
        return super().response_post_save_change(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        """Search as the public pages do; the second value tells that no row comes twice."""
        columns = [name.lstrip("^=@") for name in self.get_search_fields(request)]
        if columns and search_term.strip():
            queryset = self.search_rows(queryset, columns, search_term)
        return queryset, False

    def search_rows(self, rows: QuerySet[Row], columns: Sequence[str], typed: str) -> QuerySet[Row]:
        """Return the rows of which the columns match what somebody typed."""
        for search in ROW_SEARCHES:
            rows = search(rows, columns, typed)
        return rows

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer downloads to everybody who sees the list."""
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not self.has_view_permission(request):
            return actions
        return actions | {
            name: (action, name, label) for name, (action, label) in self.downloads.items()
        }

    def sheet(self, request: HttpRequest, rows: QuerySet[Any]) -> Sheet:
        """Return rows as a table to be downloaded."""
        return downloads.stored_fields(rows)


class RelatedFilter(admin.RelatedFieldListFilter):
    """Filters rows by what they belong to, read as that model's own pages read it."""

    #: Relations that a choice's label reads, as the method of that name takes them.
    prefetch_related: ClassVar[tuple[str, ...]] = ()

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        related = model_admin.admin_site.get_model_admin(field.remote_field.model)
        rows = related.get_queryset(request).prefetch_related(*self.prefetch_related)
        return [(row.pk, self.choice_label(row)) for row in rows]

    def choice_label(self, row: Any) -> str:
        """Return the label of a choice; may read ``prefetch_related``."""
        return str(row)


class SiteInline(AdminDefaults, admin.options.InlineModelAdmin[Child, Parent]):
    """Rows of another model in a page: few enough for whatever a form says of their number."""

    extra = 0
    formset = InlineRows
    #: Rows up to which more can be added.
    max_num = 150
    #: Rows that are read at all: each costs time, whoever claims that there are thousands.
    absolute_max = 200

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=self.absolute_max, **kwargs)


class TableInline(SiteInline[Child, Parent], admin.TabularInline[Child, Parent]):
    """Rows of another model as a table in a page."""

    formfield_overrides: ClassVar[Any] = AdminDefaults.formfield_overrides | {
        models.TextField: {
            "form_class": MultilineField,
            "widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 30, "class": ""}),
        },
    }

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """A field of a cell has no label of its own; the column's head is its name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field


class StackInline(SiteInline[Child, Parent], admin.StackedInline[Child, Parent]):
    """Rows of another model below each other in a page."""


class ReadOnlyAdmin(BaseModelAdmin[Any]):
    """Pages of rows that nobody changes in the admin."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
