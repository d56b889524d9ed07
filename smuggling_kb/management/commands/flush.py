"""Empty all tables, as Django does, also those from which single rows are never deleted."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush

from smuggling_kb.database import triggers


class Command(flush.Command):
    """Removes the triggers that refuse to delete what was public or to rewrite history."""

    def handle(self, **options: Any) -> None:
        triggers.remove_triggers()
        try:
            super().handle(**options)
        finally:
            triggers.install_triggers()
