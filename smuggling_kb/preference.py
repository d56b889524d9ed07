"""In which language to show a passage that is not held in the reader's own."""

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


def lacking(rows: Iterable[InLanguage]) -> list[str]:
    """The languages that none of the rows is in, in the order of the language bar."""
    held = {row.language for row in rows}
    return [code for code in ALL if code not in held]


def rank(of: str, reader: str) -> int:
    """The smaller, the sooner a reader of one language is shown the other."""
    return (reader, SOURCE, *ALL).index(of)


def preferred(rows: Iterable[Row], reader: str) -> Row | None:
    """Of rows that say the same in several languages, the one to show to a reader."""
    return min(rows, key=lambda row: rank(row.language, reader), default=None)
