"""The data version: a digest of all that is public, recorded whenever that has changed.

It is the first digits of the SHA-256 of a list with a line ``kind key digest`` for each meeting,
theme, treaty, document and recommendation that the public may see, in the order of their
characters. So it is the same wherever the same is public, however it got there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate, Concat

from recommendations.editions.stale_digests import (
    EVERYTHING,
    SEEN,
    compute_next_digests,
    take_marks,
)
from recommendations.history.locks import sqlite_write_lock
from recommendations.history.models import Touched, Version
from recommendations.models import DataVersion, DigestMark, PublicDigest
from recommendations.models.editions import DIGITS
from smuggling_kb.audit.models import ChangeKind
from smuggling_kb.database.revision import count_change
from smuggling_kb.models import Revision

#: So many stale digests are computed at once: a second. More are computed beside the requests.
FEW = 5000
#: Rows that are read at a time.
ROWS = 2000
#: The collation by which characters are in the order of their numbers.
BY_NUMBER = {"sqlite": "BINARY", "postgresql": "C"}
#: A number of this project's own: who computes digests on PostgreSQL holds the lock of it.
LOCK = 20_261_201

#: By ``kind key`` the digests that the last version does not have yet, before and after.
CHANGES = {
    "sqlite": (
        "SELECT json_group_object(kind || ' ' || key,"
        " json_array(nullif(recorded, ''), nullif(digest, '')))"
    ),
    "postgresql": (
        "SELECT coalesce(jsonb_object_agg(kind || ' ' || key,"
        " jsonb_build_array(nullif(recorded, ''), nullif(digest, ''))), '{}')"
    ),
}


def refresh_data_version(fixtures_date: date | None = None, *, at_once: bool = False) -> bool:
    """Compute the digests that writes have marked, and record a new data version if any changed.

    Its date is that of the last write; with ``fixtures_date``, as long as nothing but fixtures was
    ever public, that. Four queries if nothing is marked. If more are stale than can be computed
    ``at_once``, leave that and return False.
    """
    if not is_marked():
        return True
    is_late = PublicDigest.objects.stale().exists()
    with_touched = _is_touched()
    seen, _token = Revision.objects.key()
    while True:
        with _computing_alone():
            is_first = not DataVersion.objects.exists()
            if with_touched or _marks().exists():
                is_empty = is_first and not PublicDigest.objects.exists()
                take_marks(with_everything=is_empty, with_touched=with_touched)
            if not _is_much_stale():
                while compute_next_digests():
                    pass
                _record_version(fixtures_date, is_first=is_first)
                if is_late:  # Pages that were made meanwhile are made anew.
                    count_change()
                _remember_seen(seen + is_late)
                return True
            if at_once:
                return False
            compute_next_digests()
        is_late, with_touched = True, False


def _marks() -> QuerySet[DigestMark]:
    return DigestMark.objects.exclude(kind=SEEN)


def _is_touched() -> bool:
    """Return whether the history has not dealt with changes, and digests may lack some of them."""
    if not Touched.objects.exists():
        return False
    now = ",".join(map(str, Revision.objects.key()))
    return not DigestMark.objects.filter(kind=SEEN, key=now).exists()


def _remember_seen(number: int) -> None:
    """Remember that the digests are of the data as they are, unless those changed meanwhile."""
    now = Revision.objects.key()
    if now[0] == number:
        DigestMark.objects.filter(kind=SEEN).delete()
        DigestMark.objects.create(kind=SEEN, key=",".join(map(str, now)))


def _is_much_stale() -> bool:
    return PublicDigest.objects.stale()[FEW : FEW + 1].exists()


def is_marked() -> bool:
    """Return whether something was written since the digests were computed; four queries."""
    return (
        _marks().exists()
        or _is_touched()
        or PublicDigest.objects.stale().exists()
        or (Revision.objects.exists() and not DataVersion.objects.exists())
    )


def mark_migrated(plan: Sequence[object] = (), **_signal: Any) -> None:
    """Receive ``post_migrate``: migrations write without triggers, so all may have changed."""
    has_table = DataVersion._meta.db_table in connection.introspection.table_names()
    if plan and has_table and DataVersion.objects.exists():
        DigestMark.objects.create(kind=EVERYTHING)


@contextmanager
def _computing_alone() -> Iterator[None]:
    """A transaction in which no other process computes digests."""
    with sqlite_write_lock(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def _record_version(fixtures_date: date | None, *, is_first: bool) -> None:
    """Add a version if any digest is not that of the last one."""
    not_recorded = PublicDigest.objects.not_recorded()
    if is_first or not_recorded.exists():
        is_fixtures = fixtures_date is not None and _only_fixtures_so_far()
        written = Revision.objects.current().changed.date()
        DataVersion.objects.create(
            digest=digest_of_all(),
            date=fixtures_date if fixtures_date and is_fixtures else written,
            is_fixtures=is_fixtures,
            changes={} if is_first else _changes(),
        )
        not_recorded.update(recorded=F("digest"))
    PublicDigest.objects.filter(digest="").delete()


def _changes() -> RawSQL:
    sql = f"{CHANGES[connection.vendor]} FROM {PublicDigest._meta.db_table}"
    return RawSQL(f"{sql} WHERE digest <> recorded", ())  # noqa: S611 - no word is a user's


def _only_fixtures_so_far() -> bool:
    """Return whether nobody else changed what is public; before versions were kept, anything."""
    if DataVersion.objects.exists():
        return not DataVersion.objects.filter(is_fixtures=False).exists()
    return not Version.objects.exclude(kind=ChangeKind.BASELINE).exists()


def digest_of_all() -> str:
    """Return the digest of the list of all digests; reads all of them."""
    digest = hashlib.sha256()
    for line in digest_lines():
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()[:DIGITS]


def digest_lines() -> Iterator[str]:
    """Yield a line ``kind key digest`` for each digest, in the order of their characters."""
    space = Value(" ", TextField())
    line = Concat(F("kind"), space, F("key"), space, F("digest"), output_field=TextField())
    lines = PublicDigest.objects.current().annotate(
        line=Collate(line, BY_NUMBER[connection.vendor])
    )
    yield from lines.order_by("line").values_list("line", flat=True).iterator(ROWS)
