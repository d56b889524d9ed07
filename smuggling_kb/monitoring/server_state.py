"""The state of database, disks and this process."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smuggling_kb.database import triggers
from smuggling_kb.database.migration_history import pending_migrations
from smuggling_kb.models import BackupRecord
from smuggling_kb.monitoring.memory import resident_memory
from smuggling_kb.monitoring.site_state import SECTIONS, StateFact, StateSection
from smuggling_kb.release import release_digest, release_time

#: Bytes of free room below which a disk is alarming.
LITTLE_ROOM = 500_000_000
#: Seconds after which the last backup is alarming: two days.
OLD_BACKUP = 2 * 24 * 3600

STARTED = time.time()


def format_moment(moment: datetime) -> str:
    """Return ``2026-12-01 05:11 UTC``."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def release_facts() -> Iterator[StateFact]:
    """Yield what code is running, since when, and on what."""
    yield StateFact(_("release"), f"{release_digest()}, {format_moment(release_time())}")
    started = datetime.fromtimestamp(STARTED, UTC)
    yield StateFact(
        _("this process started"),
        format_moment(started),
        "smuggling_kb_process_start_seconds",
        STARTED,
    )
    workers = settings.WEB_CONCURRENCY
    yield StateFact(_("processes and threads"), f"{workers} × {settings.WEB_THREADS}")
    memory = resident_memory()
    yield StateFact(_("memory of this process"), filesizeformat(memory))
    yield StateFact(_("Python"), sys.version.split()[0])


def database_facts() -> Iterator[StateFact]:
    """Yield which database it is, how large, and whether it is up to date; two queries more."""
    size = database_size()
    yield StateFact(_("database"), database_version())
    yield StateFact(_("size"), filesizeformat(size), "smuggling_kb_database_bytes", size)
    pending, missing = pending_migrations(), triggers.missing_triggers()
    yield StateFact(
        _("migrations to apply"), ", ".join(pending) or _("none"), is_alarming=bool(pending)
    )
    yield StateFact(
        _("triggers to install"), ", ".join(missing) or _("none"), is_alarming=bool(missing)
    )


def database_version() -> str:
    """Return the name and the version of the database's program."""
    database: Any = connection
    return f"{database.display_name} {'.'.join(map(str, database.get_database_version()))}"


def database_size() -> int:
    """Return the bytes of the database, on SQLite with what is not yet taken into its file."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        size = int(cursor.fetchone()[0])
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    return size + (log.stat().st_size if log.exists() else 0)


def backup_facts() -> Iterator[StateFact]:
    """Yield when the last backup was written, and where."""
    last = BackupRecord.objects.first()
    if last is None:
        yield StateFact(_("last backup"), _("none yet"), is_alarming=True)
        return
    written = last.at.timestamp()
    yield StateFact(
        _("last backup"),
        format_moment(last.at),
        "smuggling_kb_last_backup_timestamp_seconds",
        written,
        is_alarming=time.time() - written > OLD_BACKUP,
    )
    yield StateFact(_("backup file"), last.file)
    yield StateFact(
        _("size"), filesizeformat(last.size), "smuggling_kb_last_backup_bytes", last.size
    )
    yield StateFact(_("data version"), last.data_version or "-")


def disk_facts() -> Iterator[StateFact]:
    """Yield the free room of each disk on which this site writes."""
    seen = set()
    for folder in (Path(settings.VAR_DIR), Path(tempfile.gettempdir())):
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(folder).free
        yield StateFact(
            _("free room in %(folder)s") % {"folder": folder},
            filesizeformat(free),
            "smuggling_kb_disk_free_bytes",
            free,
            (("folder", str(folder)),),
            is_alarming=free < LITTLE_ROOM,
        )


def add_server_sections() -> None:
    """Add the sections of this module to the operator's page."""
    SECTIONS.extend(
        (
            StateSection(gettext_lazy("Server"), release_facts),
            StateSection(gettext_lazy("Database"), database_facts),
            StateSection(gettext_lazy("Backups"), backup_facts),
            StateSection(gettext_lazy("Disks"), disk_facts),
        )
    )
