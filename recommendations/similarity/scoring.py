"""Scores of similarity: rare words in common, weighted by what else two recommendations share.

Words are compared without the phrases of the genre (缔约国应当考虑…), which every recommendation
has; Chinese by pairs of characters. What else they share are themes and treaty provisions: with
all of them in common, words count twice what they count with none. `docs/DATA.md` has how well
this does, beside other measures, on pairs that were judged by reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

from smuggling_kb.chinese import HAN
from smuggling_kb.preference import SOURCE

#: To be counted on when anything here changes what scores come out: stored ones are then stale.
MEASURE = 1

#: Below that, fewer than half of the pairs that were judged by reading are good.
LEAST = 0.05

Vector = Mapping[str, float]

#: What every recommendation has: who is spoken to, the modal word, forms of the genre, what all of
#: it is about, particles.
GENRE = (
    "各缔约国|缔约国|会员国|各国|国家",
    "应当考虑到|应当考虑|应当|应考虑|可考虑|不妨考虑|不妨|考虑|鼓励|促请|吁请|建议",
    "酌情|根据|依照|本国|国内法|国内|立法|包括|特别是|尤其是|以便|从而|例如|认识到|为此|通过",
    "有关|相关|方面|问题|适当|必要|有效|采取|措施|加强|促进|确保|建立|利用|开展|进行|继续|实施",
    "支持|应对|提供|努力|打击|预防|防止",
    "偷运移民议定书|有组织犯罪公约|议定书|公约|被偷运移民|偷运移民|偷运|移民|行为",
    "的|和|与|及|或|等|并|其",
)
LONGEST_FIRST = sorted("|".join(GENRE).split("|"), key=len, reverse=True)
PHRASES = {SOURCE: re.compile("|".join(LONGEST_FIRST))}

#: Words: Chinese ones are not told apart, so all that stands between two breaks.
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
CHINESE = re.compile(f"[{HAN}]")


def word_runs(text: str, language: str) -> list[str]:
    """Return what a text says beside the phrases of the genre, folded, in its order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    phrases = PHRASES.get(language)
    return RUN.findall(phrases.sub(" ", folded) if phrases else folded)


def term_counts(text: str, language: str) -> Counter[str]:
    """Count what is compared: pairs of Chinese characters, and other words."""
    found: Counter[str] = Counter()
    for run in word_runs(text, language):
        if CHINESE.match(run) and len(run) > 1:
            found.update(run[start : start + 2] for start in range(len(run) - 1))
        else:
            found[run] += 1
    return found


@dataclass(frozen=True)
class DocumentFrequencies:
    """The number of texts or records that have a term; one of those not named."""

    total: int
    by_term: Mapping[str, int]

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term; 0 if all have it."""
        return max(0.0, log(max(self.total, 1) / self.by_term.get(term, 1)))


def weighted_vector(found: Mapping[str, int], counts: DocumentFrequencies) -> dict[str, float]:
    """Return terms with their weights, of length 1; empty if none has any."""
    weights = {term: times * counts.weight(term) for term, times in found.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items() if weight}


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine: from 0, nothing in common, to 1, the same."""
    less, more = sorted((one, other), key=len)
    return sum(weight * more[term] for term, weight in less.items() if term in more)


def similarity_score(words: float, marks: float) -> float:
    """Return the score, 0 to 1, from the cosines of words and of other marks."""
    return words * (1 + marks) / 2
