"""What somebody typed into the search box, as a tree of conditions on a record.

    query       = alternatives [AND] alternatives …       all of them
    alternatives = condition OR condition …               any of them
    condition   = [- | NOT] (word[*] | "phrase" | field:value | field:( query ) | ( query ))

A word matches wherever it is contained in Chinese, and as a whole word (with ``*`` its beginning)
in other scripts. Nothing typed is an error: what cannot be read, such as an operator without an
operand, is passed over and told among the ``slips``; what holds no word at all finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import TypeAlias

from recommendations.search.tokenizer import Kind, Token, quoted, tokens, trimmed
from recommendations.search.warnings import Slip
from recommendations.texts.folding import HAN, fold_text

#: A letter or digit of a script that puts spaces between words.
SPACED = rf"[^\W{HAN}]"
#: Brackets within brackets; those further in are passed over.
DEEPEST = 20


@dataclass(frozen=True)
class Term:
    """One word or phrase: ``needle`` is it folded, ``typed`` as somebody wrote it."""

    needle: str
    phrase: bool = False
    prefix: bool = False
    typed: str = field(default="", compare=False)

    def __str__(self) -> str:
        return quoted(self.typed) if self.phrase else self.typed

    @property
    def words(self) -> str:
        """As a page says it: without what stands around it."""
        return self.typed if self.phrase else trimmed(self.typed)

    @property
    def is_plain(self) -> bool:
        """Whether it may stand for more than its letters: for stems, aliases and equivalents."""
        return not (self.phrase or self.prefix)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the term in folded text."""
        word = re.escape(self.needle)
        # What stands before it is looked at last, so that the word itself is what is looked for.
        before = f"(?<!{SPACED}{word})" if re.match(SPACED, self.needle) else ""
        after = f"(?!{SPACED})" if re.search(f"{SPACED}$", self.needle) else ""
        return re.compile(word + before + ("" if self.prefix else after))

    @cached_property
    def is_anywhere(self) -> bool:
        """Whether being contained is all that it takes: no letter or digit at its ends."""
        last = self.prefix or not re.search(f"{SPACED}$", self.needle)
        return last and not re.match(SPACED, self.needle)

    def is_in(self, folded: str) -> bool:
        """Whether a folded text holds it."""
        return self.needle in folded and (
            self.is_anywhere or self.pattern.search(folded) is not None
        )

    def times_in(self, folded: Iterable[str]) -> Iterator[int]:
        """How often each of many folded texts says it."""
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
    called: str = field(default="", compare=False)
    is_quoted: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.called}:{quoted(self.typed) if self.is_quoted else self.typed}"

    @property
    def term(self) -> Term:
        """The value as a term, to look for in the names of values."""
        return Term(self.value, prefix=self.prefix, typed=self.typed)


@dataclass(frozen=True)
class Not:
    """What must not hold; never another of these."""

    part: And | Or | Term | Field

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, And | Or) else f"-{self.part}"


@dataclass(frozen=True)
class And:
    """Two or more conditions all of which must hold; none of them is another of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


@dataclass(frozen=True)
class Or:
    """Two or more conditions any of which must hold; none of them is another of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(
            f"({part})" if isinstance(part, And) else str(part) for part in self.parts
        )


Node: TypeAlias = And | Or | Not | Term | Field


@dataclass(frozen=True)
class Query:
    """Clauses all of which must hold. ``str`` of it is a query that means the same."""

    clauses: tuple[Node, ...]
    #: What could not be read.
    slips: tuple[Slip, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def tree(self) -> Node | None:
        """The clauses as one condition; none if nothing is asked for."""
        return every(self.clauses)

    @property
    def leaves(self) -> list[Term | Field]:
        """All terms and fields, in the order typed."""
        return [leaf for clause in self.clauses for leaf in leaves(clause)]

    def as_phrase(self) -> Term:
        """All that is sought, as one phrase."""
        words = " ".join(term.words.strip("*") for term in self.sought)
        return Term(fold_text(words), phrase=True, typed=words)

    @property
    def terms(self) -> list[Term]:
        """All terms, in the order typed."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Term)]

    @property
    def fields(self) -> list[Field]:
        """All fields, in the order typed."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Field)]

    @property
    def sought(self) -> list[Term]:
        """The terms that a record may hold, and that a page marks."""
        found = (leaf for clause in self.clauses for leaf in leaves(clause, negated=False))
        return [leaf for leaf in found if isinstance(leaf, Term)]

    def without(self, clause: Node) -> Query:
        """The query with one clause less."""
        return Query(tuple(other for other in self.clauses if other != clause))

    def any_of(self) -> Query:
        """The query that any of these clauses answers; what is excluded is not asked for."""
        wanted = [clause for clause in self.clauses if not isinstance(clause, Not)]
        return query_of(any_of(wanted or self.clauses))

    def changed(self, change: Callable[[Term], Node]) -> Query:
        """The query with something else in place of each term that is sought."""
        return query_of(every(_changed(clause, change) for clause in self.clauses))


def leaves(node: Node, *, negated: bool = True) -> Iterator[Term | Field]:
    """The terms and fields of a condition, in the order typed; those negated only if wanted."""
    if isinstance(node, Term | Field):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, negated=negated)
    elif negated:
        yield from leaves(node.part)


def every(parts: Iterable[Node]) -> Node | None:
    """All of these conditions as one; none of none."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    kept = tuple(dict.fromkeys(flat))
    return And(kept) if len(kept) > 1 else next(iter(kept), None)


def any_of(parts: Iterable[Node]) -> Node | None:
    """Any of these conditions as one; none of none."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    kept = tuple(dict.fromkeys(flat))
    return Or(kept) if len(kept) > 1 else next(iter(kept), None)


def opposite(node: Node) -> Node:
    """What holds where a condition does not."""
    return node.part if isinstance(node, Not) else Not(node)


def query_of(tree: Node | None, slips: Iterable[Slip] = ()) -> Query:
    """The query that a condition is."""
    clauses = tree.parts if isinstance(tree, And) else () if tree is None else (tree,)
    return Query(clauses, tuple(dict.fromkeys(slips)))


def parse(typed: str) -> Query:
    """Any text as a query; one without a word in it has no clauses."""
    return _Parser(typed).query()


def _changed(node: Node, change: Callable[[Term], Node]) -> Node:
    if isinstance(node, Term):
        return change(node)
    if isinstance(node, And | Or):
        parts = (_changed(part, change) for part in node.parts)
        return (every(parts) if isinstance(node, And) else any_of(parts)) or node
    return node


class _Parser:
    """Reads tokens from first to last, by one method a rule of the grammar."""

    def __init__(self, typed: str) -> None:
        self.slips: list[Slip] = []
        self.tokens = list(tokens(typed, self.slips))
        self.place = 0
        self.depth = 0

    def query(self) -> Query:
        """All there is."""
        parts = []
        while self.token:
            parts.append(self._all())
            if self._takes(Kind.CLOSE):
                self.slips.append(Slip.BRACKET)
        return query_of(every(part for part in parts if part), self.slips)

    @property
    def token(self) -> Token | None:
        """The token to be read next."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _takes(self, *kinds: Kind) -> Token | None:
        """The next token if it is one of these, and past it."""
        token = self.token
        if token is None or token.kind not in kinds:
            return None
        self.place += 1
        return token

    def _all(self) -> Node | None:
        """Conditions side by side, up to a closing bracket or the end."""
        parts: list[Node] = []
        while (token := self.token) and token.kind is not Kind.CLOSE:
            if self._takes(Kind.AND, Kind.OR):
                if not parts or not self._is_operand():
                    self.slips.append(Slip.OPERATOR)
                continue
            if part := self._any():
                parts.append(part)
        return every(parts)

    def _any(self) -> Node | None:
        """Alternatives."""
        parts = [self._one()]
        while self._takes(Kind.OR):
            if self._is_operand():
                parts.append(self._one())
            else:
                self.slips.append(Slip.OPERATOR)
        return any_of(part for part in parts if part)

    def _is_operand(self) -> bool:
        """Whether a condition begins here."""
        return self.token is not None and self.token.kind not in (Kind.AND, Kind.OR, Kind.CLOSE)

    def _one(self) -> Node | None:
        """A condition, negated or not."""
        is_negated = False
        while self._takes(Kind.NOT):
            is_negated = not is_negated
            if not self._is_operand():
                self.slips.append(Slip.OPERATOR)
                return None
        part = self._leaf() or self._group()
        return opposite(part) if part and is_negated else part

    def _leaf(self) -> Node | None:
        token = self._takes(Kind.WORD, Kind.PHRASE)
        return _leaf(token) if token else None

    def _group(self) -> Node | None:
        """What stands in brackets."""
        opening = self._takes(Kind.OPEN)
        if opening is None:
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            self.slips.append(Slip.BRACKET)
            self.depth -= 1
            return None
        inner = self._all()
        self.depth -= 1
        if not self._takes(Kind.CLOSE):
            self.slips.append(Slip.BRACKET)
        return _within(inner, opening) if inner and opening.field else inner


def _leaf(token: Token) -> Term | Field:
    if token.field:
        is_quoted = token.kind is Kind.PHRASE
        return Field(token.field, token.needle, token.prefix, token.typed, token.called, is_quoted)
    return Term(token.needle, token.kind is Kind.PHRASE, token.prefix, token.typed)


def _within(node: Node, opening: Token) -> Node:
    """The condition, its terms taken for values of the field before the bracket."""
    if isinstance(node, Term):
        return Field(
            opening.field, node.needle, node.prefix, node.typed, opening.called, node.phrase
        )
    if isinstance(node, Not):
        return opposite(_within(node.part, opening))
    if isinstance(node, And | Or):
        parts = tuple(_within(part, opening) for part in node.parts)
        return every(parts) or node if isinstance(node, And) else any_of(parts) or node
    return node
