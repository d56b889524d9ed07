"""The classes and functions that the admin's pages of every model are built on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from smuggling_kb import downloads
from smuggling_kb.languages import BY_CODE
from smuggling_kb.spreadsheets import Sheet
from smuggling_kb.templatetags.languages import lang_and_dir, with_chinese

Row = TypeVar("Row", bound=Model)
Child = TypeVar("Child", bound=Model)
Parent = TypeVar("Parent", bound=Model)

#: Characters of a passage that a list shows.
EXCERPT = 60


class MultilineField(forms.CharField):
    """A text whose lines end as the documents' do; browsers send them otherwise."""

    def to_python(self, value: object) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class WordsForm(forms.ModelForm[Any]):
    """Marks the fields that hold words of a document or a translation with their language."""

    words: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = BY_CODE.get(self.language())
        if language is None:
            return
        for name in self.fields.keys() & set(self.words):
            attributes = self.fields[name].widget.attrs
            attributes |= {"lang": language.tag, "dir": language.direction}

    def language(self) -> str:
        """Return the language of the words; empty if not known yet."""
        return str(self.instance.language)


class SearchSelect(AutocompleteSelect):
    """A choice found by searching, without a query for the row that is chosen already."""

    #: The row that was chosen when the form was read, if it was read along.
    chosen: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.chosen is None or list(value) != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        choices: Any = self.choices
        offered = [] if self.is_required else [("", "")]
        offered.append((str(self.chosen.pk), choices.field.label_from_instance(self.chosen)))
        options = [
            self.create_option(name, key, label, key in value, place)
            for place, (key, label) in enumerate(offered)
        ]
        return [(None, options, 0)]


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
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

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
    """A list that reads what belongs to all its rows at once."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        rows = super().get_queryset(*args, **kwargs)
        return rows.prefetch_related(*getattr(self.model_admin, "list_prefetch_related", ()))


def download_action(extension: str) -> Callable[..., HttpResponseBase]:
    """Return the action that downloads the selected rows as a file with that ending."""

    def download(
        page: SiteModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any]
    ) -> HttpResponseBase:
        return downloads.response(page.sheet(request, rows), extension)

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
        return downloads.own_fields(rows)


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


class InlineRows(forms.BaseInlineFormSet[Any, Any, Any]):
    """The formset of another model's rows in a page."""

    def remaining_forms(self) -> list[Any]:
        """Return the forms of the rows that exist once all is saved."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not (self.can_delete and form["DELETE"].value())
        ]

    def clean(self) -> None:
        """Check also the constraints that concern the page's own row; Django leaves them out."""
        super().clean()
        unknown = () if self.instance.pk else (self.fk.name,)
        for form in self.remaining_forms():
            if form.is_valid():
                try:
                    form.instance.validate_constraints(exclude=unknown)
                except forms.ValidationError as mistake:
                    form.add_error(None, mistake)

    def add_fields(self, form: Any, index: int | None) -> None:
        """A table's box to delete a row has no label of its own; choices know what was read."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, SearchSelect):
                widget.chosen = form.instance._state.fields_cache.get(name)
        if delete := form.fields.get("DELETE"):
            delete.widget.attrs["aria-label"] = delete.label


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


def format_passage(words: str, language: str) -> SafeString:
    """Return words marked with their language."""
    return format_html("<span {}>{}</span>", lang_and_dir(language), words)


def format_excerpt(words: str, language: str) -> SafeString:
    """Return the beginning of a passage, marked with its language."""
    beginning = Truncator(words).chars(EXCERPT)
    return format_html('<span class="excerpt" {}>{}</span>', lang_and_dir(language), beginning)


def change_address(row: Model) -> str:
    """Return the address of a row's own page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))


def change_link(row: Model, label: object = "") -> SafeString:
    """Return a link to a row's own page in the admin."""
    return format_html('<a href="{}">{}</a>', change_address(row), label or with_chinese(str(row)))


def format_lines(items: Iterable[object]) -> str:
    """Return items below each other."""
    return format_html_join(SafeString("<br>"), "{}", ((item,) for item in items)) or "-"
