"""The inquiry of one reading: what is answered takes effect, what is not stays a question."""

from __future__ import annotations

from dataclasses import dataclass, field

from recommendations.importing.inquiries.question_kinds import QuestionKind, question_kind
from recommendations.importing.inquiries.questions import (
    ImportAnswer,
    ImportQuestion,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected

NOT_BROUGHT_IN = gettext_noop("The file is not brought in, as was answered.")


@dataclass
class Inquiry:
    """The facts and answers that a reading was given, and the questions that it leaves open."""

    hints: ReadingHints = field(default_factory=ReadingHints)
    _open: dict[tuple[str, str], ImportQuestion] = field(default_factory=dict)

    @property
    def questions(self) -> list[ImportQuestion]:
        """The questions that are open, in the order of the file."""
        return sorted(self._open.values(), key=lambda question: question.line)

    def ask(
        self, kind: QuestionKind, line: int, words: str, **values: object
    ) -> ImportAnswer | None:
        """Return the answer to a question; None if it has none, and is open now.

        The same question is open once. Raises ``ImportRejected`` if the answer is that the file is
        not to be brought in.
        """
        return self.ask_question(kind.question(line, words, **values))

    def ask_question(self, question: ImportQuestion) -> ImportAnswer | None:
        """Return the answer to a question that was put into words already, as ``ask`` does."""
        answer = self.hints.answer(question.kind, question.words)
        if answer and question_kind(question.kind).accepts(answer):
            if answer.choice == "reject":
                raise ImportRejected(message(NOT_BROUGHT_IN))
            return answer
        self._open.setdefault((question.kind, question.words), question)
        return None

    def is_open(self, kind: QuestionKind) -> bool:
        """Return whether a question of a kind is open."""
        return any(slug == kind.slug for slug, _words in self._open)

    def is_answered(self, kind: QuestionKind) -> bool:
        """Return whether somebody answered a question of a kind."""
        return any(answer.kind == kind.slug for answer in self.hints.answers)

    def choice(self, kind: QuestionKind, line: int, words: str, **values: object) -> str:
        """Return the choice of the answer to a question; empty if it is open."""
        answer = self.ask(kind, line, words, **values)
        return answer.choice if answer else ""

    def value(self, kind: QuestionKind, line: int, words: str, **values: object) -> str:
        """Return what a person wrote as the answer to a question; empty if nothing."""
        answer = self.ask(kind, line, words, **values)
        return answer.value if answer else ""
