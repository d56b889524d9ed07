"""Query expansion: what the words of a query mean beside themselves.

To each word, and to words side by side that are a name together, are added other forms of it,
synonyms, the words of the texts that it means, and the labels that it names. Function words are
left out where something else is sought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommendations.search.query import (
    And,
    Label,
    Node,
    Not,
    Or,
    Query,
    Term,
    conjunction,
    disjunction,
    query_from_tree,
)
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.search.vocabulary.phrasebook import Key, Phrasebook, term_key
from recommendations.search.vocabulary.stemming import variants
from recommendations.search.vocabulary.synonyms import Synonyms
from recommendations.texts.folding import fold_text
from recommendations.texts.numerals import numeral_variants

#: The distinct words of the texts in each language, as printed.
Vocabularies = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Expansion:
    """The other words that were searched for beside a word as typed, and the labels that it names.

    ``text_words`` are those of the alternatives that the glossary has.
    """

    typed: str
    alternatives: tuple[str, ...]
    labels: tuple[Label, ...] = ()
    text_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpandedQuery:
    """A query with its alternatives written out, for the search and for marks on pages.

    ``left_out`` are its function words.
    """

    query: Query
    expansions: tuple[Expansion, ...] = ()
    left_out: tuple[Term, ...] = ()


def expand_query(
    query: Query,
    equivalents: Synonyms,
    vocabularies: Vocabularies,
    phrasebook: Phrasebook | None = None,
) -> ExpandedQuery:
    """Return a query with alternatives; none for what it excludes or quotes."""
    left_out = function_words(query)
    expander = _Expander(equivalents, vocabularies, phrasebook or Phrasebook(), left_out)
    tree = query.tree
    read = query_from_tree(expander.expand_node(tree)) if tree else query
    dropped = tuple(term for term in left_out if term not in expander.used)
    return ExpandedQuery(read, tuple(dict.fromkeys(expander.expansions)), dropped)


def function_words(query: Query) -> tuple[Term, ...]:
    """Return the function words among the clauses; none if nothing else is sought."""
    sought = [clause for clause in query.clauses if not isinstance(clause, Not)]
    found = tuple(
        clause
        for clause in sought
        if isinstance(clause, Term) and clause.is_plain and is_function_word(clause.needle)
    )
    return found if len(found) < len(sought) else ()


def literal_query(query: Query) -> Query:
    """Return the query with every word in quotation marks, so that it finds only its letters."""
    return query.map_terms(_quote_term)


def _quote_term(term: Term) -> Term:
    return Term(term.needle, phrase=True, typed=term.words) if term.is_plain else term


@dataclass
class _Expander:
    equivalents: Synonyms
    vocabularies: Vocabularies
    phrasebook: Phrasebook
    left_out: Sequence[Term]
    expansions: list[Expansion] = field(default_factory=list)
    #: Function words that belong to a name, such as that of a treaty.
    used: set[Term] = field(default_factory=set)

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
        if not term.is_plain:
            return term
        words = (*sorted(self._forms(term)), *numeral_variants(term.needle))
        forms = [Term(form, typed=form) for form in words]
        others = [*self.equivalents.alternatives(term), *forms]
        return self._with_alternatives(term, term.words, others, term_key(term))

    def _forms(self, term: Term) -> set[str]:
        return {
            form
            for language, vocabulary in self.vocabularies.items()
            for form in variants(term.words, language, vocabulary)
        }

    def _expand_row(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Expand conditions side by side, some of which may be a name or a phrase together."""
        start = 0
        while start < len(parts):
            end, others = self._longest_name(parts, start)
            if others:
                self.used.update(part for part in parts[start:end] if isinstance(part, Term))
                words = conjunction(parts[start:end]) or parts[start]
                yield self._with_alternatives(words, str(words), others)
            elif parts[start] in self.left_out:
                pass
            elif phrase := self._longest_phrase(parts, start):
                end = start + len(phrase)
                sought = conjunction(part for part in phrase if part not in self.left_out)
                typed = " ".join(term.words for term in phrase)
                yield self._with_alternatives(sought or parts[start], typed, (), _key(phrase))
            else:
                yield self.expand_node(parts[start])
            start = end

    def _longest_name(self, parts: Sequence[Node], start: int) -> tuple[int, list[Term]]:
        """Return where the longest name ends that begins here, and its synonyms."""
        row = _plain_terms(parts[start : start + self.equivalents.longest])
        needles = [term.needle for term in row]
        for size in range(len(needles), 1, -1):
            if others := self.equivalents.name_alternatives(tuple(needles[:size])):
                return start + size, others
        return start + 1, []

    def _longest_phrase(self, parts: Sequence[Node], start: int) -> list[Term]:
        """Return the longest phrase that begins here; nothing if the phrasebook has none."""
        row = _plain_terms(parts[start : start + 2 * self.phrasebook.longest])
        for size in range(len(row), 1, -1):
            if row[size - 1] not in self.left_out and self.phrasebook.has_phrase(_key(row[:size])):
                return row[:size]
        return []

    def _with_alternatives(
        self, node: Node, typed: str, others: Sequence[Term], key: Key = ()
    ) -> Node:
        text_words = [
            word
            for word in self.phrasebook.text_words(key)
            if not (isinstance(node, Term) and node.needle == fold_text(word))
        ]
        terms = [*others, *self._equivalent_terms(text_words)]
        found = dict.fromkeys(self.phrasebook.labels(key))
        for term in terms:
            found |= dict.fromkeys(self.phrasebook.labels(term_key(term)))
        if not terms and not found:
            return node
        named = tuple(found)
        words = tuple(dict.fromkeys(term.typed for term in terms))
        self.expansions.append(Expansion(typed, words, named, tuple(text_words)))
        return disjunction((node, *terms, *named)) or node

    def _equivalent_terms(self, words: Iterable[str]) -> list[Term]:
        """Return words of the texts as terms, each with its synonyms."""
        terms = [Term(fold_text(word), typed=word) for word in words]
        others = [other for term in terms for other in self.equivalents.alternatives(term)]
        return list(dict.fromkeys((*terms, *others)))


def _plain_terms(parts: Sequence[Node]) -> list[Term]:
    """Return the plain terms at the beginning."""
    found: list[Term] = []
    for part in parts:
        if not (isinstance(part, Term) and part.is_plain):
            break
        found.append(part)
    return found


def _key(phrase: Sequence[Term]) -> Key:
    return tuple(part for term in phrase for part in term_key(term))
