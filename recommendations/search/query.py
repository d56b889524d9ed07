"""A search query as a tree of conditions on a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import TypeAlias

from recommendations.search.warnings import QueryWarning
from recommendations.texts.folding import fold_text
from smuggling_kb.chinese import HAN

#: A letter or digit of a script that puts spaces between words.
SPACED = rf"[^\W{HAN}]"
#: Characters that no text has: the mark of what could not be read, radicals that are no part of a
#: word, private use, pictures. They stay in the words that have them, which so find nothing.
UNKNOWN = re.compile("[\ufffd\u2e80-\u2fdf\ue000-\uf8ff\U0001f000-\U0001faff\U000f0000-\U0010fffd]")
#: Punctuation around a word, which is not part of it; that around the name of a treaty is.
EDGES = re.compile(rf"^(?:(?!《|{UNKNOWN.pattern})[\W_])+|(?:(?!》|{UNKNOWN.pattern})[\W_])+$")
#: A French word that lost its vowel before another, and is written together with it: ``l’enfant``.
ELISION = re.compile(r"^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’](?=[^\W\d_]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One word or phrase: ``needle`` is folded, ``typed`` as somebody wrote it."""

    needle: str
    phrase: bool = False
    prefix: bool = False
    typed: str = field(default="", compare=False)

    def __str__(self) -> str:
        return quote_phrase(self.typed) if self.phrase else self.typed

    @property
    def words(self) -> str:
        """The term without the punctuation around it, as pages print it."""
        return self.typed if self.phrase else strip_punctuation(self.typed)

    @property
    def is_plain(self) -> bool:
        """Return whether it may stand for more than its letters: stems, aliases, equivalents."""
        return not (self.phrase or self.prefix)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern that finds the term in folded text."""
        word = re.escape(self.needle)
        # What stands before it is looked at last, so that the word itself is what is looked for.
        before = f"(?<!{SPACED}{word})" if re.match(SPACED, self.needle) else ""
        after = f"(?!{SPACED})" if re.search(f"{SPACED}$", self.needle) else ""
        return re.compile(word + before + ("" if self.prefix else after))

    @cached_property
    def is_anywhere(self) -> bool:
        """Return whether being contained is all that it takes: no letter or digit at its ends."""
        last = self.prefix or not re.search(f"{SPACED}$", self.needle)
        return last and not re.match(SPACED, self.needle)

    def occurs_in(self, folded: str) -> bool:
        """Return whether a folded text holds it."""
        return self.needle in folded and (
            self.is_anywhere or self.pattern.search(folded) is not None
        )

    def counts_in(self, folded: Iterable[str]) -> Iterator[int]:
        """Return how often each of many folded texts contains the term."""
        if self.is_anywhere:
            return map(str.count, folded, repeat(self.needle))
        return (len(self.pattern.findall(text)) if self.needle in text else 0 for text in folded)


@dataclass(frozen=True)
class Field:
    """A condition on a property of a record: ``value`` is folded, ``typed`` as it was written.

    ``name`` is the field's own; ``called`` what somebody called it.
    """

    name: str
    value: str
    prefix: bool = False
    typed: str = field(default="", compare=False)
    typed_name: str = field(default="", compare=False)
    is_quoted: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.typed_name}:{quote_phrase(self.typed) if self.is_quoted else self.typed}"

    @property
    def term(self) -> Term:
        """The value as a term, to be found in the labels of values."""
        return Term(self.value, prefix=self.prefix, typed=self.typed)


@dataclass(frozen=True)
class Label:
    """A value of a facet that was named. Nobody types it: it stands beside the words typed."""

    parameter: str
    value: str

    def __str__(self) -> str:
        return f"{self.parameter}:{self.value}"


@dataclass(frozen=True)
class Not:
    """The negation of a condition that is no negation itself."""

    part: And | Or | Term | Field | Label

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True)
class And:
    """Two or more conditions all of which must be met; none of them is a conjunction itself."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


@dataclass(frozen=True)
class Or:
    """Two or more conditions any of which must be met; none of them is a disjunction itself."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(
            f"({part})" if isinstance(part, And) else str(part) for part in self.parts
        )


Node: TypeAlias = And | Or | Not | Term | Field | Label


@dataclass(frozen=True)
class Query:
    """Clauses all of which must be met. ``str`` of it is an equal query."""

    clauses: tuple[Node, ...]
    #: What could not be read.
    warnings: tuple[QueryWarning, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def tree(self) -> Node | None:
        """The clauses as one condition; None of an empty query."""
        return conjunction(self.clauses)

    @property
    def leaves(self) -> list[Term | Field]:
        """All terms and fields, in the order typed."""
        return [leaf for clause in self.clauses for leaf in leaves(clause)]

    def as_phrase(self) -> Term:
        """Return all positive terms as one phrase."""
        words = " ".join(term.words.strip("*") for term in self.positive_terms)
        return Term(fold_text(words), phrase=True, typed=words)

    @property
    def unknown_characters(self) -> list[str]:
        """The characters that no text has, each once, in the order typed."""
        found = (UNKNOWN.findall(term.needle) for term in self.terms)
        return list(dict.fromkeys(character for each in found for character in each))

    @property
    def terms(self) -> list[Term]:
        """All terms, in the order typed."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Term)]

    @property
    def fields(self) -> list[Field]:
        """All fields, in the order typed."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Field)]

    @property
    def positive_terms(self) -> list[Term]:
        """The terms that a record may hold, and that a page marks."""
        found = (leaf for clause in self.clauses for leaf in leaves(clause, negated=False))
        return [leaf for leaf in found if isinstance(leaf, Term)]

    @property
    def labels(self) -> list[Label]:
        """The labels beside what was typed, each once."""
        return list(dict.fromkeys(each for clause in self.clauses for each in labels(clause)))

    def without_clause(self, clause: Node) -> Query:
        """Return the query without one clause."""
        return Query(tuple(other for other in self.clauses if other != clause))

    def without_terms(self, terms: Collection[Term]) -> Query:
        """Return the query without some of the terms that are clauses of their own."""
        return Query(tuple(each for each in self.clauses if each not in terms), self.warnings)

    def with_any_clause(self) -> Query:
        """Return the query that any of the clauses meets, without exclusions."""
        wanted = [clause for clause in self.clauses if not isinstance(clause, Not)]
        return query_from_tree(disjunction(wanted or self.clauses))

    def map_terms(self, change: Callable[[Term], Node]) -> Query:
        """Return the query with something else in place of each positive term."""
        return query_from_tree(conjunction(_map_terms(clause, change) for clause in self.clauses))


def leaves(node: Node, *, negated: bool = True) -> Iterator[Term | Field]:
    """Yield the terms and fields of a condition in the order typed, negated ones on request."""
    if isinstance(node, Term | Field):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, negated=negated)
    elif negated and isinstance(node, Not):
        yield from leaves(node.part)


def labels(node: Node) -> Iterator[Label]:
    """Yield the labels of a condition that is not negated."""
    if isinstance(node, Label):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from labels(part)


def conjunction(parts: Iterable[Node]) -> Node | None:
    """Return one condition that all of these must meet; None of none."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    kept = tuple(dict.fromkeys(flat))
    return And(kept) if len(kept) > 1 else next(iter(kept), None)


def disjunction(parts: Iterable[Node]) -> Node | None:
    """Return one condition that any of these meets; None of none."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    kept = tuple(dict.fromkeys(flat))
    return Or(kept) if len(kept) > 1 else next(iter(kept), None)


def negation(node: Node) -> Node:
    """Return the negation of a condition."""
    return node.part if isinstance(node, Not) else Not(node)


def query_from_tree(tree: Node | None, warnings: Iterable[QueryWarning] = ()) -> Query:
    """Return the query with the clauses of a condition."""
    clauses = tree.parts if isinstance(tree, And) else () if tree is None else (tree,)
    return Query(clauses, tuple(dict.fromkeys(warnings)))


def _map_terms(node: Node, change: Callable[[Term], Node]) -> Node:
    if isinstance(node, Term):
        return change(node)
    if isinstance(node, And | Or):
        parts = (_map_terms(part, change) for part in node.parts)
        return (conjunction(parts) if isinstance(node, And) else disjunction(parts)) or node
    return node


def quote_phrase(phrase: str) -> str:
    """Return a phrase in quotation marks that it does not contain."""
    for opening, closing in (('"', '"＂'), ("“", "”"), ("«", "»"), ("「", "」")):
        if not any(mark in phrase for mark in closing):
            return f"{opening}{phrase}{closing[0]}"
    return f'"{phrase}"'


def strip_punctuation(word: str) -> str:
    """Return a word without the punctuation around it, or what French elides before it.

    Nothing of punctuation alone.
    """
    return _strip_unpaired_title_mark(ELISION.sub("", EDGES.sub("", word)))


def _strip_unpaired_title_mark(needle: str) -> str:
    """Remove a mark of a title that has no counterpart."""
    if needle.startswith("《") and "》" not in needle:
        return needle[1:]
    if needle.endswith("》") and "《" not in needle:
        return needle[:-1]
    return needle if re.search(r"\w", needle) or UNKNOWN.search(needle) else ""
