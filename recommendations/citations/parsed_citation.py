"""A citation as the grammar reads it from a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from recommendations.citations.numerals import cited_anchors
from recommendations.texts.numerals import to_int


@dataclass(frozen=True)
class ParsedCitation:
    """Words that cite something."""

    start: int
    end: int
    #: ``article``, ``instrument``, ``document``, ``resolution``, ``publication`` or ``address``
    kind: str
    #: The slug of a provision or of an instrument held, a symbol, a resolution's number, a title.
    reference: str
    #: The part cited, as numbers: ``5``, ``1(e)``, ``7, 9-10``, ``r1, r2`` of
    #: recommendations, a page, volume/entry.
    pinpoint: str = ""
    #: Of an article or an instrument; empty if the names do not hold it.
    instrument_slug: str = ""
    #: ``article`` or ``chapter``
    provision_kind: str = ""
    number: int | None = None
    #: Who adopted a resolution, in the words of the text; empty if it does not say.
    body: str = ""
    as_written: str = ""
    #: What ``pinpoint`` counts, if not paragraphs: ``section``, ``item`` of the agenda that the
    #: document itself prints, or ``provisional`` of the one that its footnote names.
    part: str = ""
    #: Where it can be read, as printed beside it.
    url: str = ""

    @property
    def anchor(self) -> str:
        """The anchor of the first passage cited, ``p8a`` for ``8(a)-(k)``."""
        if self.part:
            return ""
        return next(iter(cited_anchors(self.pinpoint)), "")

    @property
    def is_work(self) -> bool:
        """Return whether what is cited goes by its title, not by a name or number held."""
        if self.kind == "instrument":
            return not self.instrument_slug
        return self.kind == "publication"


class NamedTreaty(NamedTuple):
    """A treaty named in a text; its slug is empty if it is not held."""

    name: str
    slug: str

    @property
    def reference(self) -> str:
        return self.slug or self.name

    def provision(self, start: int, end: int, kind: str, numeral: str) -> ParsedCitation:
        """Return the citation of an article or a chapter."""
        number = to_int(numeral)
        part = f"chapter-{number}" if kind == "chapter" else str(number)
        return ParsedCitation(
            start,
            end,
            "article",
            f"{self.reference}-{part}",
            instrument_slug=self.slug,
            provision_kind=kind,
            number=number,
        )
