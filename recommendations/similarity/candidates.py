"""Candidates for similarity: the texts nearest to each, without comparing all with all.

Similar texts have rare words in common, so only texts that share some are compared: those that have
the rarest words of a text, until ``VISITED`` occurrences have been visited. In a small collection
that is every word.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from heapq import nlargest
from math import sqrt

from recommendations.similarity.scoring import (
    LEAST,
    DocumentFrequencies,
    Vector,
    cosine,
    similarity_score,
)
from smuggling_kb.preference import SOURCE

#: Occurrences of words that are visited for one text.
VISITED = 2500
#: Texts that are compared completely with one.
CANDIDATES = 60
#: Candidates kept of each record: more than are shown, as some are not to be shown.
KEPT = 12

Scored = list[tuple[int, float]]


class TextVectors:
    """Texts as vectors, in arrays: 270,000 texts are some 600 MB."""

    def __init__(self) -> None:
        self.owners = array("q")
        self.languages: list[str] = []
        self.numbers: dict[str, int] = {}
        self.text_counts = array("L")
        self.terms: list[array[int]] = []
        self.weights: list[array[float]] = []
        self.places: dict[int, tuple[array[int], array[float]]] = {}

    def __len__(self) -> int:
        return len(self.owners)

    def add(self, owner: int, language: str, found: Mapping[str, int]) -> None:
        """Add a text of a record; terms of different languages are never the same."""
        numbers = array("L")
        for term in found:
            number = self.numbers.setdefault(f"{language} {term}", len(self.numbers))
            if number == len(self.text_counts):
                self.text_counts.append(0)
            self.text_counts[number] += 1
            numbers.append(number)
        self.owners.append(owner)
        self.languages.append(language)
        self.terms.append(numbers)
        self.weights.append(array("f", found.values()))

    def frequencies(self) -> dict[str, DocumentFrequencies]:
        """Return frequencies by language, without terms that only one text has."""
        held: dict[str, dict[str, int]] = defaultdict(dict)
        for key, number in self.numbers.items():
            if self.text_counts[number] > 1:
                language, _space, term = key.partition(" ")
                held[language][term] = self.text_counts[number]
        return {
            language: DocumentFrequencies(self.languages.count(language), held[language])
            for language in sorted(set(self.languages))
        }

    def weigh(self, frequencies: Mapping[str, DocumentFrequencies] | None = None) -> None:
        """Turn counts into weights, once all texts are added, and index them by term.

        Terms weigh by how many of these texts have them, or of others if ``frequencies`` are
        given; texts in languages that those lack have no weight.
        """
        term_weights, shared = self.weights_of_terms(frequencies or self.frequencies())
        for text in range(len(self)):
            numbers, weights = self.terms[text], self.weights[text]
            for place, number in enumerate(numbers):
                weights[place] *= term_weights[number]
            length = sqrt(sum(weight * weight for weight in weights)) or 1.0
            for place, number in enumerate(numbers):
                weights[place] /= length
                if number in shared and self.text_counts[number] <= VISITED:
                    where, how = self.places.setdefault(number, (array("L"), array("f")))
                    where.append(text)
                    how.append(weights[place])

    def weights_of_terms(
        self, frequencies: Mapping[str, DocumentFrequencies]
    ) -> tuple[array[float], set[int]]:
        """Return the weight of each term by its number, and the terms that several texts have."""
        none = DocumentFrequencies(1, {})
        weights, shared = array("d"), set[int]()
        for key, number in self.numbers.items():
            language, _space, term = key.partition(" ")
            held = frequencies.get(language, none)
            weights.append(held.weight(term))
            if term in held.by_term:
                shared.add(number)
        return weights, shared

    def nearest_records(
        self, marks: Mapping[int, Vector], owners: Set[int] | None = None
    ) -> Iterator[tuple[int, Scored]]:
        """Yield each record with those nearest to it by their texts and marks, best first.

        Of all records, or of some.
        """
        texts: dict[int, list[int]] = defaultdict(list)
        for text, owner in enumerate(self.owners):
            if owners is None or owner in owners:
                texts[owner].append(text)
        pairs = zip(self.owners, self.languages, strict=True)
        translated = {owner for owner, language in pairs if language == SOURCE}
        for owner, own in texts.items():
            best: dict[int, float] = {}
            for text in own:
                for other, words in self._records_near_by(text, translated):
                    best[other] = max(words, best.get(other, 0.0))
            yield owner, rank_candidates(owner, best.items(), marks)

    def _records_near_by(self, text: int, translated: Set[int]) -> Iterator[tuple[int, float]]:
        """Yield the same as ``near_records``, of a translation those without a Chinese text alone.

        Records that are held in Chinese, ``translated``, are as near as their Chinese texts are.
        """
        if self.languages[text] == SOURCE or self.owners[text] not in translated:
            yield from self.near_records(text)
        elif len(translated) < len(set(self.owners)):
            near = self.near_records(text)
            yield from ((other, words) for other, words in near if other not in translated)

    def near_records(self, text: int) -> Iterator[tuple[int, float]]:
        """Yield the records of texts near to this one, with their cosines."""
        own = dict(zip(self.terms[text], self.weights[text], strict=True))
        near = self.texts_sharing(own)
        near.pop(text, None)
        for other in nlargest(CANDIDATES, near, key=near.__getitem__):
            pairs = zip(self.terms[other], self.weights[other], strict=True)
            words = sum(weight * own[term] for term, weight in pairs if term in own)
            if self.owners[other] != self.owners[text]:
                yield self.owners[other], words

    def texts_sharing(self, own: Mapping[int, float]) -> dict[int, float]:
        """Return the texts that share the rarest of some terms, with the weight of these."""
        found: dict[int, float] = {}
        left = VISITED
        for term in sorted(own, key=self.text_counts.__getitem__):
            if self.text_counts[term] > left:
                break
            where, how = self.places.get(term, ((), ()))
            left -= len(where)
            weight = own[term]
            for other, its in zip(where, how, strict=True):
                found[other] = found.get(other, 0.0) + weight * its
        return found


def rank_candidates(
    owner: int, near: Iterable[tuple[int, float]], marks: Mapping[int, Vector]
) -> Scored:
    """Return those to keep of records near in their words, with their scores, best first."""
    own = marks.get(owner, {})
    scored = (
        (other, round(similarity_score(words, cosine(own, marks.get(other, {}))), 4))
        for other, words in near
    )
    return nlargest(KEPT, (each for each in scored if each[1] >= LEAST), key=_order)


def _order(scored: tuple[int, float]) -> tuple[float, int]:
    """Sort by score; of equal scores, the record that was there first."""
    return scored[1], -scored[0]
