"""The nearest of many texts to each of them, without comparing all with all.

Texts that are alike have rare words in common, so only those that do are looked at: of each text
the rarest words, until ``VISITED`` places have been seen where they stand. While a collection is
small that is every word.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from math import log, sqrt

from recommendations.similarity.scoring import LEAST, Counts, Vector, alike, cosine

#: Places of words that are looked at for one text.
VISITED = 2500
#: Texts that are compared wholly with one.
CANDIDATES = 60
#: What is kept of each record: somewhat more than is shown, as some are not to be shown.
KEPT = 12

Scored = list[tuple[int, float]]


class Texts:
    """Texts as vectors, in arrays: 270,000 texts are some 600 MB."""

    def __init__(self) -> None:
        self.owners = array("q")
        self.languages: list[str] = []
        self.numbers: dict[str, int] = {}
        self.held = array("L")
        self.terms: list[array[int]] = []
        self.weights: list[array[float]] = []
        self.places: dict[int, tuple[array[int], array[float]]] = {}

    def __len__(self) -> int:
        return len(self.owners)

    def add(self, owner: int, language: str, found: Mapping[str, int]) -> None:
        """A text of a record; terms of different languages are never the same."""
        numbers = array("L")
        for term in found:
            number = self.numbers.setdefault(f"{language} {term}", len(self.numbers))
            if number == len(self.held):
                self.held.append(0)
            self.held[number] += 1
            numbers.append(number)
        self.owners.append(owner)
        self.languages.append(language)
        self.terms.append(numbers)
        self.weights.append(array("f", found.values()))

    def counts(self) -> dict[str, Counts]:
        """By language; without what stands in one text only."""
        held: dict[str, dict[str, int]] = defaultdict(dict)
        for key, number in self.numbers.items():
            if self.held[number] > 1:
                language, _space, term = key.partition(" ")
                held[language][term] = self.held[number]
        return {
            language: Counts(self.languages.count(language), held[language])
            for language in sorted(set(self.languages))
        }

    def weigh(self) -> None:
        """Turn the numbers of times into weights, once all texts are there, and index them."""
        totals = {language: self.languages.count(language) for language in set(self.languages)}
        for text, language in enumerate(self.languages):
            numbers, weights = self.terms[text], self.weights[text]
            for place, number in enumerate(numbers):
                weights[place] *= log(totals[language] / self.held[number])
            length = sqrt(sum(weight * weight for weight in weights)) or 1.0
            for place, number in enumerate(numbers):
                weights[place] /= length
                if 1 < self.held[number] <= VISITED:
                    where, how = self.places.setdefault(number, (array("L"), array("f")))
                    where.append(text)
                    how.append(weights[place])

    def nearest(self, marks: Mapping[int, Vector]) -> Iterator[tuple[int, Scored]]:
        """Of each record those most like it by their texts and marks, best first."""
        texts: dict[int, list[int]] = defaultdict(list)
        for text, owner in enumerate(self.owners):
            texts[owner].append(text)
        for owner, own in texts.items():
            best: dict[int, float] = {}
            for text in own:
                for other, words in self.near(text):
                    best[other] = max(words, best.get(other, 0.0))
            yield owner, ranked(owner, best.items(), marks)

    def near(self, text: int) -> Iterator[tuple[int, float]]:
        """The records of which a text is near to this one, and how near it is."""
        own = dict(zip(self.terms[text], self.weights[text], strict=True))
        near = self.sharing(own)
        near.pop(text, None)
        for other in nlargest(CANDIDATES, near, key=near.__getitem__):
            pairs = zip(self.terms[other], self.weights[other], strict=True)
            words = sum(weight * own[term] for term, weight in pairs if term in own)
            if self.owners[other] != self.owners[text]:
                yield self.owners[other], words

    def sharing(self, own: Mapping[int, float]) -> dict[int, float]:
        """The texts that share the rarest of some terms, and how much these weigh together."""
        found: dict[int, float] = {}
        left = VISITED
        for term in sorted(own, key=self.held.__getitem__):
            if self.held[term] > left:
                break
            where, how = self.places.get(term, ((), ()))
            left -= len(where)
            weight = own[term]
            for other, its in zip(where, how, strict=True):
                found[other] = found.get(other, 0.0) + weight * its
        return found


def ranked(owner: int, near: Iterable[tuple[int, float]], marks: Mapping[int, Vector]) -> Scored:
    """Of records near in their words, those to keep with their scores, best first."""
    own = marks.get(owner, {})
    scored = (
        (other, round(alike(words, cosine(own, marks.get(other, {}))), 4)) for other, words in near
    )
    return nlargest(KEPT, (each for each in scored if each[1] >= LEAST), key=_order)


def _order(scored: tuple[int, float]) -> tuple[float, int]:
    """By score; of the same score, the record that was there first."""
    return scored[1], -scored[0]
