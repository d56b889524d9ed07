"""Frequent words and phrases, learned from the texts themselves.

Chinese puts no spaces between words. What is said in several records, with different characters
before and after it, is taken for a word or a phrase: a part of a longer one, such as 运移民 of
偷运移民, has the same character before it wherever it stands. Of other scripts, words are words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from smuggling_kb.chinese import HAN

#: The characters of a Chinese word or phrase.
SHORTEST, LONGEST = 2, 8
#: Texts that hold a phrase at least.
FEWEST = 2
#: As many phrases are kept, those that are said most often, and as many words.
MOST = 3000
#: A phrase is no part of a longer one unless so much of it stands elsewhere.
ELSEWHERE = 1 / 3
#: Characters that join words or begin another part of a sentence.
JOINING = frozenset(
    "的地得和与及或在对为其以于之是并等了中应当请可由从向被将所而各该此本这那有个些就也还但如若使第"
)
#: Of these, those that seldom belong to a word.
PARTICLES = frozenset("的和与及或在对")
#: Those between two words that may make a phrase together.
PARTING = re.compile("[和与及或应]")
RUN = re.compile(f"[{HAN}]{{{SHORTEST},}}")
WORD = re.compile(rf"(?<![^\W{HAN}])[^\W\d_{HAN}][^\W_{HAN}]*(?:-[^\W_{HAN}]+)*(?![^\W{HAN}])")


def frequent_words(texts: Iterable[str]) -> Counter[str]:
    """Count the texts that contain each word, in scripts that put spaces between words."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update({word for word in WORD.findall(text) if len(word) > 1})
    return Counter(dict(found.most_common(MOST)))


def frequent_phrases(texts: Iterable[str]) -> Counter[str]:
    """Count the folded texts that contain each Chinese word and phrase."""
    counts = _repeated_parts([RUN.findall(text) for text in texts])
    longer = _longer_counts(counts)
    kept = {
        phrase: count
        for phrase, count in counts.items()
        if len(phrase) <= LONGEST
        and _is_whole(phrase)
        and longer.get(phrase, 0) <= count * (1 - ELSEWHERE)
    }
    return Counter(dict(Counter(kept).most_common(MOST)))


def _repeated_parts(runs: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return what several texts contain, with their number; the shorter first."""
    found: dict[str, int] = {}
    for length in range(SHORTEST, LONGEST + 2):
        counts: Counter[str] = Counter()
        for each in runs:
            counts.update(
                {run[at : at + length] for run in each for at in range(len(run) - length + 1)}
            )
        repeated = {part: count for part, count in counts.items() if count >= FEWEST}
        if not repeated:
            break
        found |= repeated
    return found


def _longer_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Return for each part the number of texts with its most frequent longer form."""
    found: dict[str, int] = {}
    for part, count in counts.items():
        for inner, outer in ((part[1:], part[0]), (part[:-1], part[-1])):
            if outer not in PARTICLES and count > found.get(inner, 0):
                found[inner] = count
    return found


def _is_whole(phrase: str) -> bool:
    return (
        phrase[0] not in JOINING
        and phrase[-1] not in JOINING
        and all(len(part) > 1 for part in PARTING.split(phrase))
    )
