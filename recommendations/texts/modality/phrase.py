"""An operative phrase of a text, and the modality of a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """One operative phrase: its modal word, where that stands, and whom it speaks of."""

    modal: str
    start: int
    strength: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    #: True of words that ask their object, whoever speaks them: ``urges``.
    asks_object: bool

    @property
    def end(self) -> int:
        return self.start + len(self.modal)

    @property
    def asked_parties(self) -> tuple[str, ...]:
        """The parties that the phrase itself asks."""
        return self.object if self.asks_object else self.subject or self.object

    @property
    def acting_parties(self) -> tuple[str, ...]:
        """The parties that are to act in the end, if the asked are to ask others."""
        return self.object or self.subject


@dataclass(frozen=True)
class Modality:
    """The modality of a record; without a modal word its strength is ``none``."""

    strength: str
    modal: str
    #: Where the modal word stands: in the chapeau or in the text.
    start: int
    end: int
    in_chapeau: bool
    #: Slugs in the order of the text; empty if nobody is named.
    addressees: tuple[str, ...]


def unique_slugs(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return each slug once, in the order of first mention."""
    return tuple(dict.fromkeys(slugs))
