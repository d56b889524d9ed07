"""Numbers as documents print them: numerals, paragraphs of articles, passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise, zip_longest

from recommendations.citations import patterns
from recommendations.texts.numerals import range_members, to_int

TO = re.compile(patterns.TO)
ITEM = re.compile(patterns.ITEM)
#: One passage, or a range of them, as ``passages_pinpoint`` writes it: ``8(a)``, ``9-10``, ``r5``.
PASSAGE = re.compile(
    r"(?P<kind>r?)(?P<first>\d{1,6})(?:\((?P<first_item>[a-z])\))?"
    r"(?:-(?P<last>\d{1,6})?(?:\((?P<last_item>[a-z])\))?)?"
)


def listed_numbers(printed: str) -> list[int]:
    """Return the numbers of a list, of its ranges each member: 1, 2, 3 and 5 of ``一至三和 5``."""
    return _members(list(re.compile(patterns.NUMERAL).finditer(printed)), to_int)


def listed_items(printed: str) -> list[str]:
    """Return the letters of a list of items: a, b and c of ``(a)至(c)`` and of ``㈠、㈡和㈢``."""
    places = _members(list(ITEM.finditer(printed)), item_place)
    return [chr(ord("a") + place - 1) for place in places]


def item_place(item: str) -> int:
    """Return 2 of ``(b)``, ``㈡`` and ``（二）``."""
    letter = item.strip("()（）")
    return ord(letter) - ord("a") + 1 if letter.isascii() else to_int(letter)


def _members(matches: list[re.Match[str]], value: Callable[[str], int]) -> list[int]:
    """Return the values of matches, and of those between which a range is printed."""
    members = [value(matches[0][0])] if matches else []
    for before, each in pairwise(matches):
        number = value(each[0])
        is_range = TO.search(each.string, before.end(), each.start())
        members += range_members(members[-1], number)[1:] if is_range else [number]
    return list(dict.fromkeys(members))


def article_pinpoints(paragraphs: str | None, items: str | None) -> list[str]:
    """Return ``5``, or ``1(d)`` and ``1(e)``, or ``a`` for an item of an article without
    paragraphs; of several paragraphs, items are of the last. Of a whole article, an empty one.
    """
    numbers = [str(each) for each in listed_numbers(paragraphs or "")]
    letters = listed_items(items or "")
    if not numbers:
        return letters or [""]
    *before, last = numbers
    return [*before, *(f"{last}({letter})" for letter in letters)] if letters else numbers


def passages_pinpoint(printed: str) -> str:
    """Return ``第 7 段、第 9 至 10 段和第 26 段`` as ``7, 9-10, 26``."""
    bare = re.sub(r"[第段\s]|paras?\.?|建议", "", printed)
    return re.sub(r"[、和及,]|and", ", ", TO.sub("-", bare))


def recommendations_pinpoint(printed: str) -> str:
    """Return ``1、2 和 5 至 7`` as ``r1, r2, r5-7``."""
    return ", ".join(f"r{each}" for each in passages_pinpoint(printed).split(", "))


def cited_anchors(pinpoint: str) -> list[str]:
    """Return the anchor of every passage of a document: ``p8a`` to ``p8k`` for ``8(a)-(k)``."""
    found = (PASSAGE.match(part) for part in pinpoint.split(", "))
    return [anchor for match in found if match for anchor in _range_anchors(match)]


def _range_anchors(match: re.Match[str]) -> list[str]:
    kind, first = match["kind"] or "p", int(match["first"])
    last = int(match["last"] or first)
    if first == last and match["first_item"]:
        letters = range(
            ord(match["first_item"]), ord(match["last_item"] or match["first_item"]) + 1
        )
        return [f"{kind}{first}{chr(letter)}" for letter in letters]
    first_item, last_item = match["first_item"] or "", match["last_item"] or ""
    numbers = range_members(first, last)
    items = [first_item, *("" for _each in numbers[2:]), last_item]
    return [f"{kind}{number}{item}" for number, item in zip(numbers, items, strict=False)]


def split_by_number(
    start: int,
    match: re.Match[str],
    number: str,
    group: str = "numbers",
    to: re.Pattern[str] = TO,
) -> list[tuple[int, int, str]]:
    """Share a match out among the numbers in a group: the first begins it, the last ends it.

    The members of a range that are not printed have the words from its first to its last; ``to``
    is what stands between those.
    """
    numbers = list(re.compile(number).finditer(match.string, *match.span(group)))
    starts = [start, *(each.start() for each in numbers[1:])]
    ends = [*(each.end() for each in numbers[:-1]), match.end()]
    printed = list(zip(starts, ends, (each[0] for each in numbers), strict=True))
    return [*with_ranges(printed, match.string, to)]


def with_ranges(
    printed: list[tuple[int, int, str]], text: str, to: re.Pattern[str] = TO
) -> Iterator[tuple[int, int, str]]:
    """Yield numbers with their words, and after the first of each range those not printed."""
    for each, following in zip_longest(printed, printed[1:]):
        yield each
        if following and to.search(text, each[1], following[0]):
            members = range_members(to_int(each[2]), to_int(following[2]))
            yield from ((each[0], following[1], str(number)) for number in members[1:-1])
