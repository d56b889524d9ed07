"""The differences of two wordings: what is unchanged, removed and added."""

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

#: Unchanged text between two changes stays apart from them if it has so many letters. A single
#: Chinese character is as a rule part of a word that changed, as in 交流 and 交换.
MIN_UNCHANGED = 2

#: About so many words are looked at, which takes half a second; text that would need more counts
#: as replaced. It suffices for prose of 5,000 characters, but not for one word repeated throughout.
PATIENCE = 2_000_000


@dataclass(frozen=True)
class WordingChange:
    """A passage of two wordings: ``removed`` and ``added`` differ, ``unchanged`` follows both."""

    removed: str
    added: str
    unchanged: str


def wording_changes(was: str, now: str) -> list[WordingChange]:
    """Return the changes from one wording to another; none between two empty ones.

    All ``removed`` and ``unchanged`` in turn are ``was``, all ``added`` and ``unchanged`` ``now``.
    """
    return list(_merge_close_changes(_align(TOKEN.findall(was), TOKEN.findall(now))))


def _align(old: Sequence[str], new: Sequence[str]) -> Iterator[WordingChange]:
    """Align words by the longest runs that both have, those before and after them likewise."""
    removed, added = 0, 0
    for match in (*_common_runs(old, new), Match(len(old), len(new), 0)):
        before = "".join(old[removed : match.a]), "".join(new[added : match.b])
        unchanged = "".join(new[match.b : match.b + match.size])
        if any(before) or unchanged:
            yield WordingChange(*before, unchanged)
        removed, added = match.a + match.size, match.b + match.size


def _common_runs(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return the runs of unchanged words, in order: first what both begin and end with."""
    head = _count_common(zip(old, new, strict=False))
    most = min(len(old), len(new)) - head
    tail = min(most, _count_common(zip(reversed(old), reversed(new), strict=False)))
    ends = len(old) - tail, len(new) - tail
    between = _common_runs_between(old[head : ends[0]], new[head : ends[1]])
    found = [
        Match(0, 0, head),
        *(Match(head + run.a, head + run.b, run.size) for run in between),
        Match(*ends, tail),
    ]
    return list(_join_adjacent(found))


def _join_adjacent(runs: Iterable[Match]) -> Iterator[Match]:
    """Join runs that follow each other in both; those found end at white space."""
    pending = Match(0, 0, 0)
    for run in runs:
        if (run.a, run.b) == (pending.a + pending.size, pending.b + pending.size):
            pending = pending._replace(size=pending.size + run.size)
        else:
            yield pending
            pending = run
    yield pending


def _count_common(pairs: Iterable[tuple[str, str]]) -> int:
    """Return the number of words that are the same before the first that is not."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _common_runs_between(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return the longest run, then those before and after it, within ``PATIENCE``."""
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


def _merge_close_changes(found: Iterable[WordingChange]) -> Iterator[WordingChange]:
    """Merge changes that too little unchanged text stands between."""
    pending: WordingChange | None = None
    for change in found:
        if pending is not None and _stands_apart(pending):
            yield pending
            pending = None
        pending = change if pending is None else _merge(pending, change)
    if pending is not None:
        yield pending


def _stands_apart(change: WordingChange) -> bool:
    """Tell whether the unchanged text after a change is long enough to stay apart."""
    return (
        not (change.removed or change.added)
        or len(LETTER.findall(change.unchanged)) >= MIN_UNCHANGED
    )


def _merge(first: WordingChange, second: WordingChange) -> WordingChange:
    """Return two changes as one, with the unchanged text between them."""
    return WordingChange(
        first.removed + first.unchanged + second.removed,
        first.added + first.unchanged + second.added,
        second.unchanged,
    )
