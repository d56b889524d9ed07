"""What somebody typed into the search box, as conditions on a text.

    query  = clause …                 all of them
    clause = term [OR term] …         any of them
    term   = [-] word[*] | [-] "phrase"

A word matches wherever it is contained in Chinese, and as a whole word (with ``*`` its beginning)
in other scripts. Nothing typed is an error: an unclosed quotation ends with the line, operators
without an operand are passed over, and what holds no word at all finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from recommendations.search.folding import HAN, fold

QUOTES = '"“”„＂'
TOKEN = re.compile(
    rf"""
    (?P<minus>[-－]?)
    (?: [{QUOTES}] (?P<phrase>[^{QUOTES}]*) (?: [{QUOTES}] | $ )
      | (?P<word>[^\s{QUOTES}，、。；！？]+) )
    """,
    re.VERBOSE,
)
#: Punctuation around a word, which is not part of it.
EDGES = re.compile(r"^[\W_]+|[\W_]+$")
#: A letter or digit of a script that puts spaces between words.
SPACED = rf"[^\W{HAN}]"


@dataclass(frozen=True)
class Term:
    """One word or phrase: ``needle`` is it folded, ``typed`` as somebody wrote it."""

    needle: str
    phrase: bool = False
    prefix: bool = False
    negated: bool = False
    typed: str = field(default="", compare=False)

    def __str__(self) -> str:
        text = f'"{self.typed}"' if self.phrase else self.typed
        return f"-{text}" if self.negated else text

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the term in folded text."""
        before = f"(?<!{SPACED})" if re.match(SPACED, self.needle) else ""
        after = f"(?!{SPACED})" if re.search(f"{SPACED}$", self.needle) else ""
        return re.compile(before + re.escape(self.needle) + ("" if self.prefix else after))

    @property
    def is_bounded(self) -> bool:
        """Whether a text may contain the needle and yet not the term: as a part of a word."""
        return self.pattern.pattern != re.escape(self.needle)


@dataclass(frozen=True)
class Clause:
    """Terms any of which must hold."""

    alternatives: tuple[Term, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.alternatives))


@dataclass(frozen=True)
class Query:
    """Clauses all of which must hold. ``str`` of it is a query that means the same."""

    clauses: tuple[Clause, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    @property
    def terms(self) -> list[Term]:
        """All terms, in the order typed."""
        return [term for clause in self.clauses for term in clause.alternatives]

    @property
    def sought(self) -> list[Term]:
        """The terms that a record may hold, and that a page marks."""
        return [term for term in self.terms if not term.negated]

    def as_phrase(self) -> Term:
        """All that is sought, as one phrase."""
        typed = " ".join(term.typed.strip("*") for term in self.sought)
        return Term(fold(typed).text, phrase=True, typed=typed)

    def without(self, clause: Clause) -> Query:
        """The query with one clause less."""
        return Query(tuple(other for other in self.clauses if other != clause))

    def any_of(self) -> Query:
        """The query that any of these clauses answers."""
        return Query((Clause(tuple(self.terms)),))


def parse(typed: str) -> Query:
    """Any text as a query; one without a word in it has no clauses."""
    clauses: list[list[Term]] = []
    joining = False
    for token in TOKEN.finditer(typed):
        if token["word"] == "OR" and not token["minus"]:
            joining = bool(clauses)
            continue
        for term in _terms(token):
            if joining:
                clauses[-1].append(term)
            else:
                clauses.append([term])
            joining = False
    return Query(tuple(dict.fromkeys(Clause(tuple(dict.fromkeys(terms))) for terms in clauses)))


def _terms(token: re.Match[str]) -> Iterator[Term]:
    """The term that a token is, if there is anything in it."""
    typed = token["word"] or token["phrase"]
    needle = fold(typed).text
    if token["word"]:
        prefix = needle.endswith("*")
        needle = EDGES.sub("", needle)
    else:
        prefix = False
    if needle:
        yield Term(needle, not token["word"], prefix, bool(token["minus"]), typed)
