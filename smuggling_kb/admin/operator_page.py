"""The admin's page of the state of the site, for who operates it."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from smuggling_kb.monitoring.site_state import SECTIONS


def site_state(request: HttpRequest) -> HttpResponse:
    """Show superusers what database, disks, index, queues and backups are like."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    sections = [(section.title, list(section.facts())) for section in SECTIONS]
    context = {
        **admin.site.each_context(request),
        "title": _("State of the site"),
        "sections": sections,
        "alarms": [fact for _title, facts in sections for fact in facts if fact.is_alarming],
    }
    return TemplateResponse(request, "admin/site_state.html", context)
