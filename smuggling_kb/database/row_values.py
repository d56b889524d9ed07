"""SQL with which a trigger looks up values at the end of a path from its row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.constants import LOOKUP_SEP

from smuggling_kb.database.triggers import Event

SELECT = "SELECT {column} FROM {table} WHERE {condition}"

#: The events of which a trigger sees the new row, and those of which it sees the old one.
EVENTS_WITH: dict[str, tuple[Event, ...]] = {
    "NEW": ("INSERT", "UPDATE"),
    "OLD": ("UPDATE", "DELETE"),
}


def row_values_sql(model: type[models.Model], row: str, path: str) -> str:
    """Return SQL for the values at the end of a path that begins at the trigger's row."""
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
