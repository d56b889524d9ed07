"""The triggers that notice every change of a recommendation and keep its history unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.history.models import WITHOUT_REASON, Touched, Version
from recommendations.history.states import PARTS
from recommendations.models import PERMANENT_STAGES, Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.database.row_values import EVENTS_WITH, row_values_sql
from smuggling_kb.database.triggers import (
    Trigger,
    append_only_triggers,
    portable_action,
    refusing_action,
)

TOUCHED, VERSIONS = Touched._meta.db_table, Version._meta.db_table

MARK = f"INSERT INTO {TOUCHED} (code) {{codes}} ON CONFLICT DO NOTHING"
#: The condition of a new version of a public record that somebody made without saying why.
UNEXPLAINED = (
    "trim(NEW.reason) = '' AND NEW.kind NOT IN ({kinds}) AND EXISTS (SELECT 1 FROM {records}"
    " WHERE code = NEW.code AND publication IN ({stages}))"
)
CODES = "SELECT code FROM {table} WHERE true"


def history_triggers() -> Iterator[Trigger]:
    """Yield the triggers that mark what a write may have changed or refuse to rewrite history."""
    for model, paths in PARTS.items():
        yield from touch_triggers(model, paths)
    yield Trigger(
        "history_says_why",
        VERSIONS,
        refusing_action(unexplained_sql(), "A change of a public recommendation needs its reason."),
        events=("INSERT",),
        moment="BEFORE",
        for_each_row=True,
    )
    yield from append_only_triggers("history", VERSIONS, "The history is never changed.")


def unexplained_sql() -> str:
    """Return SQL for the condition under which a version is refused."""
    return UNEXPLAINED.format(
        kinds=", ".join(f"'{kind.value}'" for kind in WITHOUT_REASON),
        records=Recommendation._meta.db_table,
        stages=", ".join(f"'{stage.value}'" for stage in PERMANENT_STAGES),
    )


def touch_triggers(model: type[NaturalKeyModel], paths: tuple[str, ...]) -> Iterator[Trigger]:
    """Yield triggers that mark the records that a row belongs to or belonged to."""
    table = model._meta.db_table
    for row, events in EVENTS_WITH.items():
        marks = (MARK.format(codes=row_values_sql(model, row, path)) for path in paths)
        yield Trigger(
            f"touched_{row.lower()}_{table}",
            table,
            portable_action("; ".join(marks)),
            events=events,
            for_each_row=True,
        )
    yield Trigger(
        f"touched_all_{table}",
        table,
        portable_action(MARK.format(codes=all_codes_sql())),
        events=("TRUNCATE",),
    )


def all_codes_sql() -> str:
    """Return SQL for the codes of all records that exist or have a history."""
    tables = (Recommendation._meta.db_table, VERSIONS)
    return " UNION ".join(CODES.format(table=table) for table in tables)
