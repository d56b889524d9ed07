"""Rebuilds ``fixtures/*.json`` from the documents and the editorial files, byte for byte."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations.importing import fixtures, pipeline
from recommendations.importing.inquiries.rejection import ImportRejected


class Command(BaseCommand):
    help = "Rebuild fixtures/*.json from fixtures/sources and fixtures/editorial."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if a file would change"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            contents = fixtures.serialise_fixtures(pipeline.fixture_rows())
        except ImportRejected as rejection:
            raise CommandError(str(rejection)) from rejection
        stale = [
            name
            for name, content in contents.items()
            if not (fixtures.FOLDER / name).exists()
            or (fixtures.FOLDER / name).read_text(encoding="utf-8") != content
        ]
        if check and stale:
            raise CommandError(f"{', '.join(stale)} would change. Run ./run manage build_fixtures.")
        for name in stale:
            (fixtures.FOLDER / name).write_text(contents[name], encoding="utf-8")
        self.stdout.write(f"Rebuilt {', '.join(stale)}." if stale else "Nothing to rebuild.")
