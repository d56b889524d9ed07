"""Which records hold a word: in their words, in those before them, or in what they belong to.

The folded words of every record are in memory, so that to search is to look into them: nothing can
be missed, nothing found that is not there, and there is no index that could fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from operator import contains

from django.utils.translation import override

from recommendations.labels import session_name_and_year
from recommendations.search.folding import fold
from recommendations.search.query import Clause, Query, Term
from recommendations.snapshot import Names, Snapshot, bitmaps
from smuggling_kb.languages import INTERFACE

CODE = re.compile(r"(\d{4})/(\d{1,5})([a-z]{0,2})")
#: The facets whose names words are looked for in.
NAMED = ("theme", "session", "article")


@dataclass(frozen=True)
class Label:
    """A name, folded, and the records that it is the name of something of."""

    name: str
    having: int


class Matching:
    """Answers of one snapshot, each worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def query(self, query: Query) -> int:
        """The records that answer a query; none if no word is in it."""
        if not query.clauses:
            return 0
        found = self.snapshot.everything
        for clause in query.clauses:
            found &= self._clause(clause)
        return found

    def _clause(self, clause: Clause) -> int:
        found = 0
        for term in clause.alternatives:
            having = self.term(term)
            found |= self.snapshot.everything & ~having if term.negated else having
        return found

    def term(self, term: Term) -> int:
        """The records that hold a word or a phrase, whether it is wanted or not."""
        if term.phrase:
            return self.in_texts(term)
        return self.in_texts(term) | self.in_labels(term) | self.of_code(term)

    def in_texts(self, term: Term) -> int:
        """Those whose words hold it."""
        return self.snapshot.memory.of(
            ("texts", term.needle, term.prefix), lambda: self._look_into_texts(term)
        )

    def in_labels(self, term: Term) -> int:
        """Those that belong to something of which the name holds it, or have it before them."""
        return self.snapshot.memory.of(
            ("labels", term.needle, term.prefix), lambda: self._look_into_labels(term)
        )

    def of_code(self, term: Term) -> int:
        """The record whose code it is."""
        parts = CODE.fullmatch(term.needle)
        if not parts:
            return 0
        place = self.snapshot.place(int(parts[1]), int(parts[2]), parts[3])
        return 0 if place is None else 1 << place

    def _look_into_texts(self, term: Term) -> int:
        found = 0
        for texts in self.snapshot.texts.values():
            holding = bitmaps.of_flags(map(contains, texts, repeat(term.needle)))
            if term.is_bounded:
                holding = bitmaps.of_places(
                    (p for p in bitmaps.places(holding) if term.pattern.search(texts[p])),
                    self.snapshot.size,
                )
            found |= holding
        return found

    def _look_into_labels(self, term: Term) -> int:
        found = 0
        for label in self.labels():
            if term.pattern.search(label.name):
                found |= label.having
        chapeaux = self.snapshot.chapeaux
        holding = [
            any(term.pattern.search(chapeau) for chapeau in combination)
            for combination in chapeaux.combinations
        ]
        if any(holding):
            found |= bitmaps.of_flags(map(holding.__getitem__, chapeaux.numbers))
        return found

    def labels(self) -> list[Label]:
        """Every name in every language of the interface that a record can be found by."""
        return self.snapshot.memory.of(("labels",), lambda: list(self._labels()))

    def _labels(self) -> Iterator[Label]:
        for language in INTERFACE:
            with override(language):
                yield from list(self._in_language(self.snapshot.names(language)))
        for slug, aliases in self.snapshot.aliases.items():
            if having := self.snapshot.instruments.having(slug):
                yield from (Label(fold(alias).text, having) for alias in aliases)

    def _in_language(self, names: Names) -> Iterator[Label]:
        for parameter in NAMED:
            for value in names.values[parameter]:
                name = session_name_and_year(value.session) if value.session else value.label
                if having := self.snapshot.columns[parameter].having(value.value):
                    yield Label(fold(name).text, having)
