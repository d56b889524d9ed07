"""Analysis: what a query asks for, as words of the texts and labels; every page reads it here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from recommendations.index.bitmaps import Bitmap
from recommendations.search.articles import read_articles
from recommendations.search.expansion import ExpandedQuery, Expansion, function_words
from recommendations.search.lexicon import learned_words
from recommendations.search.matching import Matcher
from recommendations.search.query import Node, Query, Term, conjunction, query_from_tree
from recommendations.search.vocabulary.function_words import is_function_word, sentence_words
from recommendations.search.vocabulary.phrasebook import CHINESE
from recommendations.search.vocabulary.segmentation import segments
from smuggling_kb.preference import SOURCE

#: Characters of a Chinese word that may be several.
SHORTEST = 3


class SearchedTexts(Protocol):
    """The texts that a query is read for: of records, or the passages of documents."""

    def expand(self, query: Query) -> ExpandedQuery: ...

    def query_bitmap(self, query: Query) -> Bitmap: ...


@dataclass(frozen=True)
class QueryAnalysis:
    """A query as it is read.

    ``query`` has no function words, and words for what was written as one; ``expanded_query`` has
    the alternatives of each and the labels that it names, ``expansions`` says which those are.
    """

    query: Query
    expanded_query: Query
    expansions: tuple[Expansion, ...]
    #: Function words that say nothing here, as typed.
    left_out: tuple[str, ...]
    #: What was written as one word and read as several.
    divided: tuple[str, ...]
    #: True if words cited an article of a treaty and were read as that.
    cites_article: bool = False

    @property
    def is_question(self) -> bool:
        """Return whether it is more than words side by side."""
        return bool(self.left_out or self.divided)


def analyse_query(
    query: Query, matcher: Matcher, passages: SearchedTexts | None = None
) -> QueryAnalysis:
    """Return what a query asks for: of records, or of passages, which cite nothing but in words."""
    searched: SearchedTexts = passages or matcher
    divided: list[str] = []
    left_out: list[str] = []
    cited = read_articles(query, matcher.treaty_names(), in_words_alone=passages is not None)
    clauses = (_divide(clause, matcher, searched, divided, left_out) for clause in cited.clauses)
    read = query_from_tree(conjunction(each for each in clauses if each), query.warnings)
    expanded = searched.expand(read)
    left_out += [term.typed for term in expanded.left_out]
    return QueryAnalysis(
        read.without_terms(expanded.left_out),
        expanded.query,
        expanded.expansions,
        tuple(dict.fromkeys(left_out)),
        tuple(divided),
        cites_article=cited.clauses != query.clauses,
    )


def _divide(
    clause: Node,
    matcher: Matcher,
    searched: SearchedTexts,
    divided: list[str],
    left_out: list[str],
) -> Node | None:
    """Return the words of a Chinese sentence that finds nothing as it is; else the same."""
    if not (isinstance(clause, Term) and _may_be_several(clause)):
        return clause
    if searched.query_bitmap(searched.expand(Query((clause,))).query):
        return clause
    pieces = segments(clause.needle, known_words(matcher))
    words = [piece for piece in pieces if piece not in sentence_words()]
    if not words or words == [clause.needle] or not _is_divisible(pieces, words, matcher):
        return clause
    divided.append(clause.typed)
    left_out += [piece for piece in pieces if piece in sentence_words()]
    return conjunction(Term(word, typed=word) for word in words)


def _is_divisible(pieces: list[str], words: list[str], matcher: Matcher) -> bool:
    """Return whether the pieces are words: one character between words is rather a mistake."""
    if any(is_function_word(piece) for piece in pieces):
        return True
    return all(len(word) > 1 or word in known_words(matcher) for word in words)


def _may_be_several(term: Term) -> bool:
    return (
        term.is_plain
        and len(term.needle) >= SHORTEST
        and CHINESE.search(term.needle) is not None
        and not function_words(Query((term,)))
    )


def known_words(matcher: Matcher) -> frozenset[str]:
    """Return every word that a Chinese sentence may be made of."""
    return matcher.index.cache.get_or_compute(
        ("known words",), lambda: frozenset(_known_words(matcher))
    )


def _known_words(matcher: Matcher) -> Iterator[str]:
    yield from matcher.phrasebook().chinese_words
    yield from matcher.equivalents().forms
    yield from learned_words(matcher.index, SOURCE)
    yield from sentence_words()
