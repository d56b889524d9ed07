"""Outages: errors of a database, a disk or a folder that does not do its work, and no mistakes.

An outage is answered with 503, and a mistake of the program with 500. Drivers name errors more
exactly than Django's exceptions do: an ``OperationalError`` of SQLite can be a missing table or a
full disk, and a server that takes no writes raises ``InternalError``.
"""

from __future__ import annotations

import errno
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import Error, InterfaceError, OperationalError

#: The kinds of exceptions of which some are outages, for whoever goes on without an answer.
OUTAGE_ERRORS = (Error, OSError)

#: Results of SQLite, without what they add: locked, given up, read-only, damaged, full, away.
SQLITE_CODES = frozenset(
    (
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT),
        *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN),
        *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_PROTOCOL),
    )
)
#: Beginnings of PostgreSQL's SQLSTATE: connection, resources, given up or shut down, system,
#: damage, a lock that is not free, a deadlock, and a server that takes no writes.
SQLSTATES = ("08", "53", "57", "58", "XX001", "XX002", "55P03", "40", "25006")
UNDEFINED_TABLE = "42P01"
#: SQLite and PostgreSQL name a table that is missing as it stands in the statement.
MISSING_TABLE = re.compile(r'no such table: (?:main\.)?(\w+)|relation "(\w+)" does not exist')

#: The system is out of room, of files or of memory, or its disk fails or takes no writes.
SYSTEM_ERRORS = frozenset(
    (
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO),
        *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE),
    )
)
#: A file cannot be reached: an outage where this site keeps files, elsewhere a mistake.
ACCESS_ERRORS = frozenset((errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM))


def is_outage(error: BaseException) -> bool:
    """Return whether the error says that the site cannot work now, and may by and by."""
    if isinstance(error, UpdateError | SessionInterrupted):
        # Django says so of every session that could not be saved, whatever the reason.
        return error.__context__ is not None and is_outage(error.__context__)
    if isinstance(error, Error):
        return _is_database_outage(error)
    return isinstance(error, OSError) and _is_system_outage(error)


def _is_database_outage(error: Error) -> bool:
    driver = error.__cause__
    if _lacks_our_table(str(error)):
        return True
    if (code := getattr(driver, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in SQLITE_CODES
    if state := getattr(driver, "pgcode", None):
        return str(state).startswith(SQLSTATES)
    # Drivers give no code where the connection is lost or cannot be made.
    return isinstance(error, OperationalError | InterfaceError)


def _lacks_our_table(message: str) -> bool:
    """Return whether the database is not this site's, or is not up to date."""
    match = MISSING_TABLE.search(message)
    return match is not None and (match[1] or match[2]) in _our_tables()


@cache
def _our_tables() -> frozenset[str]:
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)


def _is_system_outage(error: OSError) -> bool:
    if error.errno in SYSTEM_ERRORS:
        return True
    if error.errno not in ACCESS_ERRORS:
        return False
    if not isinstance(error.filename, str):
        return "temporary directory" in str(error)
    return any(Path(error.filename).is_relative_to(folder) for folder in _own_folders())


def _own_folders() -> Iterator[Path]:
    """Yield the folders in which this site keeps files."""
    yield Path(settings.VAR_DIR)
    if tempfile.tempdir:
        yield Path(tempfile.tempdir)
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        yield Path(database["NAME"]).parent
