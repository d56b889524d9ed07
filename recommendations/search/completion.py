"""Completion: the names and words that continue what somebody is typing.

The most that what was typed can be the beginning of counts: of ``cross-border coop`` the whole,
then ``coop`` alone. What begins so comes before what has it at the beginning of a later word, and
that before what has it within; of these, what finds most comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from recommendations.search import LONGEST
from recommendations.search.lexicon import Lexicon, Word, code_words
from recommendations.search.query import quote_phrase
from recommendations.search.tokenizer import BRACKETS, BREAKS, QUOTES
from recommendations.texts.folding import fold_text
from smuggling_kb.chinese import HAN

#: As many are offered, and as many looked at: some of them may find nothing.
MOST, LOOKED_AT = 8, 16
#: Words at the end of what was typed that may be the beginning of one name.
WORDS = 5
#: Where a word can begin: at the start, after white space and what the query language parts by.
BEGINNING = re.compile(rf"(?:^|(?<=[\s{QUOTES}{BRACKETS}{BREAKS}:：])|(?<=\s-)|(?<=^-))(?=[^\s-])")
#: The beginning of an article: ``article 1``, ``第1``.
ARTICLE_BEGINNING = re.compile(
    r"(?:articles?|arts?\.?|articulos?|стат(?:ья|ьи|ье|ьей)|ст\.?|(?:ال)?ماده) ?"
    r"(?P<number>[0-9]{0,3})|第(?P<han_number>[0-9]{1,3})条?"
)
SPACED = re.compile(rf"[^\W{HAN}]")


@dataclass(frozen=True)
class Suggestion:
    """A word that continues a query: ``typed`` is the whole content of the box with it."""

    word: Word
    before: str
    typed: str

    @property
    def is_alone(self) -> bool:
        """Return whether nothing stands before it."""
        return not self.before.strip()


def suggestions(typed: str, lexicon: Lexicon) -> list[Suggestion]:
    """Return the best suggestions first, none twice."""
    found: dict[tuple[str, str], Suggestion] = {}
    starts = [match.start() for match in BEGINNING.finditer(typed)]
    for start in starts[-WORDS:]:
        before, last = typed[:start], fold_text(typed[start:])
        for word in _matching_words(last, lexicon) if last else ():
            whole = before + _quote_value(word.text, before)
            if len(whole) <= LONGEST and whole != typed:
                found.setdefault(word.identity, Suggestion(word, before, whole))
    return list(found.values())[:LOOKED_AT]


def _quote_value(text: str, before: str) -> str:
    """Return a name as it stands after a field's colon, where several words are quoted."""
    return quote_phrase(text) if before.endswith((":", "：")) and " " in text else text


def _matching_words(last: str, lexicon: Lexicon) -> list[Word]:
    """Return the best words that begin so."""
    by_rank: dict[int, list[Word]] = {
        0: [*islice(code_words(lexicon.index, last), MOST), *_article_words(last, lexicon)],
        1: [],
        2: [],
    }
    for word in lexicon.words:
        rank = min(_ranks(last, word), default=None)
        if rank is not None:
            by_rank[rank].append(word)
    ranked = [sorted(by_rank[rank], key=lambda word: -word.weight) for rank in sorted(by_rank)]
    return [word for words in ranked for word in words][:LOOKED_AT]


def _article_words(last: str, lexicon: Lexicon) -> list[Word]:
    """Return the articles whose numbers begin as typed, what finds most first."""
    match = ARTICLE_BEGINNING.fullmatch(last)
    if not match:
        return []
    number = match["number"] or match["han_number"] or ""
    labels = lexicon.index.facet_labels(lexicon.language).by_value["article"]
    words = [
        Word(labels[slug].label, last, "article", slug, bitmap.bit_count())
        for slug, bitmap in lexicon.index.columns["article"].bitmaps.items()
        if slug in labels and re.search(rf"-{number}[0-9]*$", slug)
    ]
    return sorted(words, key=lambda word: (not word.value.endswith(f"-{number}"), -word.weight))


def _ranks(last: str, word: Word) -> Iterator[int]:
    """Yield how well a word matches, 0 best; nothing if it does not."""
    for needle in (word.needle, word.meaning.casefold()):
        place = needle.find(last)
        if place == 0:
            yield 0
        elif place > 0 and (place := _later_start(last, needle, place)):
            yield 1 if not needle[place - 1].isalnum() else 2


def _later_start(last: str, needle: str, place: int) -> int:
    """Return where it stands inside; in scripts with spaces, only where a word begins."""
    if not SPACED.match(last):
        return place
    while place > 0 and SPACED.match(needle[place - 1]):
        place = needle.find(last, place + 1)
    return max(place, 0)
