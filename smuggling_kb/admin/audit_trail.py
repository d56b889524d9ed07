"""The admin's list of the whole audit trail, which nobody changes."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from smuggling_kb.admin.bases import ReadOnlyAdmin, SiteModelAdmin
from smuggling_kb.audit.differences import audited_changes, entry_model
from smuggling_kb.audit.models import AuditEntry
from smuggling_kb.audit.registry import audited_models


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, SiteModelAdmin[AuditEntry]):
    """Shows each account the entries of what it may see."""

    list_display = ("at", "author", "operation", "model_name", "key", "kind", "reason")
    list_filter = ("operation", "kind", "model")
    search_fields = ("key", "by_name", "reason")
    search_help_text = _("Name of what was changed, account, or words of the reason")
    date_hierarchy = "at"
    readonly_fields = ("author", "model_name", "differences")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("at", "author", "kind", "reason")}),
        (_("What was changed"), {"fields": ("operation", "model_name", "key", "differences")}),
    )

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return bool(visible_labels(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(model__in=visible_labels(request))

    @admin.display(description=_("changed by"), ordering="by_name")
    def author(self, entry: AuditEntry) -> str:
        return entry.by_name or str(_("a program"))

    @admin.display(description=_("model"), ordering="model")
    def model_name(self, entry: AuditEntry) -> str:
        model = entry_model(entry)
        return str(model._meta.verbose_name) if model else entry.model

    @admin.display(description=_("difference"))
    def differences(self, entry: AuditEntry) -> str:
        [change] = audited_changes([entry])
        return render_to_string("admin/_audit_differences.html", {"change": change})


def visible_labels(request: HttpRequest) -> list[str]:
    """Return the labels of the models that an account may see; those of links with their row's."""
    return [
        audited.model._meta.label_lower
        for audited in audited_models()
        if request.user.has_perm(view_permission(audited.model))
    ]


def view_permission(model: type[Model]) -> str:
    """Return the permission to see rows of a model; links between two belong to the first."""
    options = model._meta
    if options.auto_created:
        options = cast(type[Model], options.auto_created)._meta
    return f"{options.app_label}.{get_permission_codename('view', options)}"
