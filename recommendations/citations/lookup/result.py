"""What a citation leads to: things held, and what of it is not held."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from recommendations.citations.links import passage_address
from recommendations.citations.lookup.reference import BODY, Article, Code, Place, Reference, Source

#: The most things to choose among.
MOST = 100


@dataclass(frozen=True)
class Target:
    """One thing held.

    ``kind`` is ``record``, ``passage``, ``document``, ``article``, ``session`` or ``year``;
    ``name`` its code, symbol, instrument or number; ``place`` an anchor or a part of a treaty.
    """

    kind: str
    name: str
    place: str = ""

    @property
    def address(self) -> str:
        """Where it is."""
        if self.kind in ("passage", "document"):
            return passage_address(self.name, self.place)
        if self.kind == "year":
            return f"{reverse('recommendations:list')}?year={self.name}"
        if self.kind == "article":
            return reverse("recommendations:article", args=[self.name, self.place])
        names = {"record": "recommendations:record", "session": "sessions:session"}
        return reverse(names[self.kind], args=[self.name])


@dataclass(frozen=True)
class Lack:
    """What is cited and not held: a code, a place, a document, an article or a resolution."""

    code: Code | None = None
    source: Source | None = None
    place: Place | None = None
    article: Article | None = None
    resolution: str = ""

    @property
    def symbol(self) -> str:
        """The symbol of the document; of a code without a letter, the one that it may be short for.

        Empty if there is none.
        """
        if self.source:
            return self.source.symbol
        return f"{BODY}/{self.code}" if self.code and not self.code.letter else ""


@dataclass
class Answer:
    """Where a citation leads. One target is what it cites, several are a choice."""

    reference: Reference
    targets: list[Target] = field(default_factory=list)
    #: What the same words may also mean, less likely.
    also: list[Target] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)
    #: Whether there are more than can be listed: the citation says too little.
    is_vague: bool = False
    #: What was not understood, even with the names of treaties.
    unread: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.unread = list(self.reference.unread)

    @property
    def is_whole(self) -> bool:
        """Whether all that is cited is found."""
        return not self.lacks and not self.is_vague

    @property
    def is_certain(self) -> bool:
        """Whether it leads to one thing, and nothing else can be meant."""
        read = self.reference.is_named or not self.unread
        return self.is_whole and read and len(self.targets) == 1 and not self.also
