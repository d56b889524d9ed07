"""The result of a lookup: candidates among what is held, and what of the citation is not held."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from recommendations.citations.links import passage_address
from recommendations.citations.lookup.typed_citation import (
    BODY,
    CitedArticle,
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
)

#: The most candidates to choose among.
MOST = 100


@dataclass(frozen=True)
class Candidate:
    """One thing held that a citation may mean.

    ``kind`` is ``record``, ``passage``, ``document``, ``article``, ``session`` or ``year``;
    ``name`` its code, symbol, instrument or number; ``place`` an anchor or a part of a treaty.
    """

    kind: str
    name: str
    place: str = ""

    @property
    def address(self) -> str:
        """The address of its page."""
        if self.kind in ("passage", "document"):
            return passage_address(self.name, self.place)
        if self.kind == "year":
            return f"{reverse('recommendations:list')}?year={self.name}"
        if self.kind == "article":
            return reverse("recommendations:article", args=[self.name, self.place])
        names = {"record": "recommendations:record", "session": "sessions:session"}
        return reverse(names[self.kind], args=[self.name])


@dataclass(frozen=True)
class MissingPart:
    """A part of a citation that is not held.

    It is a code, a place in a document, a document, its job number, an article or a resolution.
    """

    code: RecordCode | None = None
    source: CitedSource | None = None
    locator: Locator | None = None
    article: CitedArticle | None = None
    resolution: str = ""
    job_number: str = ""

    @property
    def symbol(self) -> str:
        """The symbol of the document; of a code without a letter, the one that it may be short for.

        Empty if there is none.
        """
        if self.source:
            return self.source.symbol
        return f"{BODY}/{self.code}" if self.code and not self.code.letter else ""


@dataclass
class LookupResult:
    """The destination of a citation: one candidate is what it cites, several are a choice."""

    citation: TypedCitation
    candidates: list[Candidate] = field(default_factory=list)
    #: What the same words may also mean, less likely.
    alternatives: list[Candidate] = field(default_factory=list)
    missing: list[MissingPart] = field(default_factory=list)
    #: Whether there are more than can be listed: the citation says too little.
    is_vague: bool = False
    #: Words that were not understood, even with the names of treaties.
    unread_words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.unread_words = list(self.citation.unread_words)

    @property
    def is_whole(self) -> bool:
        """Return whether all that is cited is held."""
        return not self.missing and not self.is_vague

    @property
    def is_certain(self) -> bool:
        """Return whether it leads to one thing, all is understood, and nothing else can be meant.

        A number alone is of whichever document prints it, so it is offered and not led to.
        """
        is_scoped = all(source.is_scoped for source, _locator in self.citation.locators)
        is_single = len(self.candidates) == 1 and not self.alternatives
        return self.is_whole and not self.unread_words and is_scoped and is_single
