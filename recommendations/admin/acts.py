"""The admin's page of an act: what was changed at once, and undoing all of it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.admin.versioned_admin import SEEN, list_codes, reason_message, seen_versions
from recommendations.curation.bulk import CHANGES
from recommendations.curation.reversal import (
    MAX_RECORDS,
    ReversalRefused,
    plan_reversal,
    record_reversals,
    reverse_act,
)
from recommendations.history.acts import versions_of_act
from recommendations.history.models import Version
from recommendations.history.states import stage_of
from recommendations.history.timeline import history_entries
from recommendations.history.versions import (
    ConcurrentChange,
    ReasonMissing,
    record_outside_changes,
)
from recommendations.models import PERMANENT_STAGES, Recommendation, WorkflowStage
from smuggling_kb.admin.reasons import posted_reason, reason_error
from smuggling_kb.audit.differences import entry_model
from smuggling_kb.audit.models import AuditEntry, Operation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Recommendations, with what was changed in each, on one page.
PAGE_SIZE = 25


def act_urls(page: admin.ModelAdmin[Recommendation]) -> list[URLPattern]:
    """Return the route of the page of an act."""

    def view(request: HttpRequest, act: UUID) -> HttpResponse:
        if not page.has_view_or_change_permission(request):
            raise PermissionDenied
        return ActView(request, page.admin_site, act).respond()

    route = page.admin_site.admin_view(view)
    return [path("acts/<uuid:act>/", route, name="recommendations_recommendation_act")]


class ActView:
    """Shows an act, and what undoing it would meet; on a POST with a reason, undoes it."""

    def __init__(self, request: HttpRequest, site: admin.AdminSite, act: UUID) -> None:
        record_outside_changes()
        self.request = request
        self.site = site
        self.act = act
        self.user = cast("User", request.user)
        self.versions = versions_of_act(act)
        if not self.versions:
            raise Http404

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.render()
        if error := reason_error(self.request, required=True):
            return self.render(error)
        expected = seen_versions(self.request) or {version.code: -1 for version in self.versions}
        reason = posted_reason(self.request)
        try:
            count = reverse_act(self.act, by=self.user, reason=reason, seen=expected)
        except ReversalRefused as refusal:
            messages.error(self.request, _("Nothing was undone."))
            return self.render(obstacles=refusal.obstacles, status=409)
        except ConcurrentChange as change:
            text = _(
                "Nothing was undone, because these have been changed in the meantime: %(codes)s."
            )
            messages.error(self.request, text % {"codes": list_codes(change.versions)})
            return HttpResponseRedirect(self.request.get_full_path())
        except ReasonMissing as missing:
            return self.render(reason_message(missing.codes))
        message = ngettext(
            "Undone: %(count)s recommendation is what it was before.",
            "Undone: %(count)s recommendations are what they were before.",
            count,
        )
        messages.success(self.request, message % {"count": count})
        return HttpResponseRedirect(reverse("admin:index"))

    def render(
        self, error: str = "", obstacles: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        """Show it; a fixed number of queries."""
        plan = plan_reversal(self.act, self.user)
        page = Paginator(self.versions, PAGE_SIZE).get_page(self.request.GET.get(PAGE_VAR))
        shown = Version.objects.filter(pk__in=[version.pk for version in page.object_list])
        entries = {entry.version.pk: entry for entry in history_entries(shown)}
        context = {
            **self.site.each_context(self.request),
            "title": _("One act, as a whole"),
            "opts": Recommendation._meta,
            "version": self.versions[0],
            "size": len(plan.records) or len(self.versions),
            "page": page,
            "page_var": PAGE_VAR,
            "entries": [entries[version.pk] for version in page.object_list],
            "others": other_rows(self.act),
            "obstacles": plan.obstacles if obstacles is None else obstacles,
            "to_archive": self.codes_to_archive(),
            "seen_name": SEEN,
            "seen": json.dumps(plan.base_numbers),
            "why_required": True,
            "why_error": error,
        }
        template = "admin/recommendations/act.html"
        return TemplateResponse(self.request, template, context, status=status)

    def codes_to_archive(self) -> list[str]:
        """Return what the act published and its reader may archive in its place.

        What was published is not hidden again: archiving it with a reason is how that is undone.
        """
        if not CHANGES["archive"].is_allowed_for(self.user):
            return []
        published = published_codes(self.versions)
        return published if len(published) <= MAX_RECORDS else []


def published_codes(versions: list[Version]) -> list[str]:
    """Return the records that an act published and that are public still; two queries."""
    plans = {each.code: each for each in record_reversals(versions)}
    codes = [
        code
        for code, each in plans.items()
        if each.before
        and each.after
        and stage_of(each.after) == WorkflowStage.PUBLISHED
        and stage_of(each.before) not in PERMANENT_STAGES
    ]
    public = Recommendation.objects.filter(code__in=codes, publication=WorkflowStage.PUBLISHED)
    return list(public.in_code_order().values_list("code", flat=True))


def other_rows(act: UUID) -> list[tuple[str, str, int]]:
    """Return what else an act wrote: the plural of a model, what was done to it, how often."""
    entries = AuditEntry.objects.filter(act=act).order_by("pk").only("model", "operation")
    counted = Counter((entry_label(entry), entry.operation) for entry in entries)
    return [
        (label, str(Operation(operation).label), count)
        for (label, operation), count in counted.items()
    ]


def entry_label(entry: AuditEntry) -> str:
    model: Any = entry_model(entry)
    return str(model._meta.verbose_name_plural) if model else entry.model
