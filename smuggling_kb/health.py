"""Addresses for machines: whether the site is alive and ready, what robots may fetch, its icon."""

import tempfile
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smuggling_kb import errors
from smuggling_kb.database import triggers
from smuggling_kb.database.migration_history import newer_database_error, pending_migrations
from smuggling_kb.database.outages import OUTAGE_ERRORS, is_outage
from smuggling_kb.database.turn_file import needs_turn_file, open_turn_file
from smuggling_kb.deployment.site_address import absolute_address

#: Robots may follow one choice in a list, not the endless combinations of choices, and read each
#: record once, not again for each list that leads to it.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /*?*&
Disallow: /*?list=
"""

#: What the key of a session begins with that is written to try whether the database takes writes.
READINESS_KEY = "readiness-"
#: Bytes that are written to try whether a disk has room.
PROBE_SIZE = 65_536


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive."""
    return _plain_text("ok\n")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether pages can be read and saved: tables, triggers, a write, room on the disk."""
    try:
        if pending := pending_migrations():
            return _not_ready(f"Migrations to apply: {', '.join(pending)}")
        if newer := newer_database_error():
            return _not_ready(newer)
        if missing := triggers.missing_triggers():
            return _not_ready(f"Triggers to install: {', '.join(missing)}")
        try_database_write()
        try_file_writes()
    except OUTAGE_ERRORS as error:
        if not is_outage(error):
            raise
        what = "disk" if isinstance(error, OSError) else "database"
        return _not_ready(f"The {what} does not answer, or takes no writes.")
    return _plain_text("ok\n")


def _not_ready(reason: str) -> HttpResponse:
    response = _plain_text(f"{reason}\n", status=503)
    response.headers["Retry-After"] = errors.RETRY_AFTER
    return response


def try_database_write() -> None:
    """Write a row that nobody else waits for, and undo it; raises what the database says."""
    with transaction.atomic():
        key = f"{READINESS_KEY}{token_hex(8)}"
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())
        transaction.set_rollback(True)


def try_file_writes() -> None:
    """Write into each folder that this site writes to; raises ``OSError``."""
    folders = {Path(tempfile.gettempdir()), Path(settings.VAR_DIR)}
    if needs_turn_file():
        folders.add(Path(connection.settings_dict["NAME"]).parent)
        open_turn_file().close()
    for folder in folders:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PROBE_SIZE))


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
