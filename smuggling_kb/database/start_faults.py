"""Advice, in a sentence, about a database or a disk with which no command can begin."""

from __future__ import annotations

import errno
import sqlite3

from django.db import connection

from smuggling_kb.database.outages import is_outage

RESTORE = "put it aside and restore a backup: ./run manage restore FILE."
DAMAGED = f"is damaged. Stop every process that uses it, {RESTORE}"

SQLITE_FAULTS = {
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: "cannot be written. Let this account write it and its folder.",
    sqlite3.SQLITE_PERM: "cannot be opened. Let this account read and write it and its folder.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Let this account read and write it and its folder.",
    sqlite3.SQLITE_FULL: "has no room left on its disk. Make room, then start again.",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk failed or is full."
    " Make room or mend it, then start again.",
    sqlite3.SQLITE_BUSY: "is locked by another program. End that one, then start again.",
    sqlite3.SQLITE_LOCKED: "is locked by another program. End that one, then start again.",
}

#: Of a larger file the check would make a start last longer than seconds.
CHECKED_SIZE = 256_000_000


def fault_explanation(error: Exception) -> str:
    """Return what is wrong and what to do; nothing of an error that is a mistake of the program."""
    if not is_outage(error):
        return ""
    if isinstance(error, OSError):
        place = error.filename or "A file"
        return f"{place} cannot be written: {error.strerror}.{_advice(error)}"
    driver = error.__cause__
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", 0) & 0xFF
        fault = SQLITE_FAULTS.get(code, f"cannot be used: {driver}. ./run manage migrate may help.")
        return f"The database {connection.settings_dict['NAME']} {fault}"
    said = str(error).strip().splitlines()
    return f"PostgreSQL does not serve the database: {said[0] if said else 'it is away'}."


def damage_of_database() -> str:
    """Read an SQLite file through and return what is wrong with it; nothing if it is whole.

    Files that are too large for that are not read.
    """
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] > CHECKED_SIZE:
            return ""
        cursor.execute("PRAGMA quick_check(1)")
        [(verdict,)] = cursor.fetchall()
    if verdict == "ok":
        return ""
    return f"The database {connection.settings_dict['NAME']} {DAMAGED}"


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return " Make room on the disk, then start again."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return " Let this account write its folder, then start again."
    return ""
