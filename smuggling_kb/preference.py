"""The language in which a reader is shown what is not held in the reader's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from smuggling_kb.languages import LANGUAGES

#: The language that the documents are held in first of all.
SOURCE = "zh-hans"

ALL = tuple(language.code for language in LANGUAGES)


class InLanguage(Protocol):
    """A row that is in one language."""

    language: str


Row = TypeVar("Row", bound=InLanguage)


def missing_languages(rows: Iterable[InLanguage]) -> list[str]:
    """Return the languages that none of the rows is in, in the order of the language bar."""
    held = {row.language for row in rows}
    return [code for code in ALL if code not in held]


def language_rank(language: str, reader: str) -> int:
    """Return the rank of a language for a reader of another: the smaller, the sooner shown."""
    return (reader, SOURCE, *ALL).index(language)


def choose_row(rows: Iterable[Row], reader: str) -> Row | None:
    """Return the row to show to a reader, among rows that say the same in several languages."""
    return min(rows, key=lambda row: language_rank(row.language, reader), default=None)
