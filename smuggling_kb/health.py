"""Addresses for machines: whether the site is alive and ready, what robots may fetch, its icon."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smuggling_kb.database import triggers
from smuggling_kb.deployment.site_address import absolute_address

#: Robots may follow one choice in a list, not the endless combinations of choices.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /*?*&
"""


def pending_migrations() -> list[str]:
    """Return the migrations that the database has not seen yet, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive."""
    return _plain_text("ok\n")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether the database has the tables and triggers that this version needs."""
    try:
        if pending := pending_migrations():
            return _plain_text(f"Migrations to apply: {', '.join(pending)}\n", status=503)
        if missing := triggers.missing_triggers():
            return _plain_text(f"Triggers to install: {', '.join(missing)}\n", status=503)
    except DatabaseError:
        return _plain_text("The database does not answer.\n", status=503)
    return _plain_text("ok\n")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = absolute_address(request, reverse("sitemap"))
    return _plain_text(f"{ROBOTS}\nSitemap: {address}\n")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect browsers that look for an icon where a page, such as the admin's, names none."""
    return redirect(static("favicon.svg"))


def _plain_text(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
