"""Folded text as tokens of a database's own index, so that phrases of them find any part of it.

A run of Chinese characters c1c2c3 becomes its overlapping pairs and its last character: c1c2, c2c3,
c3. Each character begins exactly one token, so one character is sought as the beginning of a token,
two as a token, more as tokens in a row. Other words are a token each, and so is every mark; the
space between two words is none. Tokens have no character that a tokenizer or a literal of either
database takes for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recommendations.search.query import SPACED
from recommendations.texts.folding import HAN

PART = re.compile(rf"(?<={SPACED}) (?={SPACED})|([{HAN}]+)|({SPACED}+)|(.)", re.DOTALL)
ENDS_CHINESE = re.compile(rf"([{HAN}]?)[{HAN}]$")
#: What stands in tokens as it is: letters, digits and ideographs that every tokenizer knows.
ODD = re.compile("[^a-z0-9\u3400-\u4dbf\u4e00-\u9fff]")


def tokens(folded: str) -> Iterator[str]:
    """The tokens of a folded text, in order."""
    for chinese, word, mark in PART.findall(folded):
        if chinese:
            for place in range(len(chinese)):
                yield spelled(chinese[place : place + 2])
        elif word or mark:
            yield spelled(word or mark)


@lru_cache(maxsize=2**18)
def spelled(token: str) -> str:
    """With every odd character as its number behind one of private use, which no word has."""
    return ODD.sub(lambda odd: f"\ue000{ord(odd[0]):06x}", token)


@dataclass(frozen=True)
class Phrase:
    """Tokens in a row that are sought; with ``opened``, the last need only begin one."""

    tokens: tuple[str, ...]
    opened: bool

    @property
    def fts5(self) -> str:
        """In SQLite's language of queries."""
        return f'"{" ".join(self.tokens)}"{" *" * self.opened}'

    @property
    def tsquery(self) -> str:
        """As a literal of PostgreSQL's ``tsquery``."""
        return " <-> ".join(f"'{token}'" for token in self.tokens) + ":*" * self.opened


def phrase(folded: str) -> Phrase:
    """What finds the texts that hold this, other words than Chinese as whole words."""
    found = tuple(tokens(folded))
    ending = ENDS_CHINESE.search(folded)
    if ending and ending[1]:
        # The last pair says it all; what is behind its last character is of no matter.
        return Phrase(found[:-1], opened=False)
    return Phrase(found, opened=bool(ending))


def tsvector(folded: str) -> str:
    """A text as a literal of PostgreSQL's ``tsvector``."""
    return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens(folded), start=1))
