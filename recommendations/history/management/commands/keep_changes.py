"""``keep_changes`` takes into the history what was changed without the admin's forms."""

from typing import Any

from recommendations.history.versions import record_outside_changes
from smuggling_kb.database.migration_history import DatabaseCommand


class Command(DatabaseCommand):
    help = "Take into the history what was changed by other programs, SQL or loaddata."

    def handle(self, *args: Any, **options: Any) -> None:
        written = record_outside_changes()
        if written:
            codes = ", ".join(version.code for version in written[:10])
            more = f" and {len(written) - 10} more" if len(written) > 10 else ""
            self.stdout.write(f"History: {len(written)} records were changed: {codes}{more}.")
