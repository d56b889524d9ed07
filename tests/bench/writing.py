"""Writes many rows of a model at once, given as tuples in place of instances.

They go into the same tables, past the same constraints, indexes and triggers, as rows that Django
writes: what is saved is an instance for each row, and a statement for every few of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max

if TYPE_CHECKING:
    from django.db.models import Model

#: The values of some fields of a model, in an order agreed on.
Row = tuple[int | str | None, ...]

#: Rows in a statement on SQLite, which takes 32,766 values. For each statement that runs triggers
#: it copies every page before changing it, so few long statements cost less than many short ones.
ROWS = 1000

#: What makes a connection quicker at a load and changes nothing of what the load leaves behind.
SETTINGS = {
    "sqlite": (
        # Those copies, and what triggers look up, stay out of files.
        "PRAGMA temp_store = MEMORY",
        # In kB, enough for the ends of all indexes, which are written to again and again.
        "PRAGMA cache_size = -262144",
    ),
    # Triggers and checks of references look up single rows. Their plans are made once and kept, and
    # without this some read a whole table for each row, because it was small when they were made.
    "postgresql": ("SET enable_seqscan = off",),
}


def quicken() -> None:
    """Prepare the connection for a load. SQLite heeds it outside transactions only."""
    with connection.cursor() as cursor:
        for setting in SETTINGS[connection.vendor]:
            cursor.execute(setting)


class Table:
    """The table of a model, into which go rows of the values of the fields that are named.

    ``same`` are the values of other fields in every row; of the rest it is their default. Values
    are numbers, words or None, which the fields for them and for references write as they are.
    """

    def __init__(self, model: type[Model], *names: str, **same: Any) -> None:
        meta = model._meta
        varying = [meta.get_field(name) for name in ("id", *names)]
        constant = {
            field: field.get_db_prep_save(same.get(field.name, field.get_default()), connection)
            for field in meta.concrete_fields
            if field not in varying
        }
        # A column that is not written is null.
        constant = {field: value for field, value in constant.items() if value is not None}
        fields: list[Any] = [*varying, *constant]
        self.name = quoted(meta.db_table)
        self.columns = ", ".join(quoted(field.column) for field in fields)
        self.required = ", ".join(quoted(field.column) for field in fields if not field.null)
        self.same: Row = tuple(constant.values())
        self.width = len(varying)
        self.last: int = model._default_manager.aggregate(last=Max("pk"))["last"] or 0

    def write(self, rows: Iterable[Row]) -> range:
        """Write rows, which come without their keys; the keys, counted on from the last."""
        first = self.last + 1
        keyed = [(key, *row) for key, row in enumerate(rows, first)]
        self.last += len(keyed)
        if keyed and connection.vendor == "postgresql":
            self._copy(keyed)
        elif keyed:
            self._insert(keyed)
        return range(first, self.last + 1)

    def _insert(self, rows: Sequence[Row]) -> None:
        # Not by Django's cursor, which would look for placeholders to rewrite in each statement.
        for start in range(0, len(rows), ROWS):
            some = rows[start : start + ROWS]
            values = [*self.same, *chain.from_iterable(some)]
            connection.connection.execute(self._statement(len(some)), values)

    def _statement(self, rows: int) -> str:
        """SQL that takes what is the same in all rows, then so many of them."""
        read = [
            *(f"column{place}" for place in range(1, self.width + 1)),
            *("?" for _ in self.same),
        ]
        row = f"({', '.join('?' * self.width)})"
        values = ", ".join([row] * rows)
        return (
            f"INSERT INTO {self.name} ({self.columns})"  # noqa: S608
            f" SELECT {', '.join(read)} FROM (VALUES {values})"
        )

    def _copy(self, rows: Sequence[Row]) -> None:
        """By ``COPY``, to which what is empty is null, but in columns that cannot be null.

        The keys are named, so the table has to be told to count on from them.
        """
        file = StringIO()
        csv.writer(file, lineterminator="\n").writerows(row + self.same for row in rows)
        file.seek(0)
        options = f"FORMAT csv, FORCE_NOT_NULL ({self.required})"
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.name} ({self.columns}) FROM STDIN ({options})", file)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [self.name, self.last]
            )


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
