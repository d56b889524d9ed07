"""Reads a document and says what it found and would change; ``--write`` makes its batch."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from recommendations.editions.computation import refresh_if_possible
from recommendations.importing.batches.creation import create_batch
from recommendations.importing.batches.fidelity import fidelity_report
from recommendations.importing.batches.refusal import BatchRefused, NothingToImport
from recommendations.importing.inquiries.questions import CHOICES, ImportAnswer
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.messages import translate_message
from recommendations.importing.models import BatchStage, ImportBatch, RecordChange
from recommendations.importing.reading.parsed_document import PassageKind
from recommendations.importing.uploads.document_reader import read_file
from recommendations.models import SubjectSuggestion
from smuggling_kb.database.migration_history import DatabaseCommand
from smuggling_kb.database.statistics import refresh_statistics

NAMES = {
    PassageKind.SECTION: "sections",
    PassageKind.PARAGRAPH: "paragraphs",
    PassageKind.RECOMMENDATION: "numbered recommendations",
    PassageKind.ITEM: "items",
    PassageKind.COVER: "lines of the cover",
    "footnote": "footnotes",
    "record": "passages that are recommendations",
}
CHANGES = {
    RecordChange.ADDED: "new",
    RecordChange.CHANGED: "changed",
    RecordChange.MISSING: "not in the file",
    RecordChange.RESTATED: "printed again",
}
ANSWER = re.compile(
    rf"(?P<kind>[\w-]+):(?P<words>.*)=(?P<choice>{'|'.join(CHOICES)})(?::(?P<value>.*))?", re.DOTALL
)


def parse_answer(argument: str) -> ImportAnswer:
    """Return the answer in ``KIND:WORDS=CHOICE[:VALUE]``."""
    match = ANSWER.fullmatch(argument)
    if match is None:
        raise ArgumentTypeError(f"“{argument}” is not KIND:WORDS=CHOICE or KIND:WORDS=CHOICE:VALUE")
    return ImportAnswer(match["kind"], match["words"], match["choice"], match["value"] or "")


class Command(DatabaseCommand):
    help = "Read a document of the United Nations and report what would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--symbol", default="", help="the document's symbol, if it is known")
        parser.add_argument(
            "--language", default="", help="the language of the text (default: by file name)"
        )
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            type=parse_answer,
            metavar="KIND:WORDS=CHOICE[:VALUE]",
            help="the answer to a question, as the report prints it; may be given several times",
        )
        parser.add_argument(
            "--write",
            action="store_true",
            help="make the batch, with drafts of what is not public yet; publish it in the admin",
        )

    def handle(self, *args: Any, file: Path, write: bool, **options: Any) -> None:
        try:
            content = read_file(file)
            with transaction.atomic():
                batch = create_batch(
                    content,
                    file_name=file.name,
                    by=None,
                    symbol=options["symbol"],
                    language=options["language"],
                    answers=options["answer"],
                )
                self.report(batch)
                self.report_changes(batch, is_written=write)
                count = batch.questions.filter(choice="").count()
                transaction.set_rollback(not write)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was changed.") from error
        except NothingToImport as held:
            self.report(held.batch)
            self.stdout.write("Would change:\n  nothing")
            return
        except (ImportRejected, BatchRefused) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        if write:
            refresh_statistics()
            refresh_if_possible()
        if count:
            kept = "The batch is kept" if write else "Nothing was changed"
            raise CommandError(
                f"{file}: questions open: {count}. {kept}. Answer them in the admin, or with"
                " --answer KIND:WORDS=CHOICE."
            )

    def report(self, batch: ImportBatch) -> None:
        """Print what the file holds, and what it asks."""
        fidelity = fidelity_report(batch)
        self.stdout.write(f"{batch.symbol} ({batch.language}, {batch.genre})")
        if fidelity.encoding:
            self.stdout.write(f"  not in UTF-8: read as {fidelity.encoding}")
        for kind, name in NAMES.items():
            self.stdout.write(f"  {fidelity.counts.get(kind, 0):4} {name}")
        for reason, found in fidelity.layout.items():
            self.stdout.write(f"  {len(found):4} left out as layout: {reason}")
        for finding in fidelity.replaced:
            self.stdout.write(f"  line {finding.line}: {finding.words}")
        self.stdout.write("Questions:")
        questions = (
            [each.question for each in batch.questions.filter(choice="")] if batch.pk else []
        )
        for question in questions:
            place = f"line {question.line}: " if question.line else ""
            self.stdout.write(f"  {place}{translate_message(question.message)}")
            self.stdout.write(
                f"    --answer “{question.kind}:{question.words}={' | '.join(question.choices)}”"
            )
        if not questions:
            self.stdout.write("  none")

    def report_changes(self, batch: ImportBatch, *, is_written: bool) -> None:
        """Print what a batch is about to change."""
        if batch.stage == BatchStage.DISCARDED:
            self.stdout.write("Would change:\n  nothing")
        if batch.stage != BatchStage.REVIEW:
            return
        if not is_written:
            self.stdout.write("Would change (add --write to make the batch):")
        elif batch.has_drafts:
            self.stdout.write("Written as drafts, public once the batch is published in the admin:")
        else:
            self.stdout.write("Proposed, and changed once the batch is published in the admin:")
        document = "new" if batch.has_drafts else "changed"
        self.stdout.write(f"  document {batch.symbol}: {document}")
        for record in batch.records.exclude(change=RecordChange.UNCHANGED):
            verb = CHANGES[RecordChange(record.change)]
            self.stdout.write(f"  recommendation {record.code}: {verb}")
            if record.is_conflict:
                self.stdout.write(
                    "    The words held and those of the file differ. Decide in the admin.\n"
                    f"    here: {record.stored}\n    file: {record.printed}"
                )
        codes = batch.records.values_list("code", flat=True) if batch.pk else ()
        suggested = SubjectSuggestion.objects.without_decision()
        if count := suggested.filter(recommendation__code__in=list(codes)).count():
            self.stdout.write(
                f"Subjects suggested by rule, not public until confirmed in the admin: {count}"
            )
