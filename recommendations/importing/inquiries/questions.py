"""Questions that the reading of a document leaves to a person, and the answers to them.

A reading is a pure function of a file and the answers: an answered question is not asked again.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The kinds of answers, by their slugs.
CHOICES = (
    "as-printed",  # The document prints it so.
    "layout",  # The words are layout of the page, and left out.
    "text",  # The words are text of the document, and stay.
    "adopted",  # The list holds recommendations that the meeting adopted,
    "proposed",  # … that are put before it,
    "resolution",  # … that a resolution of the Conference makes,
    "no-recommendations",  # … or none.
    "same-paragraph",  # The line goes on with the paragraph before it,
    "new-paragraph",  # … or begins one.
    "joined",  # The parts of a word stand together,
    "with-hyphen",  # … or with a hyphen between them.
    "without-space",  # Nothing stands before the words,
    "with-space",  # … or a space.
    "value",  # What a person writes: a title, a symbol, a day, a number.
    "reject",  # The file is not what it was taken for.
)


#: The first characters of words, by which a question or a message names them.
QUOTED = 60


def gettext_noop(message: str) -> str:
    """Mark a message for translation where nothing of Django is known; returns it as it is."""
    return message


@dataclass(frozen=True)
class Message:
    """A message in English with its values, to be translated by whoever shows it.

    A value whose name ends with ``_language`` or ``_genre`` is a slug, shown by its label, and one
    whose name ends with ``_languages`` has several, with spaces between.
    """

    template: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.template % dict(self.values)


def message(template: str, **values: object) -> Message:
    """Return a message; the template is marked by ``gettext_noop`` where it is written."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True)
class ImportQuestion:
    """Something in a file that a person has to answer before the document is written.

    ``line`` counts the file's lines from 1; 0 is the whole document. ``kind`` and ``words``, which
    stand so in the file, are the key under which an answer is kept with the document. ``choices``
    are slugs of ``CHOICES``, the proposed one first.
    """

    kind: str
    line: int
    words: str
    message: Message
    choices: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else str(self.message)


@dataclass(frozen=True)
class ImportAnswer:
    """The answer to a question; ``value`` is what a person wrote, of the choice ``value``."""

    kind: str
    words: str
    choice: str
    value: str = ""


@dataclass(frozen=True)
class ReadingHints:
    """Facts that a person states of a file before it is read; empty where it tells itself."""

    symbol: str = ""
    language: str = ""
    genre: str = ""
    answers: tuple[ImportAnswer, ...] = ()

    def answer(self, kind: str, words: str) -> ImportAnswer | None:
        """Return the answer to a question; None if it has none."""
        for each in self.answers:
            if (each.kind, each.words) == (kind, words):
                return each
        return None
