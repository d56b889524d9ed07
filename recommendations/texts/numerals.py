"""Numerals, Chinese or Arabic, and ranges of numbers."""

from __future__ import annotations

import re
import unicodedata

#: The ordinal numbers of English in words, from the first to the twentieth.
ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
#: The characters of Chinese numerals.
HAN_NUMERALS = "〇零一二三四五六七八九十百"
#: The most members of a range. What seems to be a longer one gives its first and its last alone.
LONGEST_RANGE = 100

_DIGITS = "〇一二三四五六七八九"
#: A number with the word that it counts: 第十条, 第2次, 二〇二〇年.
_NUMBERED = re.compile(
    rf"第(?P<ordinal>[0-9]{{1,3}}|[{HAN_NUMERALS}]{{1,7}})(?=[条款段项次届章号])"
    rf"|(?P<year>(?<![0-9])[12][0-9]{{3}}|[一二][{_DIGITS}零]{{3}})(?=年)"
)


def to_int(numeral: str) -> int:
    """Return the value of ``16``, ``十六``, ``一百零五`` or ``㈤``."""
    total = ones = 0
    for value in (int(unicodedata.numeric(character)) for character in numeral):
        if value in (10, 100):
            total, ones = total + (ones or 1) * value, 0
        else:
            ones = ones * 10 + value
    return total + ones


def han_numeral(number: int) -> str:
    """Return ``十六`` for 16, ``一百零五`` for 105; of numbers below 1,000."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        words += "零"
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    return words + (_DIGITS[ones] if ones or not number else "")


def range_members(first: int, last: int) -> list[int]:
    """Return all from the first to the last; of what is no range or an absurd one, the two."""
    if first < last < first + LONGEST_RANGE:
        return list(range(first, last + 1))
    return list(dict.fromkeys((first, last)))


def numeral_variants(text: str) -> list[str]:
    """Return a text with its numbers in the other numerals: ``第2次会议`` for ``第二次会议``.

    Empty if it numbers nothing.
    """
    variants = (_NUMBERED.sub(form, text) for form in (_in_figures, _in_han))
    return [each for each in dict.fromkeys(variants) if each != text]


def _in_figures(match: re.Match[str]) -> str:
    if match["ordinal"]:
        return f"第{to_int(match['ordinal'])}"
    return "".join(str(to_int(each)) for each in match["year"])


def _in_han(match: re.Match[str]) -> str:
    if match["ordinal"]:
        return f"第{han_numeral(to_int(match['ordinal']))}"
    return "".join(_DIGITS[to_int(each)] for each in match["year"])
