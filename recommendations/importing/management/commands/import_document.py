"""Reads a document and says what it found and what would change; writes only when told to."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from recommendations.editions.computation import refresh_if_possible
from recommendations.importing import actions, fixtures, pipeline
from recommendations.importing.editorial_data import read_editorial_data
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.pipeline import SourceDocument
from recommendations.importing.reading.parsed_document import PassageKind
from recommendations.importing.rows import groups
from smuggling_kb.characters import code_point
from smuggling_kb.database.migration_history import DatabaseCommand
from smuggling_kb.database.statistics import refresh_statistics

NAMES = {
    PassageKind.SECTION: "sections",
    PassageKind.PARAGRAPH: "paragraphs",
    PassageKind.RECOMMENDATION: "numbered recommendations",
    PassageKind.ITEM: "items",
    PassageKind.COVER: "lines of the cover",
}


class Command(DatabaseCommand):
    help = "Read a document of the United Nations and report what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--symbol", help="the document's symbol, if the file does not say it")
        parser.add_argument("--language", help="the language of the text (default: by file name)")
        parser.add_argument("--write", action="store_true", help="apply the changes")

    def handle(
        self,
        *args: Any,
        file: Path,
        symbol: str | None,
        language: str | None,
        write: bool,
        **options: Any,
    ) -> None:
        known = read_editorial_data(fixtures.EDITORIAL)
        try:
            found = pipeline.read_document(file, known, symbol, language)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was changed.") from error
        except ImportRejected as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        self.report(found)
        if found.parsed.questions:
            count = len(found.parsed.questions)
            raise CommandError(f"{file}: questions open: {count}. Nothing was changed.")
        try:
            planned = pipeline.plan_import(found, known)
            act = actions.load if write else actions.dry_run
            changes = act(planned.rows, source=found.file_name, suggestions=planned.suggestions)
        except (ImportRejected, actions.LoadRefused) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        if write:
            refresh_statistics()
            refresh_if_possible()
        self.report_changes(changes, write)

    def report(self, found: SourceDocument) -> None:
        """Print what the file holds."""
        parsed = found.parsed
        counts = Counter(passage.kind for passage in parsed.passages)
        self.stdout.write(f"{found.facts.symbol} ({found.facts.language}, {found.facts.genre})")
        for kind, name in NAMES.items():
            self.stdout.write(f"  {counts[kind]:4} {name}")
        self.stdout.write(f"  {len(parsed.footnotes):4} footnotes")
        self.stdout.write(f"  {len(parsed.recommendations):4} passages that are recommendations")
        for reason, number in Counter(each.reason for each in parsed.dropped).items():
            self.stdout.write(f"  {number:4} left out as layout: {reason}")
        for fault in found.replaced:
            self.stdout.write(
                f"  line {fault.line}, character {fault.column}: {fault.code} {fault.name}"
                f" is read as {fault.ideograph} ({code_point(fault.ideograph)})"
            )
        self.stdout.write("Gaps in numbering, lines not parsed, unknown deviations:")
        for question in parsed.questions:
            self.stdout.write(f"  {question} [{question.kind}: {' | '.join(question.choices)}]")
        if not parsed.questions:
            self.stdout.write("  none")

    def report_changes(self, changes: actions.GroupChanges, written: bool) -> None:
        """Print what was or would be written, and what was left for somebody to answer.

        Raises ``CommandError`` if anything was.
        """
        self.stdout.write("Changed:" if written else "Would change (add --write to apply):")
        asked = {f"words {conflict.code}" for conflict in changes.conflicts}
        left = [name for name in changes.skipped if name not in asked]
        lines = [
            f"  {groups.record_group(name)}: {verb}"
            for verb, names in (
                ("new", changes.created),
                ("updated", changes.updated),
                ("removed", changes.removed),
                ("not as a file last wrote it, so somebody's: left as it is", left),
            )
            for name in names
        ]
        for line in dict.fromkeys(lines):
            self.stdout.write(line)
        if not lines:
            self.stdout.write("  nothing")
        if changes.suggested:
            self.stdout.write(
                f"Subjects suggested by rule, not public until confirmed in the admin:"
                f" {changes.suggested}"
            )
        for conflict in changes.conflicts:
            self.stdout.write(
                f"Question: recommendation {conflict.code} ({conflict.language}): an editor changed"
                f" its words, and this file has others. Its words are left as they are.\n"
                f"  here: {conflict.stored}\n  file: {conflict.printed}"
            )
        if changes.conflicts:
            raise CommandError(
                f"Questions open: {len(changes.conflicts)}. Correct the text in the admin, or keep"
                " it: it is marked as differing from its source."
            )
