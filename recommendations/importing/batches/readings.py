"""The reading of a batch's file: what is stated and answered goes in, what is open is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from recommendations.importing import fixtures
from recommendations.importing.batches.fidelity import read_fidelity
from recommendations.importing.batches.permissions import name_of_user
from recommendations.importing.editorial_data import EditorialData, read_editorial_data
from recommendations.importing.inquiries.nearby_lines import nearby_lines
from recommendations.importing.inquiries.questions import (
    ImportAnswer,
    ImportQuestion,
    ReadingHints,
)
from recommendations.importing.models import (
    BatchQuestion,
    DocumentAnswer,
    ImportBatch,
    question_key,
)
from recommendations.importing.pipeline import (
    DocumentImport,
    SourceDocument,
    plan_import,
    read_document,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class BatchReading:
    """A file as a document, with what editors know; ``plan`` is None while questions are open."""

    document: SourceDocument
    plan: DocumentImport | None

    @property
    def questions(self) -> list[ImportQuestion]:
        """The questions that are open."""
        return self.document.parsed.questions


def read_batch_file(content: bytes, file_name: str, hints: ReadingHints) -> BatchReading:
    """Read a file with what is stated of it, and the answers kept with its document.

    Raises ``ImportRejected``. Reads in a process of its own, so that no transaction waits for it.
    """
    editorial: EditorialData = read_editorial_data(fixtures.EDITORIAL)
    document = read_document(content, file_name, editorial, hints, kept_answers)
    is_asking = bool(document.parsed.questions)
    return BatchReading(document, None if is_asking else plan_import(document, editorial))


def kept_answers(symbol: str, language: str) -> list[ImportAnswer]:
    """Return the answers that were given on a document before."""
    kept = DocumentAnswer.objects.filter(symbol=symbol, language=language)
    return [each.answer for each in kept]


def hints_of_batch(batch: ImportBatch, answers: Iterable[ImportAnswer] = ()) -> ReadingHints:
    """Return what is known of a batch's file: what was stated, and answered so far."""
    answered = batch.questions.exclude(choice="")
    earlier = [ImportAnswer(each.kind, each.words, each.choice, each.value) for each in answered]
    stated = {name: batch.stated.get(name, "") for name in ("symbol", "language", "genre")}
    return ReadingHints(**stated, answers=(*answers, *earlier))


def keep_reading(batch: ImportBatch, reading: BatchReading) -> None:
    """Keep in a batch what a reading found and asks; saves the questions alone."""
    facts, parsed = reading.document.facts, reading.document.parsed
    batch.symbol, batch.language, batch.genre = facts.symbol, facts.language, facts.genre
    batch.session = facts.session or parsed.session
    batch.fidelity = read_fidelity(reading.document)
    keep_questions(batch, reading.questions, reading.document.lines)


def keep_questions(
    batch: ImportBatch, questions: Iterable[ImportQuestion], lines: Sequence[str]
) -> None:
    """Put the questions of a reading in place of those that were open; answered ones stay."""
    batch.questions.filter(choice="").delete()
    answered = {each.key: each for each in batch.questions.all()}
    new = {question_key(each.kind, each.words): each for each in questions}
    # Asked again: the answer was none that the reading could take.
    batch.questions.filter(key__in=new.keys() & answered.keys()).delete()
    BatchQuestion.objects.bulk_create(
        BatchQuestion(
            batch=batch,
            position=position,
            key=key,
            kind=each.kind,
            line=each.line,
            nearby=nearby_lines(lines, each.line),
            words=each.words,
            template=each.message.template,
            values=list(each.message.values),
            choices=list(each.choices),
        )
        for position, (key, each) in enumerate(new.items(), start=1)
    )


def keep_answers(batch: ImportBatch, answers: Iterable[ImportAnswer], by: User | None) -> None:
    """Keep answers to the questions of a batch in it."""
    now, name = timezone.now(), name_of_user(by)
    for each in answers:
        batch.questions.filter(key=question_key(each.kind, each.words)).update(
            choice=each.choice, value=each.value, answered_by_name=name, answered_at=now
        )


def keep_document_answers(batch: ImportBatch) -> None:
    """Keep the answers of a batch with its document, for whenever that is read again."""
    for each in batch.questions.exclude(choice=""):
        answer = ImportAnswer(each.kind, each.words, each.choice, each.value)
        keep_document_answer(batch, answer, each.answered_by_name, each.answered_at)


def keep_stated_answers(
    batch: ImportBatch, answers: Iterable[ImportAnswer], by: User | None
) -> None:
    """Keep answers that came with a file, before it asked, with its document."""
    for each in answers:
        keep_document_answer(batch, each, name_of_user(by))


def keep_document_answer(
    batch: ImportBatch, answer: ImportAnswer, by_name: str, at: datetime | None = None
) -> None:
    """Keep an answer, given at a time or now, with the document, in place of an earlier one."""
    DocumentAnswer.objects.update_or_create(
        symbol=batch.symbol,
        language=batch.language,
        key=question_key(answer.kind, answer.words),
        defaults={
            "kind": answer.kind,
            "words": answer.words,
            "choice": answer.choice,
            "value": answer.value,
            "by_name": by_name,
            "at": at or timezone.now(),
        },
    )
