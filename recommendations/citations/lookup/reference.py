"""What a citation says: codes, documents with places in them, articles, resolutions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

Each = TypeVar("Each")

#: Before a symbol that is cited short: ``2020/4`` of a document, ``WG.7/2020/4``.
BODY = "CTOC/COP/WG.7"
CONFERENCE = "CTOC/COP"


@dataclass(frozen=True, order=True)
class Code:
    """A code of ours. Without its letter it may stand for all that share its number."""

    year: int
    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.year}/{self.number}{self.letter}"


@dataclass(frozen=True)
class Place:
    """A place in a document: what it is called, its number, the letter of an item.

    ``kind`` is as in anchors: ``p`` a paragraph, ``r`` a recommendation, ``fn`` a footnote; empty
    if the citation does not say.
    """

    kind: str
    number: int
    letter: str = ""

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors it may have."""
        kinds = (self.kind,) if self.kind else ("r", "p")
        return tuple(f"{kind}{self.number}{self.letter}" for kind in kinds)

    @property
    def whole(self) -> Place:
        """What it is an item of."""
        return Place(self.kind, self.number)


@dataclass(frozen=True)
class Source:
    """A document, or what says which documents are meant, and the places cited in it."""

    symbol: str = ""
    sessions: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    #: A genre of documents; empty if the citation names none.
    genre: str = ""
    places: tuple[Place, ...] = ()

    @property
    def is_scoped(self) -> bool:
        """Whether it says of which document, meeting, year or genre the places are."""
        return bool(self.symbol or self.sessions or self.years or self.genre)

    @property
    def numbers_records(self) -> bool:
        """Whether its numbers may be those of our codes: of a meeting or a year as such."""
        return not self.symbol and not self.genre

    def covers(self, symbol: str, year: int, session: int | None, genre: str) -> bool:
        """Whether a document is meant."""
        if self.symbol:
            return symbol == self.symbol
        if self.genre and genre != self.genre:
            return False
        if self.sessions:
            return session in self.sessions
        return not self.years or year in self.years


@dataclass(frozen=True)
class Article:
    """An article of a treaty, or a chapter."""

    number: int
    kind: str = "article"


@dataclass(frozen=True)
class Reference:
    """A citation, taken apart."""

    #: As it was folded; the names of treaties are looked for in it.
    text: str = ""
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    articles: tuple[Article, ...] = ()
    #: ``6/3`` of the Conference, or as a symbol.
    resolutions: tuple[str, ...] = ()
    #: Addresses on the web that do not say what they lead to.
    opaque: tuple[str, ...] = ()
    #: What was not understood.
    unread: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not (self.codes or self.sources or self.articles or self.resolutions)

    @property
    def is_named(self) -> bool:
        """Whether a code or a symbol says what is meant, whatever words stand around it."""
        return bool(self.codes or any(source.symbol for source in self.sources))

    @property
    def is_strict(self) -> bool:
        """Whether it is as a whole a code, a symbol, or a place: nothing that is also plain words.

        An article of a treaty is no record: its words are searched for.
        """
        if self.unread or self.opaque or self.articles or self.resolutions:
            return False
        return self.is_named or any(source.places for source in self.sources)

    @property
    def places(self) -> list[tuple[Source, Place]]:
        """Each place with the source that it is in."""
        return [(source, place) for source in self.sources for place in source.places]


def unique(found: Iterable[Each]) -> tuple[Each, ...]:
    """Each once, in the order of their first."""
    return tuple(dict.fromkeys(found))
