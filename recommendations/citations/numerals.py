"""Numbers as documents print them: numerals, paragraphs of articles, passages."""

from __future__ import annotations

import re
import unicodedata


def to_int(numeral: str) -> int:
    """Return the value of ``16``, ``十六``, ``一百零五`` or ``㈤``."""
    total = ones = 0
    for value in (int(unicodedata.numeric(character)) for character in numeral):
        if value in (10, 100):
            total, ones = total + (ones or 1) * value, 0
        else:
            ones = ones * 10 + value
    return total + ones


def article_pinpoint(paragraph: str | None, item: str | None) -> str:
    """Return ``5``, ``1(e)``, or ``a`` for an item of an article without paragraphs."""
    letter = item.strip("()（）") if item else ""
    if letter and not letter.isascii():
        letter = chr(ord("a") + to_int(letter) - 1)
    number = str(to_int(paragraph)) if paragraph else ""
    return f"{number}({letter})" if number and letter else number or letter


def passages_pinpoint(printed: str) -> str:
    """Return ``第 7 段、第 9 至 10 段和第 26 段`` as ``7, 9-10, 26``."""
    bare = re.sub(r"[第段\s]", "", printed)
    return re.sub(r"[、和]", ", ", re.sub(r"[至–]", "-", bare))


def split_by_number(
    start: int, match: re.Match[str], number: str, group: str = "numbers"
) -> list[tuple[int, int, str]]:
    """Share a match out among the numbers in a group: the first begins it, the last ends it."""
    numbers = list(re.compile(number).finditer(match.string, *match.span(group)))
    starts = [start, *(each.start() for each in numbers[1:])]
    ends = [*(each.end() for each in numbers[:-1]), match.end()]
    return list(zip(starts, ends, (each[0] for each in numbers), strict=True))
