"""``data_version`` prints the version of the public data, or how two JSON exports differ."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from recommendations.editions.data_version import digest_lines, refresh_data_version
from recommendations.editions.export_differences import (
    Export,
    UnreadableExport,
    differences,
    read_export,
)
from recommendations.models import DataVersion
from smuggling_kb.database.migration_history import DatabaseCommand


class Command(DatabaseCommand):
    help = (
        "Print the data version with its date, then a line “kind key digest” for all that is"
        " public; the version is the beginning of the SHA-256 of these lines. With two JSON"
        " exports, say what differs between them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="two JSON exports")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        if len(files) not in (0, 2):
            raise CommandError("Give two JSON exports to compare, the older one first, or none.")
        if files:
            self.compare(*files)
        else:
            self.print_digests()

    def print_digests(self) -> None:
        """Print the version and every digest that it is made of."""
        refresh_data_version()
        version = DataVersion.objects.current()
        if version.pk is None:
            raise CommandError("There are no data yet: ./run manage load_fixtures loads them.")
        self.stdout.write(f"{version.digest} {version.date}")
        for line in digest_lines():
            self.stdout.write(line)

    def compare(self, *files: Path) -> None:
        """Print how the second file differs from the first."""
        try:
            old, new = map(read_export, files)
        except UnreadableExport as error:
            raise CommandError(str(error)) from error
        for path, export in zip(files, (old, new), strict=True):
            self.stdout.write(f"{path}: {_description(export)}")
        if old.filter != new.filter:
            self.stdout.write("The files were made with different filters.")
        lines = list(differences(old, new))
        for line in lines or ["The records in both are the same."]:
            self.stdout.write(line)


def _description(export: Export) -> str:
    of = f"data version {export.version}" if export.version else "no data version"
    date = f", {export.date}" if export.date else ""
    return f"{of}{date}, {len(export.records)} records"
