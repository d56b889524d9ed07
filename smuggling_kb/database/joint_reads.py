"""Reads of many QuerySets about one row in one statement, whose SQL is made once.

Each QuerySet becomes a column of the statement's only row: its rows, as a JSON array of arrays,
which become models or tuples as the QuerySet says. Django makes the SQL once in a process. SQLite's
driver keeps the statement prepared; on PostgreSQL each connection prepares it at its first use, so
that it is planned once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import BooleanField, DateField, JSONField, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

#: Stands for the primary key while SQL is made: a value that no row has.
KEY = -1

#: A QuerySet as one column of the statement.
PART = "(WITH part ({columns}) AS ({query}) SELECT {array} FROM part)"

#: PostgreSQL passes no more arguments to a function.
MAX_ARGUMENTS = 100

Rows = dict[str, list[Any]]
Build = Callable[[list[Any]], Any]

#: The names of the statements that each connection to PostgreSQL has prepared.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class JointRead:
    """QuerySets that a primary key narrows; ``name`` is the statement's on PostgreSQL."""

    def __init__(self, name: str, **querysets: Callable[[int], QuerySet[Any, Any]]) -> None:
        self.name = name
        self.querysets = querysets
        self._statement = cache(self._make_statement)

    def fetch(self, key: int) -> Rows:
        """Return the rows of each QuerySet in its order; one query."""
        statement = self._statement(connection.vendor)
        with connection.cursor() as cursor:
            statement.execute(cursor, key)
            columns = cursor.fetchone()
        return {
            name: [build(row) for row in json.loads(rows)] if rows else []
            for (name, build), rows in zip(statement.builders.items(), columns, strict=True)
        }

    def _make_statement(self, vendor: str) -> Statement:
        columns: list[str] = []
        parameters: list[Any] = []
        builders: dict[str, Build] = {}
        for name, queryset in self.querysets.items():
            narrowed: Any = queryset(KEY)
            compiler = narrowed.query.get_compiler(connection=connection)
            sql, own = compiler.as_sql()
            names = [f"c{number}" for number in range(len(compiler.select))]
            columns.append(
                PART.format(columns=", ".join(names), query=sql, array=_array(names, vendor))
            )
            parameters += own
            builders[name] = _builder(compiler, is_tuple=narrowed._fields is not None)
        sql, named = _name_parameters(f"SELECT {', '.join(columns)}", parameters)
        return Statement(self.name, sql, named, builders)


@dataclass(frozen=True)
class Statement:
    """The SQL of a joint read, its parameters beside the key, and how its rows are built."""

    name: str
    sql: str
    parameters: Mapping[str, Any]
    builders: Mapping[str, Build]

    def execute(self, cursor: Any, key: int) -> None:
        """Ask about one primary key."""
        if connection.vendor != "postgresql":
            cursor.execute(self.sql, {**self.parameters, "key": key})
            return
        prepared = _prepared.setdefault(connection.connection, set())
        if self.name not in prepared:
            marked = {**self.parameters, "key": AsIs("$1")}
            # Not a question: the driver's own cursor, so that it counts as none.
            with connection.wrap_database_errors:
                cursor.cursor.execute(f"PREPARE {self.name} (bigint) AS {self.sql}", marked)
            prepared.add(self.name)
        cursor.execute(f"EXECUTE {self.name} (%s)", [key])


def _name_parameters(sql: str, parameters: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """Return SQL with a name for each parameter, and their values but for the key's.

    At each use Django puts names into SQL thirty times as fast as it finds places without.
    """
    names = ["key" if value == KEY else f"p{number}" for number, value in enumerate(parameters)]
    places = tuple(f"%({name})s" for name in names)
    values = dict(zip(names, parameters, strict=True))
    values.pop("key", None)
    return sql.replace("%%", "%%%%") % places, values


def _array(columns: Sequence[str], vendor: str) -> str:
    """Return the SQL of all rows as an array of arrays; NULL or ``[]`` without rows."""
    if vendor == "sqlite":
        return f"json_group_array(json_array({', '.join(columns)}))"
    pieces = (
        columns[start : start + MAX_ARGUMENTS] for start in range(0, len(columns), MAX_ARGUMENTS)
    )
    row = " || ".join(f"jsonb_build_array({', '.join(piece)})" for piece in pieces)
    return f"jsonb_agg({row})::text"


def attach(parents: Sequence[Model], name: str, rows: Iterable[Model]) -> None:
    """Prefetch the relation ``name`` of the parents: each gets its rows, in their order."""
    if not parents:
        return
    field = getattr(type(parents[0]), name).field
    found: dict[Any, list[Model]] = {}
    for row in rows:
        found.setdefault(getattr(row, field.attname), []).append(row)
    for parent in parents:
        own = found.get(parent.pk, [])
        for row in own:
            field.set_cached_value(row, parent)
        vars(parent).setdefault("_prefetched_objects_cache", {})[name] = _result(field.model, own)


def _result(model: type[Model], rows: list[Model]) -> QuerySet[Any, Any]:
    """Return a QuerySet that has its rows; it shares its query, which only copies of it change."""
    blank = _blank(model)
    queryset = object.__new__(type(blank))
    vars(queryset).update(vars(blank), _result_cache=rows, _prefetch_done=True)
    return queryset


@cache
def _blank(model: type[Model]) -> QuerySet[Any, Any]:
    return model._default_manager.all()


def _builder(compiler: SQLCompiler, *, is_tuple: bool) -> Build:
    """Return a function that makes of a row of JSON what the QuerySet would make of it."""
    convert = _converter(compiler)
    if is_tuple:
        return lambda row: tuple(convert(row))
    model = compiler.klass_info["model"]
    columns = slice(0, len(compiler.klass_info["select_fields"]))
    names = [column[0].target.attname for column in compiler.select[columns]]
    populators = get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[call-arg]

    def build(row: list[Any]) -> Model:
        values = convert(row)
        found: Model = model.from_db(connection.alias, names, values[columns])
        for populator in populators:
            populator.populate(values, found)
        return found

    return build


def _converter(compiler: SQLCompiler) -> Callable[[list[Any]], list[Any]]:
    """Return a function that converts, in place, the values that JSON does not know."""
    converters = [
        (place, conversion)
        for place, (expression, _sql, _alias) in enumerate(compiler.select)
        if (conversion := _conversion(expression.output_field))
    ]

    def convert(row: list[Any]) -> list[Any]:
        for place, conversion in converters:
            if row[place] is not None:
                row[place] = conversion(row[place])
        return row

    return convert


def _conversion(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, DateField | BooleanField):
        return field.to_python
    if isinstance(field, JSONField):
        return lambda value: json.loads(value) if isinstance(value, str) else value
    return None
