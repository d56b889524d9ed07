"""The order of texts: that of their code points, whatever order the database has by itself.

SQLite compares texts so. A PostgreSQL database has the order that it was created with, which may be
a language's: lists would then stand otherwise than on SQLite, and otherwise after an upgrade of the
library that knows the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

#: The text columns of these tables that have another order than that of code points.
OTHER_COLLATIONS = """
SELECT relname, attname, format_type(atttypid, atttypmod)
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname = ANY(%s)
  AND attnum > 0 AND NOT attisdropped AND atttypid IN ('text'::regtype, 'varchar'::regtype)
  AND attcollation <> 'pg_catalog."C"'::regcollation
ORDER BY attrelid, attnum
"""


def set_collations(**_signal: Any) -> None:
    """Give the texts of all models the order of code points; a receiver of ``post_migrate``.

    A migration that alters a column resets its collation, so this is done after each.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in list(_alter_statements(cursor)):
            cursor.execute(statement)


def other_collations() -> list[str]:
    """Return the columns that should have the order of code points and do not have it."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        return [f"{table}.{column}" for table, column, _type in _columns(cursor)]


def _alter_statements(cursor: CursorWrapper) -> Iterator[str]:
    for table, columns in groupby(_columns(cursor), key=lambda column: column[0]):
        changes = ", ".join(
            f'ALTER COLUMN "{column}" TYPE {type_} COLLATE "C"' for _table, column, type_ in columns
        )
        yield f'ALTER TABLE "{table}" {changes}'


def _columns(cursor: CursorWrapper) -> list[tuple[str, str, str]]:
    """Return table, column and type of each text that has another order."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    cursor.execute(OTHER_COLLATIONS, [tables])
    return list(cursor.fetchall())
