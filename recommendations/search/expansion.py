"""What a query asks for beyond its letters: other forms of its words, other words for the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.search.query import And, Node, Or, Query, Term, any_of, every, query_of
from recommendations.search.stemming import variants
from recommendations.search.synonyms import Equivalents

#: The distinct words of the texts in each language.
Vocabularies = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Announcement:
    """What was looked for beside what somebody typed."""

    typed: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """A query with its alternatives written out: what an engine looks for, and a page marks."""

    query: Query
    announcements: tuple[Announcement, ...] = ()


def meaning(query: Query, equivalents: Equivalents, vocabularies: Vocabularies) -> Meaning:
    """What a query means. What it excludes or quotes means itself alone."""
    reader = _Reader(equivalents, vocabularies)
    tree = query.tree
    read = query_of(reader.node(tree)) if tree else query
    return Meaning(read, tuple(dict.fromkeys(reader.announcements)))


def literal(query: Query) -> Query:
    """The query with every word in quotation marks, which finds nothing but its letters."""
    return query.changed(_quoted)


def _quoted(term: Term) -> Term:
    return Term(term.needle, phrase=True, typed=term.words) if term.is_plain else term


@dataclass
class _Reader:
    equivalents: Equivalents
    vocabularies: Vocabularies
    announcements: list[Announcement] = field(default_factory=list)

    def node(self, node: Node) -> Node:
        """A condition with the alternatives of its words."""
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, And):
            return every(self._row(node.parts)) or node
        if isinstance(node, Or):
            return any_of(self.node(part) for part in node.parts) or node
        return node

    def _term(self, term: Term) -> Node:
        forms = (Term(form, typed=form) for form in sorted(self._forms(term)))
        return self._or(term, term.words, [*self.equivalents.others(term), *forms])

    def _forms(self, term: Term) -> set[str]:
        if not term.is_plain:
            return set()
        return {
            form
            for language, vocabulary in self.vocabularies.items()
            for form in variants(term.needle, language, vocabulary)
        }

    def _row(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Conditions side by side; some of them may be a name together."""
        start = 0
        while start < len(parts):
            end, others = self._name(parts, start)
            if others:
                words = every(parts[start:end]) or parts[start]
                yield self._or(words, str(words), others)
            else:
                yield self.node(parts[start])
            start = end

    def _name(self, parts: Sequence[Node], start: int) -> tuple[int, list[Term]]:
        """Where the longest name ends that begins here, and its other names."""
        needles: list[str] = []
        for part in parts[start : start + self.equivalents.longest]:
            if not (isinstance(part, Term) and part.is_plain):
                break
            needles.append(part.needle)
        for size in range(len(needles), 1, -1):
            if others := self.equivalents.of_several(tuple(needles[:size])):
                return start + size, others
        return start + 1, []

    def _or(self, node: Node, typed: str, others: Sequence[Term]) -> Node:
        if not others:
            return node
        self.announcements.append(Announcement(typed, tuple(other.typed for other in others)))
        return any_of((node, *others)) or node
