"""Reasons for a match in a record that does not show the words itself: names that have them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from recommendations.index import RecommendationIndex
from recommendations.search.matching import Matcher, SearchableName
from recommendations.search.query import Label, Node, Query, Term, labels, leaves
from recommendations.texts.codes import CODE_PARTS
from recommendations.texts.folding import fold_text


@dataclass(frozen=True)
class _Condition:
    """A condition that any of the terms or labels meets."""

    terms: tuple[Term, ...]
    labels: tuple[Label, ...]

    def is_in(self, shown: Collection[str]) -> bool:
        """Return whether something that is shown has one of them."""
        return any(term.occurs_in(each) for term in self.terms for each in shown)


class MatchReasons:
    """The reasons for matches of one query, for the records of one page."""

    def __init__(self, index: RecommendationIndex, query: Query, language: str) -> None:
        self.index = index
        self.language = language
        found = (_condition(clause) for clause in query.clauses)
        self.sought = [each for each in found if each.terms or each.labels]
        self._labels: dict[_Condition, list[SearchableName]] = {}

    def names_for(self, code: str, shown: Collection[str]) -> list[SearchableName]:
        """Return for each condition that nothing shown meets the name that does, in one language.

        ``shown`` is what a page prints of the record, so that what is sought is seen in it.
        """
        folded = [*map(fold_text, shown), code]
        hidden = [sought for sought in self.sought if not sought.is_in(folded)]
        place = self._place(code) if hidden else None
        if place is None:
            return []
        found = (self._matching_name(sought, place) for sought in hidden)
        return list(dict.fromkeys(label for label in found if label))

    def _place(self, code: str) -> int | None:
        parts = CODE_PARTS.fullmatch(code)
        return self.index.place(int(parts[1]), int(parts[2]), parts[3]) if parts else None

    def _matching_name(self, sought: _Condition, place: int) -> SearchableName | None:
        having = (label for label in self._matching_names(sought) if label.bitmap >> place & 1)
        return next(having, None)

    def _matching_names(self, sought: _Condition) -> list[SearchableName]:
        """Return the names that have it: first what is named so, then what has it in its name.

        Of each, those in the reader's language come first, then the shorter.
        """
        if sought not in self._labels:
            named = set(sought.labels)
            exact = [
                each for each in self._matcher.names() if Label(each.kind, each.value) in named
            ]
            having = [name for term in sought.terms for name in self._matcher.names_with(term)]
            self._labels[sought] = [
                *sorted(exact, key=self._order),
                *sorted(having, key=self._order),
            ]
        return self._labels[sought]

    def _order(self, label: SearchableName) -> tuple[bool, int]:
        return label.language != self.language, len(label.name)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.index)


def _condition(clause: Node) -> _Condition:
    """Return the terms of a condition that are looked for in names; none of what is excluded."""
    return _Condition(tuple(_plain_terms(clause)), tuple(labels(clause)))


def _plain_terms(clause: Node) -> Iterator[Term]:
    terms = [leaf for leaf in leaves(clause, negated=False) if isinstance(leaf, Term)]
    if not all(term.phrase for term in terms):
        yield from terms
