"""A citation as somebody typed it, taken apart into codes, documents, articles, resolutions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

Each = TypeVar("Each")

#: Before a symbol that is cited short: ``2020/4`` of a document, ``WG.7/2020/4``.
BODY = "CTOC/COP/WG.7"
CONFERENCE = "CTOC/COP"


@dataclass(frozen=True, order=True)
class RecordCode:
    """A code of ours. Without its letter it may stand for all that share its number."""

    year: int
    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.year}/{self.number}{self.letter}"


@dataclass(frozen=True)
class Locator:
    """A place in a document: its kind, its number, the letter of an item.

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
    def without_letter(self) -> Locator:
        """The place that it is an item of."""
        return Locator(self.kind, self.number)


@dataclass(frozen=True)
class CitedSource:
    """A document, or what says which documents are meant, and the places cited in it."""

    symbol: str = ""
    sessions: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    #: A genre of documents; empty if the citation names none.
    genre: str = ""
    locators: tuple[Locator, ...] = ()

    @property
    def is_scoped(self) -> bool:
        """Return whether it says of which document, meeting, year or genre the places are."""
        return bool(self.symbol or self.sessions or self.years or self.genre)

    @property
    def allows_record_numbers(self) -> bool:
        """Return whether its numbers may be those of our codes: of a meeting or a year as such."""
        return not self.symbol and not self.genre

    def covers(self, symbol: str, year: int, session: int | None, genre: str) -> bool:
        """Return whether a document is meant."""
        if self.symbol:
            return symbol == self.symbol
        if self.genre and genre != self.genre:
            return False
        if self.sessions:
            return session in self.sessions
        return not self.years or year in self.years


@dataclass(frozen=True)
class CitedArticle:
    """An article of a treaty, or a chapter."""

    number: int
    kind: str = "article"


@dataclass(frozen=True)
class TypedCitation:
    """A citation, taken apart."""

    #: As it was folded; the names of treaties are looked for in it.
    text: str = ""
    codes: tuple[RecordCode, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    articles: tuple[CitedArticle, ...] = ()
    #: ``6/3`` of the Conference, or as a symbol.
    resolutions: tuple[str, ...] = ()
    #: Job numbers that documents print at their feet: ``V.22-02384``.
    job_numbers: tuple[str, ...] = ()
    #: Addresses on the web that do not say what they lead to.
    opaque: tuple[str, ...] = ()
    #: Words that were not understood.
    unread_words: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was understood."""
        cited = (self.codes, self.sources, self.articles, self.resolutions, self.job_numbers)
        return not any(cited)

    @property
    def is_named(self) -> bool:
        """Return whether a code, a symbol or a job number says what is meant."""
        symbols = any(source.symbol for source in self.sources)
        return bool(self.codes or self.job_numbers or symbols)

    @property
    def is_strict(self) -> bool:
        """Return whether it is as a whole a code or a symbol, perhaps with a place, and no more.

        All else is searched for: an article of a treaty, a place without a document.
        """
        if self.unread_words or self.opaque or self.articles or self.resolutions:
            return False
        return self.is_named or any(each.locators and each.is_scoped for each in self.sources)

    @property
    def locators(self) -> list[tuple[CitedSource, Locator]]:
        """Each place with the source that it is in."""
        return [(source, locator) for source in self.sources for locator in source.locators]


def deduplicate(items: Iterable[Each]) -> tuple[Each, ...]:
    """Return each item once, in the order of their first."""
    return tuple(dict.fromkeys(items))
