"""The admin's pages of a recommendation's history, and of putting it back to an earlier state."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.translation import gettext as _

from recommendations.admin.recorded import Recorded, seen
from recommendations.converters import CodeConverter
from recommendations.curation import restore as restoring
from recommendations.history import timeline
from recommendations.history.differences import differences
from recommendations.history.facts import Teller
from recommendations.history.models import Version
from recommendations.history.recorder import Changed, Kind, numbers, sweep
from recommendations.history.states import present
from recommendations.models import Recommendation

#: Versions on one page.
AT_ONCE = 25

OF_RECORD = rf"^history/(?P<code>{CodeConverter.regex})/"


def history_of(code: str) -> str:
    """The address of a record's history, which stays when the record is deleted."""
    return reverse("admin:recommendations_recommendation_versions", args=(code,))


class WithHistory(Recorded[Recommendation]):
    """Recommendations: their history is found by code, since it outlives a deleted draft."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "recommendations_recommendation"
        return [
            re_path(rf"{OF_RECORD}$", view(self.versions_view), name=f"{name}_versions"),
            re_path(
                rf"{OF_RECORD}(?P<number>[0-9]{{1,9}})/$",
                view(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The address that Django has for it."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(history_of(record.code))

    def versions_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Every version of a record, newest first, with what it changed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        sweep()
        versions = Version.objects.filter(code=code).order_by("-number")
        pages = Paginator(versions, AT_ONCE)
        if not pages.count:
            raise Http404
        page = pages.get_page(request.GET.get(PAGE_VAR))
        context = self.context(request, code, _("History of %(code)s") % {"code": code}) | {
            "page": page,
            "entries": timeline.entries(page.object_list),
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
                return self.restored(request, version)
            return self.rehearsed(request, version)
        except restoring.Refused as refusal:
            text = _("Version %(number)s cannot be restored. %(why)s")
            messages.error(request, text % {"number": number, "why": refusal})
            return HttpResponseRedirect(history_of(code))
        except Changed as changed:
            return self.refused(request, changed)

    def may_restore(self, request: HttpRequest, record: Recommendation | None) -> bool:
        if record is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, record)

    def rehearsed(self, request: HttpRequest, version: Version) -> HttpResponse:
        """What restoring would change, for confirmation."""
        code = version.code
        now = numbers([code])
        state, left_out = restoring.rehearse(version)
        teller = Teller(code)
        title = _("Restore version %(number)s of %(code)s")
        words = {"number": version.number, "code": code}
        context = self.context(request, code, title % words) | {
            "version": version,
            "differences": differences(present([code]).get(code), state, teller),
            "left_out": [next(iter(teller.facts([row]).values())) for row in left_out],
            "seen": json.dumps(now),
        }
        return TemplateResponse(request, "admin/recommendations/restore.html", context)

    def restored(self, request: HttpRequest, version: Version) -> HttpResponse:
        expected = seen(request) or {version.code: -1}
        with self.recording(request, kind=Kind.RESTORE, seen=expected):
            restoring.restore(version)
        text = _("%(code)s is again what it was in version %(number)s.")
        messages.success(request, text % {"code": version.code, "number": version.number})
        return HttpResponseRedirect(history_of(version.code))

    def context(self, request: HttpRequest, code: str, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "code": code,
            "original": Recommendation.objects.filter(code=code).first(),
        }
