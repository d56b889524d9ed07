"""``find_similar``: finds the recommendations similar to each, unless that is up to date."""

from typing import Any

from django.core.management.base import CommandParser

from recommendations.similarity import computation
from smuggling_kb.database.migration_history import DatabaseCommand

LATER = (
    "Similar recommendations are older than the data. So many are compared in minutes:"
    " ./run manage find_similar"
)


class Command(DatabaseCommand):
    help = "Find the recommendations similar to each, unless the data are as they were last time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="only if it takes seconds")

    def handle(self, *args: Any, quick: bool, **options: Any) -> None:
        if computation.is_current():
            return
        if quick and not computation.is_quick():
            self.stdout.write(LATER)
            return
        found = computation.compute_similarities()
        self.stdout.write(f"Similar recommendations: {found.texts} texts were compared.")
        if not computation.is_current():
            self.stdout.write("Some were changed meanwhile: compare them again.")
