"""What somebody typed, brought in line with the rows that a form's tables have by now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

#: The values of one row by the names of its fields.
Typed = dict[str, list[str]]


def aligned(data: QueryDict, tables: list[Any]) -> QueryDict:
    """The same form with each table's rows as they are stored, then those that are not.

    A row that somebody else deleted becomes a new one, with all that was typed into it; a row
    that somebody else added is there as it is. Otherwise Django would take one for another.
    ``tables`` are formsets, unbound.
    """
    result = data.copy()
    for table in tables:
        typed = list(typed_rows(data, table.prefix))
        kept, new = stored_rows(table, typed), new_rows(table, typed)
        for name in [name for name in result if row_of(name, table.prefix)]:
            del result[name]
        for number, row in enumerate([*kept, *new]):
            for field, values in row.items():
                result.setlist(f"{table.prefix}-{number}-{field}", values)
        result[f"{table.prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
        result[f"{table.prefix}-{TOTAL_FORM_COUNT}"] = str(len(kept) + len(new))
    return result


def row_of(name: str, prefix: str) -> re.Match[str] | None:
    """The number of the row, and the field, that the name of a control speaks of."""
    return re.fullmatch(rf"{re.escape(prefix)}-(?P<row>[0-9]{{1,4}})-(?P<field>\w+)", name)


def typed_rows(data: QueryDict, prefix: str) -> Iterator[Typed]:
    """The rows of a table as they were sent."""
    rows: dict[int, Typed] = {}
    for name, values in data.lists():
        if match := row_of(name, prefix):
            rows.setdefault(int(match["row"]), {})[match["field"]] = values
    for number in sorted(rows):
        yield rows[number]


def stored_rows(table: Any, typed: list[Typed]) -> list[Typed]:
    """What was typed into the rows that are stored; as stored where nothing was."""
    sent = {key_of(table, row): row for row in typed}
    return [sent.get(str(form.instance.pk)) or values_of(form) for form in table.initial_forms]


def new_rows(table: Any, typed: list[Typed]) -> list[Typed]:
    """What was typed into rows that are not stored, or no longer."""
    stored = {str(form.instance.pk) for form in table.initial_forms}
    key = table.model._meta.pk.name
    return [
        {**row, key: [""], table.fk.name: [""]}
        for row in typed
        if key_of(table, row) not in stored and not (key_of(table, row) and "DELETE" in row)
    ]


def key_of(table: Any, row: Typed) -> str:
    return "".join(row.get(table.model._meta.pk.name, []))


def values_of(form: Any) -> Typed:
    """What an untouched form sends."""
    values = {bound.name: bound.value() for bound in form}
    return {
        name: ["" if value is None else str(value)]
        for name, value in values.items()
        if value is not False
    }
