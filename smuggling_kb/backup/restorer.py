"""Restoring a backup: into tables made by the migrations that it names, all of it or nothing.

SQLite: a new file is filled beside the database and then copied into it, page by page, in one
transaction of the database's own. PostgreSQL: one transaction drops the tables and makes them anew.
Killed at any moment, either leaves the old data or the new. Others wait meanwhile, on SQLite only
writers, and only for the copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from smuggling_kb.backup.archive import ArchiveReader, BackupRefused, Manifest
from smuggling_kb.backup.rows import write_lines
from smuggling_kb.backup.schema import (
    Model,
    last_migrations,
    migration_name,
    parse_migration,
    set_last_numbers,
    table_columns,
    table_models,
    unknown_migrations,
)
from smuggling_kb.backup.writer import kept_models, table_digest
from smuggling_kb.database import collations, statistics, triggers

#: Tables that every new database has rows in.
FILLED_BY_MIGRATIONS = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
}

#: Asks the restored database something before it takes the place of the old one.
Check = Callable[[Manifest], None]
#: The turn of a writer to SQLite.
Turn = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class RestoredBackup:
    """A backup that was restored, and the migrations that its tables then still went through."""

    manifest: Manifest
    migrated: tuple[str, ...]


def restore_backup(
    path: Path, check: Check, turn: Turn, *, replace: bool = False
) -> RestoredBackup:
    """Replace the database by a backup, in the tables of the release that is running.

    ``BackupRefused`` if the file is not whole, or of a newer release, or the database holds data
    that are not to be replaced; then nothing has changed. ``check`` may refuse, too.
    """
    archive = ArchiveReader(path)
    archive.verify()
    migrations = _known_migrations(archive)
    if not replace and (table := filled_table()):
        raise BackupRefused(
            f"The database holds data (table {table}). Back it up, then restore with --replace,"
            " which replaces all of it."
        )
    with empty_database(turn):
        _fill(archive, migrations)
        migrated = _migrate_on(migrations)
        check(archive.manifest)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return RestoredBackup(archive.manifest, migrated)


def _known_migrations(archive: ArchiveReader) -> list[tuple[str, str]]:
    """Return the migrations of a backup; refuse those that this release does not have."""
    migrations = [parse_migration(name) for name in archive.manifest.migrations]
    if unknown := unknown_migrations(MigrationLoader(None), migrations):
        raise BackupRefused(
            f"{archive.path} is of a newer release, {archive.manifest.release}: this one does not"
            f" know the migrations {', '.join(unknown)}. Install that release, then restore."
        )
    return migrations


def filled_table() -> str:
    """Return the name of a table that holds data, or nothing if none does."""
    with _refusals_of_damage(), connection.cursor() as cursor:
        for table in sorted(site_tables(cursor) - FILLED_BY_MIGRATIONS):
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - a table's name
            if cursor.fetchone():
                return table
    return ""


def site_tables(cursor: Any) -> set[str]:
    """Return the tables of this site, of whatever release, and not those of other programs."""
    beginnings = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()))
    return {
        name for name in connection.introspection.table_names(cursor) if name.startswith(beginnings)
    }


def empty_database(turn: Turn) -> AbstractContextManager[None]:
    """Make the connection one to an empty database, which takes the place of ours at the end."""
    return _beside_sqlite(turn) if connection.vendor == "sqlite" else _within_transaction()


@contextmanager
def _within_transaction() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            if tables := site_tables(cursor):
                names = ", ".join(f'"{name}"' for name in sorted(tables))
                cursor.execute(f"DROP TABLE {names} CASCADE")
        yield


@contextmanager
def _beside_sqlite(turn: Turn) -> Iterator[None]:
    name = Path(connection.settings_dict["NAME"])
    draft = name.with_name(f"{name.name}-restoring")
    _remove_database(draft)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")  # Were it lost, nothing would be.
        yield
        connection.close()
        connection.settings_dict["NAME"] = str(name)
        with turn():
            _copy_database(draft)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(name)
        _remove_database(draft)


def _remove_database(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", "-turn"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _copy_database(draft: Path) -> None:
    with _refusals_of_damage(), closing(sqlite3.connect(draft)) as source:
        connection.ensure_connection()
        with connection.wrap_database_errors:
            source.backup(connection.connection)


@contextmanager
def _refusals_of_damage() -> Iterator[None]:
    """Tell what to do about a file of SQLite's that is damaged, or cannot be written."""
    try:
        yield
    except DatabaseError as error:
        if connection.vendor != "sqlite":
            raise
        name = connection.settings_dict["NAME"]
        raise BackupRefused(
            f"{name} cannot be replaced: {error}. If it is damaged, stop the site, move {name},"
            f" {name}-wal and {name}-shm away, and restore again."
        ) from error


def _fill(archive: ArchiveReader, migrations: list[tuple[str, str]]) -> None:
    """Make the tables of a backup, write its rows, and read them again."""
    executor = MigrationExecutor(connection)
    executor.migrate(last_migrations(executor.loader, migrations))
    models = table_models(executor.loader, migrations)
    contents = {table.name: table for table in archive.manifest.tables}
    _refuse_other_tables(archive, kept_models(models))
    collations.set_collations()
    triggers.remove_triggers()
    with transaction.atomic():
        _empty_tables(models)
        connection.check_constraints()  # Migrations leave some that are checked at once.
        for model in kept_models(models):
            _write_table(archive, model)
        numbers = {name: table.last_number for name, table in contents.items()}
        set_last_numbers(kept_models(models), numbers)
        connection.check_constraints()
    for model in kept_models(models):
        if table_digest(model) != contents[model._meta.db_table].digest:
            raise BackupRefused(
                f"Table {model._meta.db_table} is not as {archive.path} has it once it is written"
                " and read again. Nothing was restored; please report this."
            )


def _refuse_other_tables(archive: ArchiveReader, models: list[Model]) -> None:
    ours = {model._meta.db_table: table_columns(model) for model in models}
    theirs = {table.name: table.columns for table in archive.manifest.tables}
    if ours != theirs:
        names = sorted(name for name, _columns in ours.items() ^ theirs.items())
        raise BackupRefused(
            f"{archive.path} has other tables or columns than its migrations make in this release:"
            f" {', '.join(dict.fromkeys(names))}. Restore it with the release that wrote it,"
            f" {archive.manifest.release}."
        )


def _empty_tables(models: list[Model]) -> None:
    """Delete the rows that migrations write."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - as above


def _write_table(archive: ArchiveReader, model: Model) -> None:
    name = model._meta.db_table
    [table] = (table for table in archive.manifest.tables if table.name == name)
    try:
        write_lines(model, archive.lines(table))
    except (DatabaseError, ValueError) as error:
        raise BackupRefused(
            f"Table {name} of {archive.path} cannot be restored into {connection.display_name}:"
            f" {error}"
        ) from error


def _migrate_on(migrations: list[tuple[str, str]]) -> tuple[str, ...]:
    """Bring the tables from those of the backup to those of this release."""
    loader = MigrationLoader(connection)
    ContentType.objects.clear_cache()
    later = tuple(
        migration_name(each) for each in sorted(set(loader.graph.nodes) - set(migrations))
    )
    if later:
        call_command("migrate", verbosity=0)
    else:
        triggers.install_triggers()
        statistics.refresh_statistics()
    return later
