"""Text as search compares it, each folded character knowing the printed ones it came from.

One character after the other, whatever stands around it: width, case and accents are folded,
traditional Chinese characters become simplified ones, decimal digits of any script 0 to 9, and
what prints nothing is dropped. Then white space goes that stands between Chinese characters or
between them and digits: ``第 16 条`` and ``第16条`` fold to the same. Other white space becomes
one space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recommendations.texts.simplified import SIMPLIFIED
from smuggling_kb.chinese import HAN

#: White space that says nothing, in text where every white space is a space already.
IDLE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}0-9])|(?<=[0-9]) +(?=[{HAN}])|^ +| +$| (?= )")
#: The same, where no two spaces stand side by side; looked for by its space, which is faster.
IDLE_SPACE = re.compile(rf" (?:(?<=[{HAN}] )(?=[{HAN}0-9])|(?<=[0-9] )(?=[{HAN}]))")
#: Letters that are others with a stroke or a tail, which Unicode does not take apart.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
#: Classes of marks that make another letter rather than an accent: nukta, kana voicing, virama.
LETTERS = {0, 7, 8, 9}
#: Categories of what shows nothing by itself (controls, formats), and marks that do not either.
UNSEEN = {"Cc", "Cf"}
UNSEEN_MARKS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
#: Joins emoji to one.
JOINER = "\u200d"

Span = tuple[int, int]


@dataclass(frozen=True)
class Folded:
    """Folded text; ``places[i]`` is where its character ``i`` stands in the printed text."""

    text: str
    places: tuple[Span, ...]

    def printed(self, start: int, end: int) -> Span:
        """The part of the printed text that a part of the folded one came from."""
        return self.places[start][0], self.places[end - 1][1]


#: Characters of a text that is worth remembering: places take a hundred times as much.
REMEMBERED = 500
#: Where the characters of such a text stand if each folded to one and no space was dropped.
UNMOVED = tuple((at, at + 1) for at in range(REMEMBERED))


def fold(printed: str) -> Folded:
    """The text folded; what it is depends on the text alone, so short ones are remembered."""
    return _remembered(printed) if len(printed) <= REMEMBERED else _folded(printed)


@lru_cache(maxsize=512)
def _remembered(printed: str) -> Folded:
    return _folded(printed)


def _folded(printed: str) -> Folded:
    if not all(map(_is_one_for_one, set(ODD.findall(printed)))):
        return _traced(printed)
    spaced = ODD.sub(_match, printed)
    idle = {index for match in IDLE.finditer(spaced) for index in range(*match.span())}
    if not idle and len(spaced) <= REMEMBERED:
        return Folded(spaced, UNMOVED[: len(spaced)])
    kept = [index for index in range(len(spaced)) if index not in idle]
    return Folded("".join(map(spaced.__getitem__, kept)), tuple((at, at + 1) for at in kept))


@lru_cache(maxsize=16384)
def _is_one_for_one(character: str) -> bool:
    """Whether it stands alone and folds to one character: then only spaces can be dropped."""
    return len(_character(character)) == 1 and not _goes_on(character)


def _traced(printed: str) -> Folded:
    """The text folded character by character, where it becomes longer or shorter."""
    found = [
        (folded, place)
        for place in clusters(printed)
        for character in printed[slice(*place)]
        for folded in _character(character)
    ]
    spaced = "".join(character for character, _place in found)
    idle = {index for match in IDLE.finditer(spaced) for index in range(*match.span())}
    kept = [item for index, item in enumerate(found) if index not in idle]
    return Folded(
        "".join(character for character, _place in kept), tuple(place for _character, place in kept)
    )


def fold_text(printed: str) -> str:
    """``fold(printed).text``, fast: it touches only what folding changes."""
    text = printed.lower() if printed.isascii() else printed.replace("，", ",")
    text = ODD.sub(_match, text)
    if " " not in text:
        return text
    if "  " in text:
        text = re.sub("  +", " ", text)
    return IDLE_SPACE.sub("", text.strip(" "))


def clusters(text: str) -> Iterator[Span]:
    """What a reader takes for one character each: a character and the marks on it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (_goes_on(text[end]) or text[end - 1] == JOINER):
            yield start, end
            start = end


def _goes_on(character: str) -> bool:
    """Whether a character belongs to the one before."""
    return character == JOINER or unicodedata.category(character).startswith("M")


@lru_cache(maxsize=16384)
def _character(character: str) -> str:
    """What one character folds to; nothing of one that is dropped."""
    if character.isspace():
        return " "
    taken_apart = unicodedata.normalize("NFKD", character).casefold().translate(STROKES)
    return "".join(
        _simple(each) for each in unicodedata.normalize("NFKD", taken_apart) if _is_kept(each)
    )


def _simple(character: str) -> str:
    if character.isspace():
        return " "
    digit = unicodedata.decimal(character, None)
    return SIMPLIFIED.get(character, character) if digit is None else str(digit)


def _is_kept(character: str) -> bool:
    """Whether it is seen, and is no accent."""
    if character.isspace():
        return True
    return not (
        unicodedata.category(character) in UNSEEN
        or UNSEEN_MARKS.match(character)
        or unicodedata.combining(character) not in LETTERS
    )


def _match(match: re.Match[str]) -> str:
    return _character(match[0])


def _plain() -> str:
    """The most frequent characters that fold to themselves."""
    ideographs = map(chr, range(0x4E00, 0x9FFF))
    unchanged = "".join(each for each in ideographs if each not in SIMPLIFIED)
    return rf"\x20-\x40\x5b-\x7e。、《》〈〉“”‘’·{unchanged}"


#: Every character that folding may change.
ODD = re.compile(f"[^{_plain()}]")
