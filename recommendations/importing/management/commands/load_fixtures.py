"""Loads the fixtures, and on later changes updates what no curator touched."""

from typing import Any

from django.core.management import CommandParser, call_command

from recommendations.editions.data_version import refresh_data_version
from recommendations.history.locks import write_lock
from recommendations.importing import actions, fixtures
from recommendations.importing.models import LoadedGroup
from smuggling_kb.database.lost_database import forget_filled_database, refuse_lost_database
from smuggling_kb.database.migration_history import DatabaseCommand
from smuggling_kb.database.statistics import refresh_statistics

#: The name under which the digest of all fixture files is kept.
ALL_FILES = "all fixture files"

LEFT_ALONE = "not as a file last wrote it, so somebody's; left as it is"


class Command(DatabaseCommand):
    help = "Load fixtures/*.json; leave records that somebody changed as they are, and list them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-database",
            action="store_true",
            help="make and fill the database even if one that held data was lost",
        )

    def handle(self, *args: Any, new_database: bool, **options: Any) -> None:
        if new_database:
            forget_filled_database()
            call_command("migrate", verbosity=0)
        refuse_lost_database()
        digest = fixtures.fixtures_digest()
        if LoadedGroup.objects.filter(name=ALL_FILES, digest=digest).exists():
            return
        changes = self.load(digest)
        refresh_statistics()
        self.stdout.write(
            f"Fixtures: {len(changes.created)} new, {len(changes.updated)} updated,"
            f" {len(changes.removed)} removed, {len(changes.skipped)} left alone."
        )
        for name in changes.skipped:
            self.stdout.write(f"  {name}: {LEFT_ALONE}.")

    def load(self, digest: str) -> actions.GroupChanges:
        """Load the fixtures, which have a date of their own, and remember which they were."""
        with write_lock():
            changes = actions.load(fixtures.read_fixtures(), source=actions.FIXTURES)
            LoadedGroup.objects.update_or_create(name=ALL_FILES, defaults={"digest": digest})
            refresh_data_version(fixtures.fixtures_date(), at_once=True)
        return changes
