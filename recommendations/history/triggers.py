"""The triggers that notice every change of a recommendation and keep its history unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP

from recommendations.history.models import Touched, Version
from recommendations.history.states import PARTS
from recommendations.models import Recommendation
from smuggling_kb.database.natural_keys import NaturalKeyModel
from smuggling_kb.database.triggers import Event, Trigger, portable_action

TOUCHED, VERSIONS = Touched._meta.db_table, Version._meta.db_table

MARK = f"INSERT INTO {TOUCHED} (code) {{codes}} ON CONFLICT DO NOTHING"

SELECT = "SELECT {column} FROM {table} WHERE {condition}"

REFUSAL = "The history is never changed."
REFUSE = {
    "sqlite": f"SELECT RAISE(ABORT, '{REFUSAL}')",
    "postgresql": f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'",
}


#: The events of which a trigger sees the new row, and those of which it sees the old one.
EVENTS_WITH: dict[str, tuple[Event, ...]] = {
    "NEW": ("INSERT", "UPDATE"),
    "OLD": ("UPDATE", "DELETE"),
}


def history_triggers() -> Iterator[Trigger]:
    """Yield the triggers that mark what a write may have changed or refuse to rewrite history."""
    for model, paths in PARTS.items():
        yield from touch_triggers(model, paths)
    yield Trigger(
        "history_is_kept",
        VERSIONS,
        REFUSE,
        events=("UPDATE", "DELETE"),
        moment="BEFORE",
        for_each_row=True,
    )
    yield Trigger("history_is_not_emptied", VERSIONS, REFUSE, events=("TRUNCATE",), moment="BEFORE")


def touch_triggers(model: type[NaturalKeyModel], paths: tuple[str, ...]) -> Iterator[Trigger]:
    """Yield triggers that mark the records that a row belongs to or belonged to."""
    table = model._meta.db_table
    for row, events in EVENTS_WITH.items():
        marks = (MARK.format(codes=codes_sql(model, row, path)) for path in paths)
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
    return " UNION ".join(
        SELECT.format(column="code", table=table, condition="true") for table in tables
    )


def codes_sql(model: type[models.Model], row: str, path: str) -> str:
    """Return SQL for the codes at the end of a path that begins at the trigger's row."""
    name, _separator, rest = path.partition(LOOKUP_SEP)
    start = f"{row}.{column_name(model, name)}"
    if not rest:
        return f"SELECT {start} WHERE true"
    return path_sql(related_model(model, name), start, rest)


def path_sql(model: type[models.Model], ids: str, path: str) -> str:
    """Return SQL for the values at the end of a path that begins at rows of a model."""
    name, _separator, rest = path.partition(LOOKUP_SEP)
    values = SELECT.format(
        column=column_name(model, name), table=model._meta.db_table, condition=f"id IN ({ids})"
    )
    return path_sql(related_model(model, name), values, rest) if rest else values


def column_name(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def related_model(model: type[models.Model], name: str) -> type[models.Model]:
    field: Any = model._meta.get_field(name)
    related: type[models.Model] = field.related_model
    return related
