"""A recommendation as a list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from recommendations.models import StatusMark


class FoundText(NamedTuple):
    """A text of a record beside the shown one, in which something was found."""

    language: str
    text: str
    mark: StatusMark


class PrintedPlace(NamedTuple):
    """A document's symbol and a place in it."""

    symbol: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A record as rows and tables show it: values as addresses write them, words in one language.

    ``session`` is a value of the list's parameter; ``is_printed`` tells that the strength is by
    the modal word, and ``restatements`` names the places that restate the record.
    """

    code: str
    status: str
    session: str
    strength: str
    is_printed: bool
    addressees: tuple[str, ...]
    themes: tuple[str, ...]
    subjects: tuple[str, ...]
    provisions: tuple[str, ...]
    language: str
    chapeau: str
    text: str
    modal: str
    mark: StatusMark
    #: The language of the official text that an unofficial one is beside; else empty.
    original: str
    source: PrintedPlace | None
    restatements: tuple[PrintedPlace, ...]
    found: FoundText | None = None
