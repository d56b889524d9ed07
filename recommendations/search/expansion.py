"""Query expansion: other forms of the words, and synonyms."""

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
    """The alternatives that were searched for beside a word as typed."""

    typed: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class ExpandedQuery:
    """A query with its alternatives written out, for the search and for marks on pages."""

    query: Query
    expansions: tuple[Expansion, ...] = ()


def expand_query(query: Query, equivalents: Synonyms, vocabularies: Vocabularies) -> ExpandedQuery:
    """Return a query with alternatives; none for what it excludes or quotes."""
    expander = _Expander(equivalents, vocabularies)
    tree = query.tree
    read = query_from_tree(expander.expand_node(tree)) if tree else query
    return ExpandedQuery(read, tuple(dict.fromkeys(expander.expansions)))


def literal_query(query: Query) -> Query:
    """Return the query with every word in quotation marks, so that it finds only its letters."""
    return query.map_terms(_quote_term)


def _quote_term(term: Term) -> Term:
    return Term(term.needle, phrase=True, typed=term.words) if term.is_plain else term


@dataclass
class _Expander:
    equivalents: Synonyms
    vocabularies: Vocabularies
    expansions: list[Expansion] = field(default_factory=list)

    def expand_node(self, node: Node) -> Node:
        """Return a condition with the alternatives of its words."""
        if isinstance(node, Term):
            return self._expand_term(node)
        if isinstance(node, And):
            return conjunction(self._expand_row(node.parts)) or node
        if isinstance(node, Or):
            return disjunction(self.expand_node(part) for part in node.parts) or node
        return node

    def _expand_term(self, term: Term) -> Node:
        forms = (Term(form, typed=form) for form in sorted(self._forms(term)))
        return self._with_alternatives(
            term, term.words, [*self.equivalents.alternatives(term), *forms]
        )

    def _forms(self, term: Term) -> set[str]:
        if not term.is_plain:
            return set()
        return {
            form
            for language, vocabulary in self.vocabularies.items()
            for form in variants(term.needle, language, vocabulary)
        }

    def _expand_row(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Expand conditions side by side, some of which may be a name together."""
        start = 0
        while start < len(parts):
            end, others = self._longest_name(parts, start)
            if others:
                words = conjunction(parts[start:end]) or parts[start]
                yield self._with_alternatives(words, str(words), others)
            else:
                yield self.expand_node(parts[start])
            start = end

    def _longest_name(self, parts: Sequence[Node], start: int) -> tuple[int, list[Term]]:
        """Return where the longest name ends that begins here, and its synonyms."""
        needles: list[str] = []
        for part in parts[start : start + self.equivalents.longest]:
            if not (isinstance(part, Term) and part.is_plain):
                break
            needles.append(part.needle)
        for size in range(len(needles), 1, -1):
            if others := self.equivalents.name_alternatives(tuple(needles[:size])):
                return start + size, others
        return start + 1, []

    def _with_alternatives(self, node: Node, typed: str, others: Sequence[Term]) -> Node:
        if not others:
            return node
        self.expansions.append(Expansion(typed, tuple(other.typed for other in others)))
        return disjunction((node, *others)) or node
