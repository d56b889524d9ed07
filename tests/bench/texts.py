"""Texts like the real ones: real clauses, taken apart and put together anew."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from random import Random

#: A part of a text with the punctuation behind it.
CLAUSE = re.compile(r"[^，。；：、？\n]+[，。；：、？]?")
SENTENCE = re.compile(r"[A-Z][^.:()“”\n]{20,160}\.")

#: So much of a clause may be missing from, or be beyond, the length asked for.
HALF_A_CLAUSE = 7

#: So many clauses are drawn to find one that fits.
TRIES = 3

#: One clause in so many is spliced from two.
SPLICED = 3


def clauses(texts: Iterable[str]) -> list[str]:
    """The clauses of Chinese texts, those of one character left out."""
    return [clause for text in texts for clause in CLAUSE.findall(text) if len(clause) > 2]


def sentences(texts: Iterable[str]) -> list[str]:
    """The plain sentences of English texts."""
    return [sentence for text in texts for sentence in SENTENCE.findall(text)]


class Writer:
    """Writes texts from clauses; the same ones in the same order for the same ``random``."""

    def __init__(self, pool: Sequence[str], random: Random) -> None:
        self.pool = pool
        self.random = random
        self.having: dict[str, list[str]] = defaultdict(list)
        for clause in pool:
            for place in range(1, len(clause) - 1):
                self.having[clause[place : place + 2]].append(clause)

    def text(self, opening: str, length: int) -> str:
        """A text of about that many characters that begins with an opening clause."""
        parts = [opening]
        lacking = length - len(opening)
        while lacking > HALF_A_CLAUSE:
            parts.append(self.fitting(lacking + HALF_A_CLAUSE))
            lacking -= len(parts[-1])
        return "".join(parts).rstrip("，；：、") + "。" * (parts[-1][-1] not in "。？")

    def fitting(self, room: int) -> str:
        """A clause that is no longer than that, if one of a few is not."""
        drawn = [self.clause() for _try in range(TRIES)]
        return next((clause for clause in drawn if len(clause) <= room), min(drawn, key=len))

    def clause(self) -> str:
        """A clause, one in three spliced from two where both have the same two characters."""
        clause = self.random.choice(self.pool)
        if len(clause) < 5 or self.random.randrange(SPLICED):
            return clause
        place = self.random.randrange(1, len(clause) - 2)
        joint = clause[place : place + 2]
        other = self.random.choice(self.having[joint])
        return clause[:place] + other[other.index(joint, 1) :]


def lengths(texts: Iterable[str]) -> dict[str, int]:
    """The distribution of lengths, in characters."""
    ordered = sorted(map(len, texts))
    share = {"shortest": 0.0, "quarter": 0.25, "half": 0.5, "three quarters": 0.75, "longest": 1.0}
    return {name: ordered[round(part * (len(ordered) - 1))] for name, part in share.items()}


def commonest(texts: Iterable[str], number: int) -> dict[str, float]:
    """The commonest characters, each with its share of all."""
    counts = Counter("".join(texts))
    total = counts.total()
    return {character: count / total for character, count in counts.most_common(number)}
