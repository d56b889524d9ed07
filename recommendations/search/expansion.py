"""What a query asks for beyond its letters: other forms of its words, other words for the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.search.query import (
    And,
    Node,
    Or,
    Query,
    Term,
    conjunction,
    disjunction,
    query_from_tree,
)
from recommendations.search.stemming import variants
from recommendations.search.synonyms import Synonyms

#: The distinct words of the texts in each language.
Vocabularies = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Expansion:
    """What was looked for beside what somebody typed."""

    typed: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class ExpandedQuery:
    """A query with its alternatives written out: what an engine looks for, and a page marks."""

    query: Query
    expansions: tuple[Expansion, ...] = ()


def expand_query(query: Query, equivalents: Synonyms, vocabularies: Vocabularies) -> ExpandedQuery:
    """What a query means. What it excludes or quotes means itself alone."""
    reader = _Reader(equivalents, vocabularies)
    tree = query.tree
    read = query_from_tree(reader.node(tree)) if tree else query
    return ExpandedQuery(read, tuple(dict.fromkeys(reader.announcements)))


def literal_query(query: Query) -> Query:
    """The query with every word in quotation marks, which finds nothing but its letters."""
    return query.map_terms(_quoted)


def _quoted(term: Term) -> Term:
    return Term(term.needle, phrase=True, typed=term.words) if term.is_plain else term


@dataclass
class _Reader:
    equivalents: Synonyms
    vocabularies: Vocabularies
    announcements: list[Expansion] = field(default_factory=list)

    def node(self, node: Node) -> Node:
        """A condition with the alternatives of its words."""
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, And):
            return conjunction(self._row(node.parts)) or node
        if isinstance(node, Or):
            return disjunction(self.node(part) for part in node.parts) or node
        return node

    def _term(self, term: Term) -> Node:
        forms = (Term(form, typed=form) for form in sorted(self._forms(term)))
        return self._or(term, term.words, [*self.equivalents.alternatives(term), *forms])

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
                words = conjunction(parts[start:end]) or parts[start]
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
            if others := self.equivalents.name_alternatives(tuple(needles[:size])):
                return start + size, others
        return start + 1, []

    def _or(self, node: Node, typed: str, others: Sequence[Term]) -> Node:
        if not others:
            return node
        self.announcements.append(Expansion(typed, tuple(other.typed for other in others)))
        return disjunction((node, *others)) or node
