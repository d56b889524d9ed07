"""Writing a backup: the rows of one moment, while others go on writing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from smuggling_kb import release
from smuggling_kb.backup.archive import (
    FORMAT,
    ArchiveReader,
    ArchiveWriter,
    BackupRefused,
    Manifest,
    TableContents,
    file_digest,
    whole_file,
)
from smuggling_kb.backup.rows import row_lines
from smuggling_kb.backup.schema import (
    LEFT_OUT,
    Model,
    applied_migrations,
    last_numbers,
    migration_name,
    table_columns,
    table_models,
    unknown_migrations,
)

#: Makes what is read within it one state of the database, and gives that state's data version.
Snapshot = Callable[[], AbstractContextManager[str]]

ISOLATION = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@dataclass(frozen=True)
class WrittenBackup:
    """A backup that was written and read again."""

    manifest: Manifest
    size: int
    #: SHA-256 of the file.
    digest: str
    seconds: float


def write_backup(path: Path, snapshot: Snapshot, *, overwrite: bool = False) -> WrittenBackup:
    """Write all rows to a file, read it again, and only then give it its name.

    ``BackupRefused`` if the file exists or cannot be written.
    """
    if path.exists() and not overwrite:
        raise BackupRefused(f"{path} exists. --force overwrites it.")
    start = time.monotonic()
    with whole_file(path, overwrite=overwrite) as file:
        with snapshot() as data_version, ArchiveWriter(file) as archive:
            manifest = _write_tables(archive, data_version)
        ArchiveReader(path, file).verify()
    size = path.stat().st_size
    return WrittenBackup(manifest, size, file_digest(path), time.monotonic() - start)


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Read one state of the database, however long it takes; nobody waits for this."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ISOLATION)
            yield
    else:
        # Django's own transactions take the lock of writers from the beginning.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _write_tables(archive: ArchiveWriter, data_version: str) -> Manifest:
    loader = MigrationLoader(connection)
    migrations = applied_migrations(loader)
    if not migrations:
        raise BackupRefused("The database is empty: there is nothing to back up.")
    if unknown := unknown_migrations(loader, migrations):
        raise BackupRefused(
            "The database is of a newer release, which alone can back it up: this one does not"
            f" know the migrations {', '.join(unknown)}."
        )
    models = table_models(loader, migrations)
    tables = tuple(_write_table(archive, model) for model in kept_models(models))
    numbers = last_numbers(models)
    tables = tuple(replace(table, last_number=numbers.get(table.name, 0)) for table in tables)
    manifest = Manifest(
        format=FORMAT,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        release=release.release_digest(),
        database=connection.vendor,
        data_version=data_version,
        migrations=tuple(map(migration_name, migrations)),
        left_out=tuple(
            model._meta.db_table for model in models if model._meta.db_table in LEFT_OUT
        ),
        tables=tables,
    )
    archive.write_manifest(manifest)
    return manifest


def _write_table(archive: ArchiveWriter, model: Model) -> TableContents:
    table = TableContents(model._meta.db_table, table_columns(model), rows=0, digest="")
    rows = 0

    def blocks() -> Iterator[bytes]:
        nonlocal rows
        for block in row_lines(model):
            rows += block.count(b"\n")
            yield block

    digest = archive.write(table.member, blocks())
    return replace(table, rows=rows, digest=digest)


def table_digest(model: Model) -> str:
    """Return the digest of all rows of a table, as a backup of it would have."""
    digest = hashlib.sha256()
    for block in row_lines(model):
        digest.update(block)
    return digest.hexdigest()


def kept_models(models: Collection[Model]) -> list[Model]:
    """Return the models whose rows a backup has."""
    return [model for model in models if model._meta.db_table not in LEFT_OUT]
