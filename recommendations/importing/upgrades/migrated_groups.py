"""The digests of groups are kept true through migrations, so that edits are told as before.

Migrations change rows and their fields, and so the digests of groups. Before they run, each group
that is as a file last wrote it gets the mark ``UNCHANGED`` in place of its digest; after them, the
digest that it has then. The marks of a run that was interrupted are left to the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps as registry
from django.apps.registry import Apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from recommendations.importing.rows.groups import (
    MODELS,
    Row,
    group_digest,
    record_group,
    rows_by_group,
    serialized_rows,
)
from recommendations.importing.upgrades.digest_forms import (
    UNCHANGED,
    unchanged_groups,
    undivided_group,
)
from smuggling_kb.database.natural_keys import NaturalKeyModel


def mark_unchanged_groups(apps: Apps, plan: Sequence[object], **_signal: Any) -> None:
    """Receive ``pre_migrate``: mark the groups that nobody changed since a file wrote them."""
    loaded = _loaded_groups(apps)
    if not plan or loaded is None:
        return
    sources = dict(loaded.values_list("name", "source"))
    stored = dict(loaded.values_list("name", "digest"))
    unchanged = unchanged_groups(stored, rows_by_group(historical_rows(apps)))
    _store(loaded, ((name, UNCHANGED, sources[_owner(name, sources)]) for name in unchanged))


def renew_digests(apps: Apps = registry, **_signal: Any) -> None:
    """Receive ``post_migrate``: give the groups that were marked the digests that they have now.

    Those that migrations took away count as never written. ``flush`` sends the signal too, without
    a registry.
    """
    loaded = _loaded_groups(apps)
    if loaded is None or not loaded.filter(digest=UNCHANGED).exists():
        return
    rows = rows_by_group(historical_rows(apps))
    marked = dict(loaded.filter(digest=UNCHANGED).values_list("name", "source"))
    present = marked.keys() & rows.keys()
    with transaction.atomic():
        _store(loaded, ((name, group_digest(rows[name]), marked[name]) for name in present))
        loaded.filter(digest=UNCHANGED).delete()


def _owner(name: str, sources: dict[str, str]) -> str:
    """Return the group that a file wrote: words were once in larger ones."""
    names = (name, undivided_group(name), record_group(name))
    return next(each for each in names if each in sources)


def _store(loaded: Any, digests: Iterable[tuple[str, str, str]]) -> None:
    """Store names, digests and sources of groups."""
    loaded.bulk_create(
        [loaded.model(name=name, digest=value, source=source) for name, value, source in digests],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest", "source"],
    )


def _loaded_groups(apps: Apps) -> Any:
    """Return the manager of the digests as the database has them, or None without their table."""
    try:
        model = apps.get_model("importing", "LoadedGroup")
    except LookupError:
        return None
    if model._meta.db_table not in connection.introspection.table_names():
        return None
    return model._default_manager


def historical_rows(apps: Apps) -> Iterator[Row]:
    """Yield the rows in the database as fixtures of its version of the models would have them."""
    historical = {}
    for model in MODELS:
        try:
            found: Any = apps.get_model(model._meta.label)
        except LookupError:
            continue
        # Models of a migration have the fields alone.
        found.natural_fields = getattr(model, "natural_fields", ())
        found.natural_key = NaturalKeyModel.natural_key
        historical[model] = found
    for found in historical.values():
        for row in serialized_rows(found._default_manager.order_by("pk")):
            yield json.loads(json.dumps(row, cls=DjangoJSONEncoder))
