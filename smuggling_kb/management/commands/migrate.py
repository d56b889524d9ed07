"""``migrate``, by one process at a time, and never on a newer version's database."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db.migrations.exceptions import InconsistentMigrationHistory

from smuggling_kb.database.migration_history import before_migration_hooks, refuse_newer_database
from smuggling_kb.database.preparation import preparation_lock


class Command(migrate.Command):
    """Brings databases of earlier versions up to date, also where migrations were rewritten."""

    def handle(self, *args: Any, **options: Any) -> None:
        with preparation_lock():
            refuse_newer_database()
            if not (options["plan"] or options["check_unapplied"]):
                for hook in before_migration_hooks:
                    hook()
            try:
                super().handle(*args, **options)
            except InconsistentMigrationHistory as error:
                raise CommandError(f"{error} No version that was published left it so.") from error
