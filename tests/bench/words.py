"""Chinese words to search for, taken from the texts themselves.

All have three characters or more, since the peer finds none shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from random import Random

from tests.bench.exactness import RUN, substring
from tests.bench.records import CHINESE, Record

SEED = 3
#: So much of all records has the common word, or as nearly as a word does.
COMMON = 0.45
#: Between these shares of all records have a frequent word; the lengths of words.
FREQUENT, LENGTHS = (0.35, 0.65), range(3, 7)
#: Texts that are looked into to find it, and candidates.
SAMPLE, CANDIDATES = 2000, 400
#: Texts of it whose words are tried: a word of a third of all texts is surely in one of them.
SEARCHED = 60
#: Words that are searched for again and again.
WARM = 10


class Vocabulary:
    """Words of these records' texts; the same ones for the same records."""

    def __init__(self, every: Sequence[Record]) -> None:
        self.random = Random(SEED)  # noqa: S311 - nothing here is secret
        self.sample = [each.text for each in self.random.sample(every, min(SAMPLE, len(every)))]
        self.chinese = [each.text for each in every if each.language == CHINESE]

    def share(self, word: str) -> float:
        """How much of the sample contains a word."""
        return sum(word in text for text in self.sample) / len(self.sample)

    def some(self, length: int) -> str:
        """A random word of that length."""
        return substring(self.chinese, length, self.random)

    @cached_property
    def common(self) -> str:
        """The word whose share of the records is nearest to ``COMMON``."""
        candidates = {self.some(self.random.choice((3, 4))) for _each in range(CANDIDATES)}
        return min(sorted(candidates), key=lambda word: abs(self.share(word) - COMMON))

    @cached_property
    def frequent(self) -> list[str]:
        """Every word that about half of the records have, but for the warm ones."""
        least, most = FREQUENT
        return [
            word
            for word in sorted(set(self._words()))
            if least <= self.share(word) <= most and word not in self.warm
        ]

    def _words(self) -> Iterator[str]:
        """The words of some texts, among which every frequent word is."""
        for text in self.sample[:SEARCHED]:
            for run in RUN.findall(text):
                for length in LENGTHS:
                    yield from (run[at : at + length] for at in range(len(run) - length + 1))

    @cached_property
    def warm(self) -> list[str]:
        """A few words, the common one among them."""
        return [self.common, *(self.some(3 + place % 2) for place in range(WARM - 1))]

    def cold(self) -> Iterator[str]:
        """Words without end, none twice."""
        seen = set(self.warm)
        while True:
            word = self.some(self.random.choice(LENGTHS))
            if word not in seen:
                seen.add(word)
                yield word
