"""Admin pages of rows that have an audit trail: who changed them and why, and their history."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from smuggling_kb.admin.audit_history import AuditHistory
from smuggling_kb.admin.bases import Row
from smuggling_kb.admin.reasons import WHY, ReasonedAdmin, posted_reason
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.models import ChangeKind


class AttributingAdmin(AuditHistory, admin.ModelAdmin[Any]):
    """Pages whose changes the audit trail attributes to the user of the request."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with self.attribution(request):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take an action as the work of the user of this request."""
        if request.method != "POST":
            return super().changelist_view(request, *args, **kwargs)
        with self.attribution(request):
            return super().changelist_view(request, *args, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.attribution(request, ChangeKind.DELETE):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.attribution(request, ChangeKind.DELETE):
            super().delete_queryset(request, queryset)

    def attribution(self, request: HttpRequest, kind: ChangeKind = ChangeKind.EDIT) -> Any:
        """Return a block whose changes are those of the user of this request."""
        return attribute_changes(cast(Any, request.user), kind, posted_reason(request))


class AuditedAdmin(AttributingAdmin, ReasonedAdmin[Row]):
    """The pages of rows that are public as soon as they are saved: each change has a reason."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form, which asks for a reason those who may save it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if WHY in form.base_fields:
            form.base_fields[WHY].required = True
            if obj and not self.has_change_permission(request, obj):
                del form.base_fields[WHY]
        return form
