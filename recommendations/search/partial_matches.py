"""Partial matches: where no record has all words of a question, those that have most of them.

A word counts the more, the fewer records have it, and half where only a label has it. Words that
no record has do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from math import log
from operator import or_

from recommendations.index.bitmaps import Bitmap
from recommendations.search.analysis import QueryAnalysis
from recommendations.search.matching import Matcher
from recommendations.search.query import And, Label, Node, Or, Query, Term, labels, leaves
from recommendations.search.vocabulary.function_words import languages_of_words
from smuggling_kb.preference import SOURCE

#: So few records with all words are not enough for an answer.
FEW = 3
#: Words that are weighed, the rarest.
MOST = 6
#: The least part of the weight of all words that a record has.
LEAST = 1 / 3
#: Words typed side by side that are taken for a question.
MANY = 3


@dataclass(frozen=True)
class PartialMatches:
    """Records with some of the words, in pieces: those of the first have most of them."""

    pieces: tuple[Bitmap, ...]
    #: How many records have all words but those that none has.
    complete: int
    #: Words that no record has, as typed.
    unknown: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Return whether all of them have all words but those that no record has."""
        return self.matches.bit_count() == self.complete

    @property
    def matches(self) -> Bitmap:
        """All of them."""
        return reduce(or_, self.pieces, 0)


@dataclass(frozen=True)
class _Word:
    """One condition of a question: the records with it in their texts, and with it at all."""

    part: Node
    in_texts: Bitmap
    anywhere: Bitmap
    weight: float


def partial_matches(
    analysis: QueryAnalysis, found: Bitmap, matcher: Matcher
) -> PartialMatches | None:
    """Return the best partial matches of a question; None if its matches are enough."""
    parts = analysis.expanded_query.clauses
    asked = [part for part in parts if _is_optional(part)]
    if len(asked) < 2 or not _needs_more(
        analysis, asked, _found_in_question(analysis, found, matcher)
    ):
        return None
    others = Query(tuple(part for part in parts if part not in asked))
    among = matcher.query_bitmap(others) if others.clauses else matcher.index.everything
    words = [_weigh(part, among, matcher) for part in asked]
    known = [word for word in words if word.anywhere]
    unknown = tuple(_as_typed(word.part) for word in words if not word.anywhere)
    if not known:
        return None
    held = Query(tuple(word.part for word in known))
    complete = matcher.query_bitmap(held) & among
    if unknown and complete.bit_count() >= FEW:
        return PartialMatches((complete,), complete.bit_count(), unknown)
    partial = PartialMatches(tuple(_pieces(known)), complete.bit_count(), unknown)
    return partial if unknown or partial.matches != found else None


def _found_in_question(analysis: QueryAnalysis, found: Bitmap, matcher: Matcher) -> Bitmap:
    """Return what is found in texts of the language of a question, or in Chinese ones.

    Its function words tell the language; a word of it may be another word in another.
    """
    languages = languages_of_words(analysis.left_out) if analysis.left_out else frozenset()
    node = analysis.expanded_query.tree
    if not languages & frozenset(matcher.index.texts) or node is None:
        return found
    asked_in = languages | {SOURCE}
    texts = (each for each in matcher.index.texts if each in asked_in)
    return reduce(or_, (matcher.condition_bitmap_in(each, node) for each in texts), 0)


def _needs_more(analysis: QueryAnalysis, asked: list[Node], found: Bitmap) -> bool:
    """Return whether a query is a question, or names a subject, and its matches are too few."""
    if analysis.is_question:
        return found.bit_count() < FEW
    names_subject = any(each.parameter == "topic" for part in asked for each in labels(part))
    return not found and (len(asked) >= MANY or names_subject)


def _is_optional(part: Node) -> bool:
    """Return whether a condition is of plain words: of these, a question needs not every one."""
    if not isinstance(part, Term | Or | And | Label):
        return False
    return all(isinstance(leaf, Term) and leaf.is_plain for leaf in leaves(part))


def _weigh(part: Node, among: Bitmap, matcher: Matcher) -> _Word:
    anywhere = matcher.condition_bitmap(part) & among
    in_texts = matcher.condition_bitmap(part, in_labels=False) & among
    weight = 1 + log(matcher.index.size / anywhere.bit_count()) if anywhere else 0
    return _Word(part, in_texts, anywhere, weight)


def _as_typed(part: Node) -> str:
    """Return a condition as it was typed, which is the first of its alternatives."""
    typed = part.parts[0] if isinstance(part, Or) else part
    return typed.words if isinstance(typed, Term) else str(typed)


def _pieces(words: list[_Word]) -> Iterator[Bitmap]:
    """Yield the records by the weight of the words that they have, most first."""
    rarest = sorted(words, key=lambda word: -word.weight)[:MOST]
    by_weight: dict[float, Bitmap] = {0: reduce(or_, (word.anywhere for word in words))}
    for word in rarest:
        divided: defaultdict[float, Bitmap] = defaultdict(int)
        for weight, piece in by_weight.items():
            in_labels = word.anywhere & ~word.in_texts
            divided[weight + word.weight] |= piece & word.in_texts
            divided[weight + word.weight / 2] |= piece & in_labels
            divided[weight] |= piece & ~word.anywhere
        by_weight = {weight: piece for weight, piece in divided.items() if piece}
    least = LEAST * sum(word.weight for word in rarest)
    for weight in sorted(by_weight, reverse=True):
        if weight >= least:
            yield by_weight[weight]
