"""Rows of a table as lines of JSON, the same from every kind of database, and back.

A value is what JSON has for it; dates and times are ISO 8601, times in UTC; decimals and UUIDs
are written as text, bytes in Base64, JSON as its text with names in order, so that an SQL NULL is
told from a ``null`` of JSON.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from smuggling_kb.backup.schema import Model, table_fields

#: Rows that are read and written at a time.
BATCH = 1000

#: The fields whose values are not those that JSON has.
WRITTEN_AS_TEXT = (
    models.DateField,
    models.TimeField,
    models.DurationField,
    models.DecimalField,
    models.UUIDField,
    models.BinaryField,
)

Convert = Callable[[Any], Any]


def row_lines(model: Model) -> Iterator[bytes]:
    """Yield the rows of a table in the order of their primary keys, many lines at a time."""
    fields = table_fields(model)
    names, texts = [], {}
    for field in fields:
        is_json = isinstance(field, models.JSONField)
        names.append(f"{field.attname}_text" if is_json else field.attname)
        if is_json:
            texts[names[-1]] = Cast(field.attname, models.TextField())
    places = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    found = model._base_manager.order_by("pk").annotate(**texts).values_list(*names)
    rows: Iterator[tuple[Any, ...]] = found.iterator(BATCH)
    encode = json.JSONEncoder(
        ensure_ascii=False, separators=(",", ":"), default=_encode_value
    ).encode
    while batch := list(islice(rows, BATCH)):
        lines = [encode(_with_ordered_json(row, places) if places else row) for row in batch]
        yield "".join(f"{line}\n" for line in lines).encode()


def _with_ordered_json(row: tuple[Any, ...], places: list[int]) -> list[Any]:
    values = list(row)
    for place in places:
        if values[place] is not None:
            values[place] = ordered_json(values[place])
    return values


def ordered_json(text: str) -> str:
    """Return JSON as both kinds of database can keep it: PostgreSQL forgets the order of names."""
    value = json.loads(text, parse_float=_shortest_number)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _shortest_number(text: str) -> float | int:
    """Return a number that JSON writes without an exponent where PostgreSQL has none."""
    number = float(text)
    return int(number) if abs(number) >= 1e16 and number.is_integer() else number


def _encode_value(value: Any) -> str:
    match value:
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode("ascii")
    raise TypeError(f"A backup cannot hold {value!r}.")


def write_lines(model: Model, lines: Iterable[bytes]) -> None:
    """Insert rows as they were read, without any default, signal or change of a value."""
    fields = table_fields(model)
    conversions = [
        (place, _conversion(field))
        for place, field in enumerate(fields)
        if isinstance(field, WRITTEN_AS_TEXT)
    ]
    rows = (_parse_line(line, conversions) for line in lines)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    beginning = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES'
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            if connection.vendor == "postgresql":
                from psycopg2.extras import execute_values

                with connection.wrap_database_errors:
                    execute_values(cursor.cursor, f"{beginning} %s", batch, page_size=BATCH)
            else:
                cursor.executemany(f"{beginning} ({', '.join(['%s'] * len(fields))})", batch)


def _parse_line(line: bytes, conversions: list[tuple[int, Convert]]) -> list[Any]:
    row: list[Any] = json.loads(line)
    for place, convert in conversions:
        if row[place] is not None:
            row[place] = convert(row[place])
    return row


def _conversion(field: models.Field[Any, Any]) -> Convert:
    """Return a function from the text of a value to what the database's driver takes."""
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)
