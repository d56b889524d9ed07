"""``restore`` puts a backup in the place of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from recommendations.editions.data_version import refresh_data_version
from recommendations.editions.stale_digests import EVERYTHING
from recommendations.history.locks import sqlite_write_lock
from recommendations.models import DataVersion, DigestMark
from smuggling_kb import release
from smuggling_kb.backup.archive import BackupRefused, Manifest
from smuggling_kb.backup.restorer import restore_backup


class Command(BaseCommand):
    help = (
        "Put a backup in the place of the database, all of it or nothing, and compute the data"
        " version anew to see that it is the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="file that backup wrote")
        parser.add_argument("--replace", action="store_true", help="replace all data there are")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            restored = restore_backup(file, check_data_version, sqlite_write_lock, replace=replace)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"Nothing was restored; the database says: {error}") from error
        manifest = restored.manifest
        self.stdout.write(
            f"Restored {manifest.rows} rows of {len(manifest.tables)} tables,"
            f" written {manifest.made}; contents {manifest.digest[:12]}."
        )
        if restored.migrated:
            self.stdout.write(f"Then applied {len(restored.migrated)} later migrations.")
        self.stdout.write(f"Data version {DataVersion.objects.current().digest}.")


def check_data_version(manifest: Manifest) -> None:
    """Refuse a database whose data version, computed anew from all its rows, is another.

    Releases differ in what they make digests of, so only the one that wrote a backup can tell.
    """
    if not manifest.data_version or manifest.release != release.release_digest():
        return
    with transaction.atomic():
        DigestMark.objects.create(kind=EVERYTHING)
        refresh_data_version()
        computed = DataVersion.objects.current().digest
        transaction.set_rollback(True)
    if computed != manifest.data_version:
        raise BackupRefused(
            f"The restored data have the version {computed}, the backup {manifest.data_version}."
            " Nothing was restored; please report this."
        )
