"""The wordings that two texts have in common, as pages show them.

A wording is as long as the texts share it. The phrases of the genre are taken off its ends, and
names are kept whole: what has but a part of one does not have the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from recommendations.search.vocabulary.glossary import glossary_entries
from recommendations.search.vocabulary.synonyms import curated_synonyms
from recommendations.similarity.scoring import CHINESE, PHRASES, RUN, word_runs
from recommendations.texts.folding import Span

#: Wordings that are shown.
MOST = 3
#: Characters of a name that is kept whole; shorter ones stand within other words.
SHORTEST_NAME = 3
#: Chinese characters that begin or end no wording.
EDGES = "在对为以于从由之其所是将而但即则且也"


def common_wordings(one: str, other: str, language: str, most: int = MOST) -> list[str]:
    """Return the longest wordings in common, longest first, phrases of the genre apart."""
    if language not in PHRASES:
        theirs = word_runs(other, language)
        found = [run for run in dict.fromkeys(word_runs(one, language)) if run in theirs]
    else:
        found = list(_common_chinese(_fold(one), _fold(other), PHRASES[language]))
    chosen: list[str] = []
    for piece in sorted(dict.fromkeys(found), key=len, reverse=True):
        if len(piece) > 1 and not any(piece in longer for longer in chosen):
            chosen.append(piece)
    return chosen[:most]


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _common_chinese(one: str, other: str, genre: re.Pattern[str]) -> Iterator[str]:
    ends = re.compile(rf"^(?:{genre.pattern}|[{EDGES}])+|(?:{genre.pattern}|[{EDGES}])+$")
    names = (_name_spans(one), _name_spans(other))
    here = {one[slice(*span)] for span in names[0]}
    there = (other[slice(*span)] for span in names[1])
    yield from (name for name in there if name in here and genre.sub("", name))
    for run in RUN.finditer(other):
        for start, end in _common_spans(run, one):
            piece = other[start:end]
            if piece not in known_names():
                at = one.index(piece)
                in_one = _without_cut_names((at, at + len(piece)), names[0])
                in_other = _without_cut_names((start, end), names[1])
                first = max(in_one[0] - at, in_other[0] - start)
                last = min(in_one[1] - at, in_other[1] - start)
                piece = ends.sub("", piece[first : max(first, last)])
            if genre.sub("", piece):
                yield piece


def _common_spans(run: re.Match[str], text: str) -> Iterator[Span]:
    """Yield the parts of a run, of two characters and more, that a text has too."""
    start, last = run.span()
    if not CHINESE.match(run[0]):
        if run[0] in RUN.findall(text):
            yield start, last
        return
    while start < last - 1:
        end = start + 2
        while end <= last and run.string[start:end] in text:
            end += 1
        if end - 1 >= start + 2:
            yield start, end - 1
            start = end - 1
        else:
            start += 1


def _without_cut_names(span: Span, names: Iterable[Span]) -> Span:
    """Return a span without the parts of names that go on beyond it; empty within a name."""
    start, end = span
    for first, last in names:
        if first < start < last:
            start = min(last, end)
        if first < end < last:
            end = max(first, start)
    return start, end


def _name_spans(text: str) -> list[Span]:
    return [match.span() for match in _names_pattern().finditer(text)]


@lru_cache(maxsize=1)
def _names_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, known_names()), key=len, reverse=True)))


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Return the words that editors know, folded; words of two characters are no names."""
    words = [word for entry in glossary_entries() for word in entry.words]
    words += [word for group in curated_synonyms() for word in group.words]
    return frozenset(word for word in map(_fold, words) if len(word) >= SHORTEST_NAME)
