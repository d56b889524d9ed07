"""The admin's history of a row, from the audit trail, and its restoration."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from smuggling_kb.admin.reasons import posted_reason, reason_error
from smuggling_kb.audit.attribution import attribute_changes
from smuggling_kb.audit.differences import AuditedChange, audited_changes
from smuggling_kb.audit.models import AuditEntry, ChangeKind
from smuggling_kb.audit.restoration import restore_row, row_before

#: Entries on one page.
PAGE_SIZE = 50


class AuditHistory(admin.ModelAdmin[Any]):
    """The history of a row and of the rows that its page has; it stays when the row goes."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.row_restore_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_row_restore"
        return [
            path("<int:row>/history/<int:entry>/", view, name=name),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show every change, newest first, with old and new values."""
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = self.entries(object_id)
        if row is None and not entries.exists():
            return super().history_view(request, object_id, extra_context)
        page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
        context = self.audit_context(request, row, entries) | {
            "page": page,
            "page_var": PAGE_VAR,
            "blocks": change_groups(audited_changes(page.object_list)),
            "model_label": self.opts.label_lower,
            "can_restore": self.may_restore_row(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_history.html", context)

    def entries(self, object_id: str) -> QuerySet[AuditEntry]:
        """Return the entries of a row and of the rows that belong to it, newest first."""
        if not object_id.isdecimal() or len(object_id) > len(str(2**63)) - 1:
            raise Http404
        row = int(object_id)
        chosen = Q(model=self.opts.label_lower, row=row)
        for model, name in self.part_fields():
            of_row = Q((f"before__{name}", row)) | Q((f"after__{name}", row))
            chosen |= Q(model=model._meta.label_lower) & of_row
        return AuditEntry.objects.filter(chosen)

    def part_fields(self) -> list[tuple[type[Model], str]]:
        """Return the models of which the page has rows, with the field that leads to its own."""
        return [
            (model, field.name)
            for inline in self.inlines
            for model in [cast(type[Model], inline.model)]
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.related_model is self.model
        ]

    def audit_context(
        self, request: HttpRequest, row: Model | None, entries: QuerySet[AuditEntry]
    ) -> dict[str, Any]:
        name = str(row) if row else entries.filter(model=self.opts.label_lower)[0].key
        return {
            **self.admin_site.each_context(request),
            "title": _("History of %(code)s") % {"code": name},
            "opts": self.opts,
            "code": name,
            "original": row,
        }

    # Restoring

    def may_restore_row(self, request: HttpRequest, row: Model | None) -> bool:
        if row is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, row)

    def kept_fields(self, request: HttpRequest, row: Model | None) -> Collection[str]:
        """Return the fields that this user cannot restore, as the form has them to be read only."""
        return self.get_readonly_fields(request, row) if row else ()

    def row_restore_view(self, request: HttpRequest, row: int, entry: int) -> HttpResponse:
        """Say what restoring would change; on a POST with a reason, restore it."""
        present = self.get_object(request, str(row))
        if not self.may_restore_row(request, present):
            raise PermissionDenied
        found = get_object_or_404(AuditEntry, pk=entry, model=self.opts.label_lower, row=row)
        restored = row_before(found, self.kept_fields(request, present))
        if restored is None:
            raise Http404
        error = ""
        if request.method == "POST":
            error = reason_error(request, required=True) or self.restore(request, restored)
            if not error:
                return HttpResponseRedirect(self.history_address(row))
        context = self.audit_context(request, present, self.entries(str(row))) | {
            "title": _("Restore %(name)s") % {"name": found.key},
            "change": audited_changes([found])[0],
            "why_required": True,
            "why_error": error,
        }
        return TemplateResponse(request, "admin/audit_restore.html", context)

    def restore(self, request: HttpRequest, row: Model) -> str:
        """Save a row as it was; return what is wrong with that, or nothing."""
        try:
            with attribute_changes(
                cast(Any, request.user), ChangeKind.RESTORE, posted_reason(request)
            ):
                restore_row(row)
        except ValidationError as mistake:
            return " ".join(mistake.messages)
        messages.success(request, _("%(name)s is again what it was.") % {"name": row})
        return ""

    def history_address(self, row: int) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(name, args=(row,))


def change_groups(changes: list[AuditedChange]) -> list[list[AuditedChange]]:
    """Return changes that were made together, together."""

    def together(change: AuditedChange) -> tuple[Any, ...]:
        entry = change.entry
        return entry.at, entry.by_name, entry.kind, entry.reason

    return [list(group) for _together, group in groupby(changes, together)]
