"""The data version: a digest of all that is public, recorded whenever that has changed.

It is the first digits of the SHA-256 of a list with a line ``kind key digest`` for each meeting,
theme, treaty, document and recommendation that the public may see, in the order of their
characters. So it is the same wherever the same is public, however it got there.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Collate, Concat

from recommendations.editions.groups import (
    RECOMMENDATION,
    ROOTS,
    all_keys,
    group_contents,
    group_keys,
)
from recommendations.editions.record_contents import record_contents
from recommendations.history.locks import sqlite_write_lock
from recommendations.history.models import ChangeKind, Touched, Version
from recommendations.models import (
    DataVersion,
    DigestMark,
    PublicDigest,
    Recommendation,
    Relation,
    short_digest,
)
from recommendations.models.editions import DIGITS
from smuggling_kb.models import Revision

logger = logging.getLogger(__name__)

#: The kind of a mark that stands for everything.
EVERYTHING = ""
#: Groups, and rows of digests, that are read or written at a time.
GROUPS, ROWS = 20, 2000
#: The collation by which characters are in the order of their numbers.
BY_NUMBER = {"sqlite": "BINARY", "postgresql": "C"}
#: A number of this project's own: who computes digests on PostgreSQL holds the lock of it.
LOCK = 20_261_201

Item = TypeVar("Item")
#: Keys by kind.
Keys = dict[str, set[str]]
#: The digest before and after by ``kind key``; None where there was or is none.
Changes = dict[str, tuple[str | None, str | None]]

#: The paths from a recommendation to the groups that its content is read from.
SOURCES: dict[str, tuple[str, ...]] = {
    "session": ("session__number",),
    "theme": ("theme_assignments__theme__slug",),
    "instrument": (
        "texts__citations__instrument__slug",
        "texts__citations__provision__instrument__slug",
        "provision_links__provision__instrument__slug",
    ),
    "document": (
        "occurrences__document__symbol",
        "texts__source__version__document__symbol",
        "texts__citations__document__symbol",
        "texts__citations__resource__paragraph__version__document__symbol",
    ),
}


def refresh_data_version(fixtures_date: date | None = None) -> None:
    """Compute the digests that writes have marked, and record a new data version if any changed.

    Its date is that of the last write; with ``fixtures_date``, as long as nothing but fixtures was
    ever public, that. Two queries if nothing is marked.
    """
    if not is_marked():
        return
    with _computing_alone():
        stale = _take_marks()
        is_first = not DataVersion.objects.exists()
        if is_first or EVERYTHING in stale:
            stale = {kind: _all_known_keys(kind) for kind in (*ROOTS, RECOMMENDATION)}
        changes = _store_digests(stale)
        if changes or is_first:
            _record_version({} if is_first else changes, fixtures_date)


def refresh_if_possible() -> None:
    """Do the same; where the database is busy or takes no writes, the last version stays."""
    try:
        refresh_data_version()
    except DatabaseError:
        logger.exception("The data version could not be brought up to date.")


def is_marked() -> bool:
    """Return whether something was written since the digests were computed; three queries."""
    return (
        DigestMark.objects.exists()
        or Touched.objects.exists()
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


def _take_marks() -> Keys:
    """Delete the marks that are there, and return what they name and what depends on that.

    What the history has not dealt with yet stays marked there, and is looked at each time.
    """
    keys: Keys = defaultdict(set)
    marks: Keys = defaultdict(set)
    for some in _batches(DigestMark.objects.values_list("pk", "kind", "key").iterator(), ROWS):
        for _pk, kind, key in some:
            marks[kind].add(key)
        DigestMark.objects.filter(pk__in=[pk for pk, _kind, _key in some]).delete()
    for kind, marked in marks.items():
        if "." not in kind:
            keys[kind] |= marked
            continue
        for of_group, key in group_keys(kind, marked):
            keys[of_group].add(key)
    keys[RECOMMENDATION].update(Touched.objects.values_list("code", flat=True))
    if EVERYTHING not in keys:
        keys[RECOMMENDATION] |= _dependent_codes(keys)
    return keys


def _dependent_codes(keys: Mapping[str, Collection[str]]) -> set[str]:
    """Return the records whose content is read from groups, or that relate to records."""
    codes: set[str] = set()
    for kind, paths in SOURCES.items():
        for path in paths if keys.get(kind) else ():
            found = Recommendation.objects.filter(**{f"{path}__in": list(keys[kind])})
            codes.update(found.order_by().values_list("code", flat=True))
    for some in _batches(keys[RECOMMENDATION], ROWS):
        ends = Relation.objects.filter(Q(recommendation__code__in=some) | Q(target__code__in=some))
        for pair in ends.order_by().values_list("recommendation__code", "target__code"):
            codes.update(pair)
    return codes


def _all_known_keys(kind: str) -> set[str]:
    """Return the keys of a kind that there are, and those that digests are kept of."""
    kept = PublicDigest.objects.filter(kind=kind).values_list("key", flat=True)
    return {*all_keys(kind), *kept}


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def _store_digests(stale: Keys) -> Changes:
    """Compute digests and store those that changed."""
    changes: Changes = {}
    for kind, keys in stale.items():
        size = ROWS if kind == RECOMMENDATION else GROUPS
        for some in _batches(sorted(keys), size):
            new = dict(_digests(kind, some))
            changes |= _replace_digests(kind, some, new)
    return changes


def _digests(kind: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the digest of each of some groups or records that the public may see."""
    contents: Iterable[tuple[str, Any]] = (
        record_contents(keys) if kind == RECOMMENDATION else group_contents(kind, keys).items()
    )
    for key, content in contents:
        yield key, content_digest(content)


def content_digest(content: Any) -> str:
    """Return the digest of values that JSON can hold; lists are in an order of their own."""
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return short_digest(words.encode())


def _replace_digests(kind: str, keys: Collection[str], new: Mapping[str, str]) -> Changes:
    kept = PublicDigest.objects.filter(kind=kind, key__in=keys)
    old = dict(kept.values_list("key", "digest"))
    changed = [key for key in keys if old.get(key) != new.get(key)]
    kept.filter(key__in=[key for key in changed if key not in new]).delete()
    PublicDigest.objects.bulk_create(
        [PublicDigest(kind=kind, key=key, digest=new[key]) for key in changed if key in new],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["digest"],
    )
    return {f"{kind} {key}": (old.get(key), new.get(key)) for key in changed}


def _record_version(changes: Changes, fixtures_date: date | None) -> None:
    is_fixtures = fixtures_date is not None and _only_fixtures_so_far()
    written = Revision.objects.current().changed.date()
    DataVersion.objects.create(
        digest=digest_of_all(),
        date=fixtures_date if fixtures_date and is_fixtures else written,
        is_fixtures=is_fixtures,
        changes=changes,
    )


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
    lines = PublicDigest.objects.annotate(line=Collate(line, BY_NUMBER[connection.vendor]))
    yield from lines.order_by("line").values_list("line", flat=True).iterator(ROWS)
