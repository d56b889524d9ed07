"""Why a record was found that does not show the words itself: a name has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex
from recommendations.search.matching import Matcher, SearchableName
from recommendations.search.query import Node, Query, Term, leaves
from recommendations.texts.codes import CODE_PARTS
from recommendations.texts.folding import fold_text


@dataclass(frozen=True)
class _Sought:
    """A condition: any of the terms."""

    terms: tuple[Term, ...]

    def is_in(self, shown: Collection[str]) -> bool:
        """Whether something that is shown has one of them."""
        return any(term.occurs_in(each) for term in self.terms for each in shown)


class MatchReasons:
    """Of what one query means, for the records of one page."""

    def __init__(self, index: RecommendationIndex, query: Query, language: str) -> None:
        self.index = index
        self.language = language
        found = (_sought(clause) for clause in query.clauses)
        self.sought = [each for each in found if each.terms]
        self._labels: dict[_Sought, list[SearchableName]] = {}

    def names_for(self, code: str, shown: Collection[str]) -> list[SearchableName]:
        """For each condition that nothing shown has, the name that has it, in one language.

        ``shown`` is what a page prints of the record, so that what is sought is seen in it.
        """
        folded = [*map(fold_text, shown), code]
        hidden = [sought for sought in self.sought if not sought.is_in(folded)]
        place = self._place(code) if hidden else None
        if place is None:
            return []
        found = (self._label(sought, place) for sought in hidden)
        return list(dict.fromkeys(label for label in found if label))

    def _place(self, code: str) -> int | None:
        parts = CODE_PARTS.fullmatch(code)
        return self.index.place(int(parts[1]), int(parts[2]), parts[3]) if parts else None

    def _label(self, sought: _Sought, place: int) -> SearchableName | None:
        having = (label for label in self._having(sought) if label.bitmap >> place & 1)
        return next(having, None)

    def _having(self, sought: _Sought) -> list[SearchableName]:
        """The names that have it, in the reader's language first, then the shorter first."""
        if sought not in self._labels:
            names = [label for label in self._all if sought.is_in((label.name,))]
            self._labels[sought] = sorted(names, key=self._order)
        return self._labels[sought]

    def _order(self, label: SearchableName) -> tuple[bool, int]:
        return label.language != self.language, len(label.name)

    @cached_property
    def _all(self) -> list[SearchableName]:
        return Matcher(self.index).names()


def _sought(clause: Node) -> _Sought:
    """What of a condition is looked for in names too; nothing of what is excluded."""
    return _Sought(tuple(_plain(clause)))


def _plain(clause: Node) -> Iterator[Term]:
    terms = [leaf for leaf in leaves(clause, negated=False) if isinstance(leaf, Term)]
    if not all(term.phrase for term in terms):
        yield from terms
