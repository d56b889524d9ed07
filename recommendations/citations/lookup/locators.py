"""Lists of places as citations write them: ``7, 9-10 and 26``, ``61 (a)-(d)``.

list = place {join place}       place = number [letters]
letters = "(b)" {join "(d)"} | "b"
join = "," | "and" | "、" | … each of them      | "-" | "to" | "至" | … all between, too
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recommendations.citations.lookup.typed_citation import Locator, deduplicate

#: The most places that one citation names; of a longer range its ends alone are read.
MOST = 100

NUMBER = r"\d{1,3}(?!\d)"
LETTER = r"\s?\(\s?[a-z]{1,2}\s?\)"
AND = r"(?:\s?[,;、،&]\s?(?:and\s)?|\s(?:and|et|y|e|и)\s|\sو\s?|\s?(?:和|与|及|以及)\s?)"
TO = r"(?:\s?-\s?|\s(?:to|through|à|al?|по|إلى)\s|\s?[至到]\s?)"
JOIN = rf"(?:{TO}|{AND})"
LETTERS = rf"(?:{LETTER}(?:{JOIN}{LETTER})*+|(?-i:[a-z](?![a-zA-Z])))"
LIST = rf"{NUMBER}{LETTERS}?(?:{JOIN}第?{NUMBER}{LETTERS}?)*+"

PART = re.compile(
    rf"(?P<number>\d+)|\(\s?(?P<item>[a-z]{{1,2}})\s?\)|(?P<to>{TO})|(?P<and>{AND})|(?P<bare>[a-z])",
    re.IGNORECASE,
)


def parse_locators(kind: str, words: str, letters: str = "") -> tuple[Locator, ...]:
    """Return the places of a list; ``letters`` are of the last of them, said apart from it."""
    return deduplicate(_read_locators(kind, f"{words} {letters}" if letters else words))[:MOST]


def _read_locators(kind: str, words: str) -> list[Locator]:
    found: list[Locator] = []
    ranging = False
    for part in PART.finditer(words):
        if part["to"]:
            ranging = True
        elif part["number"]:
            locator = Locator(kind, int(part["number"]))
            found += _numbers(found[-1], locator) if ranging and found else [locator]
            ranging = False
        elif (letter := (part["item"] or part["bare"] or "").lower()) and found:
            last = found[-1]
            locator = Locator(kind, last.number, letter)
            if ranging:
                found += _letters(last, locator)
            elif last.letter:
                found.append(locator)
            else:
                found[-1] = locator
            ranging = False
    return found


def _numbers(first: Locator, last: Locator) -> Iterator[Locator]:
    """Yield what follows the first, up to the last."""
    between = range(first.number + 1, last.number)
    if not first.letter and len(between) < MOST:
        yield from (Locator(first.kind, number) for number in between)
    yield last


def _letters(first: Locator, last: Locator) -> Iterator[Locator]:
    if len(first.letter) == len(last.letter) == 1:
        between = range(ord(first.letter) + 1, ord(last.letter))
        yield from (Locator(last.kind, last.number, chr(letter)) for letter in between)
    yield last
