"""How well measures find similar recommendations, on judged pairs: ``-m tests.measures``.

Precision at 1, 5 and 10: how many of the first so many of a ranking are good, on average over the
records from which others are looked for. No ranking reaches 1 where fewer are good.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from recommendations.similarity.scoring import (
    DocumentFrequencies,
    cosine,
    similarity_score,
    term_counts,
    weighted_vector,
    word_runs,
)

ROOT = Path(__file__).parents[1]
PAIRS = tomllib.loads((ROOT / "tests/similar_pairs.toml").read_text(encoding="utf-8"))
RECORDS: list[dict[str, Any]] = PAIRS["record"]

CHINESE = "zh-hans"
DEPTHS = (1, 5, 10)

#: How alike two records are, by their codes.
Measure = Callable[[str, str], float]


class Held:
    """Return what the fixtures hold of each record: its text, and its themes and provisions."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.marks: dict[str, set[str]] = defaultdict(set)
        for name in ("05_recommendations", "06_citations"):
            for row in json.loads((ROOT / f"fixtures/{name}.json").read_text(encoding="utf-8")):
                self.add(row["model"], row["fields"])

    def add(self, model: str, fields: dict[str, Any]) -> None:
        if model.endswith(".recommendationtext"):
            if fields["language"] == CHINESE:
                self.texts[fields["recommendation"][0]] = fields["text"]
        elif model.endswith(".themeassignment"):
            self.marks[fields["recommendation"][0]].add(fields["theme"][0])
        elif model.endswith(".citation") and fields["text"] and fields["provision"]:
            self.marks[fields["text"][0]].add(str(fields["provision"]))


HELD = Held()


def bigrams(text: str) -> Counter[str]:
    """Pairs of characters, wherever no punctuation is between them."""
    return Counter(one + other for one, other in pairwise(text) if (one + other).isalnum())


def without_phrases(text: str) -> Counter[str]:
    """The same without the phrases of the genre."""
    return term_counts(text, CHINESE)


def counted(split: Callable[[str], Counter[str]]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """The terms of each record, and in how many records each term stands."""
    found = {code: split(text) for code, text in HELD.texts.items()}
    return found, Counter(term for each in found.values() for term in each)


def tf_idf(split: Callable[[str], Counter[str]]) -> Measure:
    found, held = counted(split)
    counts = DocumentFrequencies(len(found), held)
    vectors = {code: weighted_vector(each, counts) for code, each in found.items()}
    return lambda one, other: cosine(vectors[one], vectors[other])


def bm25(split: Callable[[str], Counter[str]], k: float = 1.2, b: float = 0.75) -> Measure:
    found, held = counted(split)
    mean = sum(map(Counter.total, found.values())) / len(found)

    def measure(one: str, other: str) -> float:
        shorter = 1 - b + b * found[other].total() / mean
        return sum(
            log(1 + (len(found) - held[term] + 0.5) / (held[term] + 0.5))
            * (times * (k + 1) / (times + k * shorter))
            for term in found[one]
            if (times := found[other][term])
        )

    return measure


def longest_in_common(one: str, other: str) -> float:
    """How long the longest wording is that two records share, phrases of the genre apart."""
    return max(
        (_longest(run, " ".join(word_runs(HELD.texts[other], CHINESE))))
        for run in word_runs(HELD.texts[one], CHINESE)
    )


def _longest(run: str, text: str) -> int:
    best = 0
    for start in range(len(run)):
        while run[start : start + best + 1] in text and start + best < len(run):
            best += 1
    return best


def chosen() -> Measure:
    """Return what the site uses."""
    words = tf_idf(without_phrases)
    counts = DocumentFrequencies(
        len(HELD.texts), Counter(mark for each in HELD.marks.values() for mark in each)
    )
    marks = {
        code: weighted_vector(dict.fromkeys(sorted(HELD.marks[code]), 1), counts)
        for code in HELD.texts
    }
    return lambda one, other: similarity_score(words(one, other), cosine(marks[one], marks[other]))


BASELINE, CHOSEN = "TF-IDF of bigrams", "…, weighed by themes and articles (chosen)"

MEASURES: dict[str, Callable[[], Measure]] = {
    BASELINE: lambda: tf_idf(bigrams),
    "BM25 of bigrams": lambda: bm25(bigrams),
    "BM25, phrases of the genre removed": lambda: bm25(without_phrases),
    "Longest wording in common, phrases removed": lambda: longest_in_common,
    "TF-IDF, phrases of the genre removed": lambda: tf_idf(without_phrases),
    CHOSEN: chosen,
}


@cache
def rankings(name: str) -> dict[str, list[str]]:
    """By the code of each judged record, the ten most like it by a measure."""
    measure = MEASURES[name]()
    return {
        record["code"]: sorted(
            HELD.texts.keys() - {record["code"]},
            key=lambda other: (-round(measure(record["code"], other), 9), other),
        )[: max(DEPTHS)]
        for record in RECORDS
    }


def precision(name: str, records: list[dict[str, Any]]) -> list[float]:
    """At each of the depths, over some of the judged records."""
    ranked = rankings(name)
    return [
        sum(len(set(ranked[each["code"]][:depth]) & each["good"].keys()) for each in records)
        / (depth * len(records))
        for depth in DEPTHS
    ]


def reachable(records: list[dict[str, Any]]) -> list[float]:
    """The same of a ranking that has all that is good first."""
    return [
        sum(min(depth, len(each["good"])) for each in records) / (depth * len(records))
        for depth in DEPTHS
    ]


def table() -> list[str]:
    """Every measure on all records, and on those drawn by lot, as ``docs/DATA.md`` has it."""
    drawn = [record for record in RECORDS if record["drawn"]]
    rows = {name: (precision(name, RECORDS), precision(name, drawn)) for name in MEASURES}
    rows["the best there could be"] = (reachable(RECORDS), reachable(drawn))
    lines = [
        f"| measure | {len(RECORDS)} records: 1 | 5 | 10 | {len(drawn)} drawn: 1 | 5 | 10 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, (every, some) in rows.items():
        lines.append(f"| {name} | {' | '.join(f'{value:.2f}' for value in every + some)} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
