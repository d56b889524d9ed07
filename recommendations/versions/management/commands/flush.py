"""``flush``: Django's own; it empties the history too, which nothing else is let do."""

from typing import Any

from django.core.management.commands import flush
from django.db import connection

from recommendations.versions.models import Version
from smuggling_kb import triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        guards = [each for each in triggers.triggers() if each.table == Version._meta.db_table]
        with connection.cursor() as cursor:
            for statement in (sql for guard in guards for sql in guard.removal()):
                cursor.execute(statement)
        try:
            super().handle(**options)
        finally:
            triggers.install()
