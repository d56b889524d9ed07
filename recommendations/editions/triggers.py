"""The triggers that mark digests which a write may have made out of date, and keep data versions.

Recommendations are marked by the history's own triggers. What the history has dealt with is handed
on here, so that a bulk load of records runs no trigger twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.constants import LOOKUP_SEP

from recommendations.editions.groups import RECOMMENDATION, ROOTS, Model, group_paths
from recommendations.history.models import Touched
from recommendations.models import DataVersion, DigestMark, PublicDigest
from smuggling_kb.database.row_values import EVENTS_WITH, column_name, related_model
from smuggling_kb.database.triggers import Trigger, append_only_triggers, portable_action

TOUCHED, MARKS, DIGESTS, VERSIONS = (
    model._meta.db_table for model in (Touched, DigestMark, PublicDigest, DataVersion)
)

MARK = "INSERT INTO {marks} (kind, key) VALUES ('{kind}', {key})"
MARK_ALL = "INSERT INTO {marks} (kind, key) SELECT kind, key FROM {digests} WHERE kind = '{kind}'"


def edition_triggers() -> Iterator[Trigger]:
    """Yield all of them."""
    for kind in ROOTS:
        for model, paths in group_paths(kind).items():
            yield from mark_triggers(kind, model, paths)
    yield Trigger(
        "digest_of_touched",
        TOUCHED,
        portable_action(MARK.format(marks=MARKS, kind=RECOMMENDATION, key="OLD.code")),
        events=("DELETE",),
        for_each_row=True,
    )
    yield from append_only_triggers("data_version", VERSIONS, "A data version is never changed.")


def mark_triggers(kind: str, model: Model, paths: tuple[str, ...]) -> Iterator[Trigger]:
    """Yield triggers that mark the groups that a row belongs to or belonged to.

    A row that names its group is marked by that; any other by the row that it is a part of, as to
    look its group up would slow down every load.
    """
    table = model._meta.db_table
    for path in paths:
        name, _separator, rest = path.partition(LOOKUP_SEP)
        column = column_name(model, name)
        of_kind = related_model(model, name)._meta.label_lower if rest else kind
        for row, events in EVENTS_WITH.items():
            key = f"{row}.{column}"
            yield Trigger(
                f"digest_{row.lower()}_{table}_{name}",
                table,
                portable_action(MARK.format(marks=MARKS, kind=of_kind, key=key)),
                events=events,
                for_each_row=True,
                condition=f"{key} IS NOT NULL",
            )
    yield Trigger(
        f"digest_all_{table}",
        table,
        portable_action(MARK_ALL.format(marks=MARKS, digests=DIGESTS, kind=kind)),
        events=("TRUNCATE",),
    )
