"""``backup`` writes the whole database to one file, or verifies such a file."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from recommendations.editions.data_version import is_marked, refresh_data_version
from recommendations.models import DataVersion
from smuggling_kb.backup.archive import ArchiveReader, BackupRefused, Manifest
from smuggling_kb.backup.retention import backup_name, outdated_backups
from smuggling_kb.backup.writer import WrittenBackup, read_snapshot, write_backup
from smuggling_kb.database.migration_history import pending_migrations
from smuggling_kb.models import BackupRecord

#: How often the data version is brought up to date because others changed the data meanwhile.
ATTEMPTS = 20


class Command(BaseCommand):
    help = (
        "Write all data to a file, while the site goes on, and read it again; ./run manage restore"
        " takes it back, into SQLite or PostgreSQL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="file to write; a folder gets one named by the time",
        )
        parser.add_argument("--force", action="store_true", help="overwrite FILE")
        parser.add_argument(
            "--verify", action="store_true", help="write nothing, but say whether FILE is whole"
        )
        parser.add_argument(
            "--keep",
            nargs=2,
            type=int,
            metavar=("DAYS", "WEEKS"),
            help="then delete the backups in the folder but for the last one of each of so many"
            " days and weeks",
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        force: bool,
        verify: bool,
        keep: list[int] | None,
        **options: Any,
    ) -> None:
        if keep and (min(keep) < 0 or not any(keep)):
            raise CommandError("--keep takes two numbers, such as --keep 7 4, not both 0.")
        if keep and not file.is_dir():
            raise CommandError(f"--keep needs a folder of backups; {file} is none.")
        try:
            if verify:
                self.verify(file)
            else:
                self.write(file / backup_name(datetime.now(UTC)) if file.is_dir() else file, force)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        if keep and not verify:
            self.delete_outdated(file, *keep)

    def verify(self, path: Path) -> None:
        """Print what a backup holds, or raise an error."""
        archive = ArchiveReader(path)
        archive.verify()
        self.stdout.write(f"{path} is whole: {description(archive.manifest)}.")

    def write(self, path: Path, force: bool) -> None:
        """Write a backup and remember it."""
        is_current = not pending_migrations()
        snapshot = versioned_snapshot if is_current else unversioned_snapshot
        written = write_backup(path, snapshot, overwrite=force)
        self.stdout.write(f"{path}: {description(written.manifest)}.")
        size = written.size / 1e6
        self.stdout.write(f"{size:.1f} MB in {written.seconds:.1f} s, SHA-256 {written.digest}")
        if is_current:
            self.remember(path, written)

    def remember(self, path: Path, written: WrittenBackup) -> None:
        """Tell the operator's page of a backup, if the database takes writes."""
        try:
            BackupRecord.objects.create(
                file=str(path.absolute())[-500:],
                size=written.size,
                digest=written.digest,
                seconds=written.seconds,
                data_version=written.manifest.data_version,
            )
        except DatabaseError as error:
            self.stderr.write(f"The operator's page does not show this backup: {error}")

    def delete_outdated(self, folder: Path, days: int, weeks: int) -> None:
        """Delete the backups that are no longer to be kept."""
        for path in outdated_backups(folder, days=days, weeks=weeks):
            path.unlink()
            self.stdout.write(f"{path} deleted.")


@contextmanager
def versioned_snapshot() -> Iterator[str]:
    """Read one state of the database, whose data version is computed.

    Others may write between the two. Where they do so all the time, or the database takes no
    writes, the state has none.
    """
    for _attempt in range(ATTEMPTS):
        with suppress(DatabaseError):
            refresh_data_version()
        with read_snapshot():
            if not is_marked():
                yield DataVersion.objects.current().digest
                return
    with unversioned_snapshot() as version:
        yield version


@contextmanager
def unversioned_snapshot() -> Iterator[str]:
    """Read one state of the database whose data version nobody knows."""
    with read_snapshot():
        yield ""


def description(manifest: Manifest) -> str:
    """Return in words what a backup holds."""
    version = f"data version {manifest.data_version}, " if manifest.data_version else ""
    return (
        f"{version}{manifest.rows} rows of {len(manifest.tables)} tables"
        f" from {manifest.database}, {manifest.made}, contents {manifest.digest[:12]}"
    )
