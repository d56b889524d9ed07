"""The tables of a database as its migrations left them, whatever release made it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

#: Tables whose rows are no part of a backup: who is logged in logs in again.
LEFT_OUT = ("django_session",)

LAST_NUMBER = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"
SET_NUMBER = """
SELECT setval(%s, greatest(1, %s, max(id)), coalesce(greatest(%s, max(id)), 0) > 0) FROM "{table}"
"""

Migration = tuple[str, str]
Model = type[models.Model]


def migration_name(migration: Migration) -> str:
    return ".".join(migration)


def parse_migration(name: str) -> Migration:
    """Return app and name of a migration from ``app.name``."""
    app, _dot, rest = name.partition(".")
    return app, rest


def applied_migrations(loader: MigrationLoader) -> list[Migration]:
    """Return the migrations that the database has seen, in the order of their names."""
    return sorted(loader.applied_migrations)


def unknown_migrations(loader: MigrationLoader, migrations: Collection[Migration]) -> list[str]:
    """Return the names of migrations that this release does not have."""
    return [migration_name(each) for each in migrations if each not in loader.graph.nodes]


def last_migrations(loader: MigrationLoader, migrations: Collection[Migration]) -> list[Migration]:
    """Return the migrations after which their app has no other among them."""
    children = loader.graph.node_map
    return [
        each
        for each in migrations
        if not any(
            child.key in migrations and child.key[0] == each[0] for child in children[each].children
        )
    ]


def table_models(loader: MigrationLoader, migrations: Collection[Migration]) -> list[Model]:
    """Return a model for each table that these migrations make, in the order of the tables."""
    state = loader.project_state(last_migrations(loader, migrations))
    apps: Apps = state.apps
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def table_fields(model: Model) -> list[models.Field[Any, Any]]:
    """Return the fields of a model that its table has columns for, and that are not computed."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not getattr(field, "generated", False)
    ]


def table_columns(model: Model) -> tuple[str, ...]:
    """Return the names of the columns that a backup has of a table."""
    return tuple(str(field.column) for field in table_fields(model))


def last_numbers(tables: Collection[Model]) -> dict[str, int]:
    """Return, by table, the last number that the database gave a row by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        found = {}
        for table, sequence in _sequences(cursor, tables):
            cursor.execute(LAST_NUMBER.format(sequence=sequence))
            found[table] = cursor.fetchone()[0]
        return found


def set_last_numbers(tables: Collection[Model], numbers: dict[str, int]) -> None:
    """Go on numbering rows after these numbers, and after those of the rows that there are."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, number in numbers.items():
                cursor.execute(
                    "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [number, table]
                )
                if number and cursor.rowcount == 0:
                    cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, number])
            return
        for table, sequence in _sequences(cursor, tables):
            number = numbers[table]
            cursor.execute(SET_NUMBER.format(table=table), [sequence, number, number])


def _sequences(cursor: Any, tables: Collection[Model]) -> list[tuple[str, str]]:
    """Return tables of PostgreSQL that number their rows, and the names of what counts."""
    found = []
    for model in tables:
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
            table = model._meta.db_table
            column = model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            [sequence] = cursor.fetchone()
            found.append((table, sequence))
    return found
