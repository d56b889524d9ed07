"""The migrations that the database has seen: those still to come, and those of newer versions."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

#: App and name of migrations that have another name today, which earlier databases have seen.
former_migrations: set[tuple[str, str]] = set()

#: Functions that bring a database whose migrations were rewritten to the history of today.
before_migration_hooks: list[Callable[[], None]] = []

NEWER = (
    "The database is of a newer version: it has seen {migrations}, which this version does not"
    " know. Start the newer version again, or restore a backup that this version made"
    " (./run manage restore FILE). Nothing was written."
)


def pending_migrations() -> list[str]:
    """Return the migrations that the database has not seen yet, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def newer_migrations() -> list[str]:
    """Return the migrations that the database has seen and this version does not know."""
    loader = MigrationLoader(connection)
    known = loader.disk_migrations.keys() | former_migrations
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations.keys() - known)


def newer_database_error() -> str:
    """Return what to do about a database of a newer version; nothing if it is of none."""
    unknown = newer_migrations()
    return NEWER.format(migrations=", ".join(unknown)) if unknown else ""


def refuse_newer_database() -> None:
    """Raise ``CommandError`` if a newer version has changed the database."""
    if error := newer_database_error():
        raise CommandError(error)


class DatabaseCommand(BaseCommand):
    """A command that reads or writes the database, unless a newer version has changed it."""

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        refuse_newer_database()
