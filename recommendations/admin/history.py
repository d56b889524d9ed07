"""The admin's pages of a recommendation's history, and of its restoration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.translation import gettext as _

from recommendations.admin.versioned_admin import VersionedAdmin, seen_versions
from recommendations.converters import CodeConverter
from recommendations.curation.restoration import (
    RestoreRefused,
    preview_restoration,
    restore_version,
)
from recommendations.history.differences import fact_differences
from recommendations.history.facts import FactFormatter
from recommendations.history.models import Version
from recommendations.history.states import current_states
from recommendations.history.timeline import history_entries
from recommendations.history.versions import (
    ChangeKind,
    ConcurrentChange,
    ReasonMissing,
    record_outside_changes,
    version_numbers,
)
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Versions on one page.
PAGE_SIZE = 25

HISTORY_ROUTE = rf"^history/(?P<code>{CodeConverter.regex})/"


def history_address(code: str) -> str:
    """Return the address of a record's history, which stays when the record is deleted."""
    return reverse("admin:recommendations_recommendation_versions", args=(code,))


class HistoryAdmin(VersionedAdmin[Recommendation]):
    """The history's pages: found by code, since the history outlives a deleted draft."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "recommendations_recommendation"
        return [
            re_path(rf"{HISTORY_ROUTE}$", view(self.history_list_view), name=f"{name}_versions"),
            re_path(
                rf"{HISTORY_ROUTE}(?P<number>[0-9]{{1,9}})/$",
                view(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_list_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show every version of a record, newest first, with what it changed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record_outside_changes()
        versions = Version.objects.filter(code=code).order_by("-number")
        pages = Paginator(versions, PAGE_SIZE)
        if not pages.count:
            raise Http404
        page = pages.get_page(request.GET.get(PAGE_VAR))
        context = self.history_context(request, code, _("History of %(code)s") % {"code": code}) | {
            "page": page,
            "entries": history_entries(page.object_list),
            "page_var": PAGE_VAR,
        }
        context["can_restore"] = self.may_restore(request, context["original"])
        return TemplateResponse(request, "admin/recommendations/history.html", context)

    def restore_view(self, request: HttpRequest, code: str, number: str) -> HttpResponse:
        """Say what restoring a version would change; on a POST, restore it."""
        record = Recommendation.objects.filter(code=code).first()
        if not self.may_restore(request, record):
            raise PermissionDenied
        version = get_object_or_404(Version, code=code, number=int(number))
        try:
            if request.method == "POST":
                return self.restore_and_redirect(request, version)
            return self.confirm_restoration(request, version)
        except RestoreRefused as refusal:
            text = _("Version %(number)s cannot be restored: %(why)s")
            messages.error(request, text % {"number": number, "why": refusal})
            return HttpResponseRedirect(history_address(code))
        except ConcurrentChange as change:
            return self.redirect_unchanged(request, change)
        except ReasonMissing as missing:
            return self.redirect_unexplained(request, missing)

    def may_restore(self, request: HttpRequest, record: Recommendation | None) -> bool:
        if record is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, record)

    def confirm_restoration(self, request: HttpRequest, version: Version) -> HttpResponse:
        """Show what restoring would change, for confirmation."""
        code = version.code
        now = version_numbers([code])
        state, skipped, differing = preview_restoration(version, cast("User", request.user))
        formatter = FactFormatter(code)
        title = _("Restore version %(number)s of %(code)s")
        words = {"number": version.number, "code": code}
        context = self.history_context(request, code, title % words) | {
            "version": version,
            "differences": fact_differences(current_states([code]).get(code), state, formatter),
            "skipped": [next(iter(formatter.facts_by_key([row]).values())) for row in skipped],
            "differing": differing,
            "seen": json.dumps(now),
        }
        return TemplateResponse(request, "admin/recommendations/restore.html", context)

    def restore_and_redirect(self, request: HttpRequest, version: Version) -> HttpResponse:
        expected = seen_versions(request) or {version.code: -1}
        with self.record_changes(request, kind=ChangeKind.RESTORE, seen=expected):
            restore_version(version, cast("User", request.user))
        text = _("%(code)s was restored to version %(number)s.")
        messages.success(request, text % {"code": version.code, "number": version.number})
        return HttpResponseRedirect(history_address(version.code))

    def history_context(self, request: HttpRequest, code: str, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "code": code,
            "original": Recommendation.objects.filter(code=code).first(),
        }
