"""Where two wordings differ: what stayed, what went and what came in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from smuggling_kb.chinese import HAN

#: A Chinese character, a word or number, white space, or any other character.
TOKEN = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|.")

#: Letters, digits and Chinese characters; not punctuation or white space.
LETTER = re.compile(r"\w")

#: What stayed between two changes is told apart from them if it has so many letters. A single
#: Chinese character is as a rule part of a word that changed, as in 交流 and 交换.
ISLAND = 2

#: About so many words are looked at, which takes half a second; what would need more counts as
#: replaced. It is plenty for prose of 5,000 characters, but not for one word said again and again.
PATIENCE = 2_000_000


@dataclass(frozen=True)
class Change:
    """A passage of two wordings: ``went`` and ``came`` differ, ``stayed`` follows in both."""

    went: str
    came: str
    stayed: str


def changes(was: str, now: str) -> list[Change]:
    """From one wording to the other, from beginning to end; nothing of two empty ones.

    All ``went`` and ``stayed`` in turn are ``was``, all ``came`` and ``stayed`` are ``now``.
    """
    return list(_joined(_aligned(TOKEN.findall(was), TOKEN.findall(now))))


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """By the longest runs of words that both have, those before and after them likewise."""
    went, came = 0, 0
    for match in (*_runs(old, new), Match(len(old), len(new), 0)):
        before = "".join(old[went : match.a]), "".join(new[came : match.b])
        stayed = "".join(new[match.b : match.b + match.size])
        if any(before) or stayed:
            yield Change(*before, stayed)
        went, came = match.a + match.size, match.b + match.size


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The runs of words that stayed, in order: first what both begin and end with."""
    head = _common(zip(old, new, strict=False))
    most = min(len(old), len(new)) - head
    tail = min(most, _common(zip(reversed(old), reversed(new), strict=False)))
    ends = len(old) - tail, len(new) - tail
    between = _runs_between(old[head : ends[0]], new[head : ends[1]])
    found = [
        Match(0, 0, head),
        *(Match(head + run.a, head + run.b, run.size) for run in between),
        Match(*ends, tail),
    ]
    return [run for run in found if run.size]


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many words are the same before the first that is not."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _runs_between(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The longest run of words, then those before it and after it, as long as patience lasts."""
    # White space stays where what is beside it does.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    held = Counter(new)
    cost = sum(held[token] for token in old if not token.isspace()) / max(len(old), 1)
    patience: float = PATIENCE
    found, left = [], [(0, len(old), 0, len(new))]
    while left:
        start, end, new_start, new_end = left.pop()
        patience -= cost * (end - start)
        if patience < 0 or start == end or new_start == new_end:
            continue
        run = matcher.find_longest_match(start, end, new_start, new_end)
        if run.size:
            found.append(run)
            left.append((start, run.a, new_start, run.b))
            left.append((run.a + run.size, end, run.b + run.size, new_end))
    return sorted(found)


def _joined(found: Iterable[Change]) -> Iterator[Change]:
    """The changes, those made one that too little stands between."""
    pending: Change | None = None
    for change in found:
        if pending is not None and _stands(pending):
            yield pending
            pending = None
        pending = change if pending is None else _one(pending, change)
    if pending is not None:
        yield pending


def _stands(change: Change) -> bool:
    """Whether what stayed after a change stands by itself, as the beginning of a wording does."""
    return not (change.went or change.came) or len(LETTER.findall(change.stayed)) >= ISLAND


def _one(first: Change, second: Change) -> Change:
    """Two changes as one, with what stayed between them."""
    return Change(
        first.went + first.stayed + second.went,
        first.came + first.stayed + second.came,
        second.stayed,
    )
