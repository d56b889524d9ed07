"""Digests that writes have made stale: marked, and computed some at a time.

However much is stale, little of it is in memory: marks become stale digests within the database.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast

from recommendations.editions.groups import (
    RECOMMENDATION,
    ROOTS,
    all_keys,
    group_contents,
    group_keys,
)
from recommendations.editions.record_contents import record_contents
from recommendations.history.models import Touched
from recommendations.models import (
    DigestMark,
    PublicDigest,
    Recommendation,
    Relation,
    short_digest,
)

#: The kind of a mark that stands for everything.
EVERYTHING = ""
#: The kind of the mark whose key is the revision of the data in which all that is touched was seen.
SEEN = "seen"
#: Digests of each kind that are computed at a time. A document can have thousands of passages.
SIZES = {**dict.fromkeys(ROOTS, 100), "document": 1, RECOMMENDATION: 500}

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

MARK_STALE = """
WITH found (key) AS ({keys})
INSERT INTO {digests} (kind, key, digest, recorded, is_stale)
SELECT DISTINCT %s, CAST(key AS varchar(200)), '', '', true FROM found WHERE true
ON CONFLICT (kind, key) DO UPDATE SET is_stale = true
"""
STORE = """
INSERT INTO {digests} (kind, key, digest, recorded, is_stale)
SELECT %s, key, value, '', false FROM {members} AS member WHERE true
ON CONFLICT (kind, key) DO UPDATE SET digest = excluded.digest, is_stale = false
"""
#: The members of a JSON object as rows with ``key`` and ``value``.
MEMBERS = {"sqlite": "json_each(%s)", "postgresql": "json_each_text(%s::json)"}


def take_marks(*, with_everything: bool, with_touched: bool) -> None:
    """Make stale the digests that marks name and what depends on them, and delete the marks.

    What the history has not dealt with yet stays marked there, and is looked at each time.
    """
    DigestMark.objects.exclude(kind=SEEN).update(is_taken=True)
    taken = DigestMark.objects.filter(is_taken=True).order_by()
    if with_everything or taken.filter(kind=EVERYTHING).exists():
        PublicDigest.objects.update(is_stale=True)
        for kind in (*ROOTS, RECOMMENDATION):
            _mark_stale(kind, all_keys(kind))
    else:
        groups = _marked_groups(taken)
        for kind, keys in groups.items():
            _mark_groups(kind, keys)
        of_records = taken.filter(kind=RECOMMENDATION).values("key")
        for codes in _stale_codes(groups, of_records):
            _mark_stale(RECOMMENDATION, codes)
        if with_touched:
            for codes in _stale_codes({}, Touched.objects.order_by().values("code")):
                _mark_stale(RECOMMENDATION, codes)
    taken.delete()


def _marked_groups(taken: QuerySet[DigestMark]) -> dict[str, set[str]]:
    """Return the groups that marks name, or the rows that they name are part of."""
    groups: dict[str, set[str]] = defaultdict(set)
    for kind in taken.exclude(kind=RECOMMENDATION).values_list("kind", flat=True).distinct():
        marks = taken.filter(kind=kind)
        if kind in ROOTS:
            groups[kind].update(marks.values_list("key", flat=True).distinct())
            continue
        pks = marks.annotate(row=Cast("key", BigIntegerField())).values("row")
        for of_group, key in group_keys(kind, pks):
            groups[of_group].add(key)
    return groups


def _stale_codes(
    groups: dict[str, set[str]], marked: QuerySet[Any, Any]
) -> Iterator[QuerySet[Any, Any]]:
    """Select marked records, those that relate to them, and those that are read from groups."""
    yield marked
    ends = Relation.objects.order_by()
    yield ends.filter(recommendation__code__in=marked).values("target__code")
    yield ends.filter(target__code__in=marked).values("recommendation__code")
    for kind, keys in groups.items():
        for path in SOURCES[kind]:
            reading = Q(**{f"{path}__in": list(keys)})
            yield Recommendation.objects.filter(reading).order_by().values("code")


def _mark_groups(kind: str, keys: Collection[str]) -> None:
    PublicDigest.objects.bulk_create(
        [PublicDigest(kind=kind, key=key, digest="", is_stale=True) for key in keys],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["is_stale"],
    )


def _mark_stale(kind: str, keys: QuerySet[Any, Any]) -> None:
    selected, parameters = keys.query.sql_with_params()
    sql = MARK_STALE.format(digests=PublicDigest._meta.db_table, keys=selected)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, kind])


def compute_next_digests() -> bool:
    """Compute some of the stale digests; return whether there were any."""
    for kind, size in SIZES.items():
        stale = PublicDigest.objects.stale().filter(kind=kind).order_by("key")
        if keys := list(stale.values_list("key", flat=True)[:size]):
            _store(kind, dict.fromkeys(keys, "") | dict(_digests(kind, keys)))
            return True
    return False


def _store(kind: str, digests: dict[str, str]) -> None:
    table, members = PublicDigest._meta.db_table, MEMBERS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(STORE.format(digests=table, members=members), [kind, json.dumps(digests)])


def _digests(kind: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the digest of each of some groups or records that the public may see."""
    contents: Iterable[tuple[str, Any]] = (
        record_contents(keys) if kind == RECOMMENDATION else group_contents(kind, keys).items()
    )
    for key, content in contents:
        yield key, content_digest(content)


def content_digest(content: Any) -> str:
    """Return the digest of values that JSON can hold; lists are in an order of their own."""
    return short_digest(*map(str.encode, _json_parts(content)))


def _json_parts(content: Any) -> Iterator[str]:
    """Yield JSON in parts: that of a whole document is long."""
    if not isinstance(content, list):
        yield json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return
    separator = "["
    for item in content:
        yield separator
        yield from _json_parts(item)
        separator = ", "
    yield "]" if content else "[]"
