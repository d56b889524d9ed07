"""Matching texts: where what was sought stands in another text of a record than the shown one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from recommendations.index import RecommendationIndex
from recommendations.index.bitmaps import Bitmap
from recommendations.search.matching import Matcher
from recommendations.search.query import Node, Or, Query, Term, labels, leaves
from recommendations.search.vocabulary.phrasebook import CHINESE
from smuggling_kb.preference import SOURCE, TextPreference


@dataclass(frozen=True)
class _Condition:
    """A condition of a query: by language the records whose texts meet it in any way.

    ``worth_showing`` are those that a reader of another text is to be told of.
    """

    meeting: Mapping[str, Bitmap]
    worth_showing: Mapping[str, Bitmap]


def matching_languages(
    index: RecommendationIndex,
    query: Query,
    places: Sequence[int],
    preference: TextPreference,
) -> dict[int, str]:
    """Return the language of the text that has more of what was sought than the one shown.

    ``query`` has the alternatives of its words. Only records are named of which another text has
    more; of several such texts, the one that the reader would be shown first.
    """
    if len(index.texts) < 2:
        return {}
    conditions = list(_conditions(index, query))
    in_order = list(dict.fromkeys(kind.language for kind in preference.kinds))
    languages = [language for language in in_order if language in index.texts]
    found = {}
    shown = index.shown_languages(places, preference) if conditions else []
    for place, language in zip(places, shown, strict=False):
        open_conditions = [
            each for each in conditions if not each.meeting.get(language, 0) >> place & 1
        ]
        if not open_conditions:
            continue
        met = {
            other: sum(bool(each.worth_showing[other] >> place & 1) for each in open_conditions)
            for other in languages
        }
        best = max(languages, key=lambda other: met[other])
        if met[best]:
            found[place] = best
    return found


def _conditions(index: RecommendationIndex, query: Query) -> Iterator[_Condition]:
    matcher = Matcher(index)
    for clause in query.clauses:
        terms = [each for each in leaves(clause, negated=False) if isinstance(each, Term)]
        if not terms:
            continue
        meant = _chinese_meanings(clause, terms)
        typed = [term for term in terms if term not in meant]
        named = _named_bitmap(matcher, clause, terms)
        worth_showing = {each: _bitmap(matcher, typed, each) for each in index.texts}
        if SOURCE in worth_showing:
            # What the Chinese for a word finds is told where nothing else explains it.
            explained = reduce(or_, worth_showing.values(), named)
            worth_showing[SOURCE] |= _bitmap(matcher, meant, SOURCE) & ~explained
        yield _Condition(
            {each: _bitmap(matcher, terms, each) for each in index.texts}, worth_showing
        )


def _chinese_meanings(clause: Node, terms: Sequence[Term]) -> frozenset[Term]:
    """Return the Chinese words that stand for words in another script."""
    typed = str(clause.parts[0] if isinstance(clause, Or) else clause)
    if CHINESE.search(typed):
        return frozenset()
    return frozenset(term for term in terms if CHINESE.search(term.needle))


def _named_bitmap(matcher: Matcher, clause: Node, terms: Sequence[Term]) -> Bitmap:
    """Return the records that belong to something with a name that meets a condition."""
    by_label = map(matcher.label_bitmap, labels(clause))
    by_name = (matcher.name_bitmap(term) for term in terms if not term.phrase)
    return reduce(or_, (*by_label, *by_name), 0)


def _bitmap(matcher: Matcher, terms: Sequence[Term] | frozenset[Term], language: str) -> Bitmap:
    return reduce(or_, (matcher.language_bitmap(term, language) for term in terms), 0)
