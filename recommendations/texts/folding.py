"""Text as search compares it, each folded character with the place of the printed ones.

One character after the other, whatever stands around it: width, case and accents are folded, and
the variants of dashes, apostrophes and dots; radicals become the ideographs that they look like,
traditional Chinese characters simplified ones, decimal digits of any script 0 to 9, and what prints
nothing is dropped. In Arabic the forms of alef, ya and ta marbuta that people write for one
another are one, as are carriers of hamza and the letters that they look like; the line that only
stretches words goes. Cyrillic й is a letter of its own, ё is not.

Then white space goes that stands between Chinese characters or between them and digits:
``第 16 条`` and ``第16条`` fold to the same. Other white space becomes one space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recommendations.texts.simplified import SIMPLIFIED
from smuggling_kb.characters import equivalent_ideograph
from smuggling_kb.chinese import HAN

#: White space that says nothing, in text where every white space is a space already.
IDLE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}0-9])|(?<=[0-9]) +(?=[{HAN}])|^ +| +$| (?= )")
#: The same, where no two spaces stand side by side; looked for by its space, which is faster.
IDLE_SPACE = re.compile(rf" (?:(?<=[{HAN}] )(?=[{HAN}0-9])|(?<=[0-9] )(?=[{HAN}]))")
#: Letters that are others with a stroke or a tail, which Unicode does not take apart.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
#: Variants of punctuation: print has ``COVID‑19`` and ``children’s``, keyboards have not.
PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―⁃−⸺⸻﹘﹣－", "-"),
        **dict.fromkeys("‘’‚‛′ʹʼˈ`´＇", "'"),
        **dict.fromkeys("“”„‟″«»〝〞＂", '"'),
        **dict.fromkeys("•‧∙⋅・･", "·"),
        **dict.fromkeys("∕⁄", "/"),
    }
)
#: Arabic letters that are written for one another: alef, ya and ta marbuta in their forms, and the
#: kaf and ya of Persian keyboards. Hamza above or below a letter is a mark, dropped as accents are.
ARABIC = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""})
#: A letter that Unicode takes apart and people do not: as one character or as two.
SHORT_I, BREVE = "й", "\u0306"
#: Classes of marks that make another letter rather than an accent: nukta, kana voicing, virama.
LETTERS = {0, 7, 8, 9}
#: Categories of what shows nothing by itself (controls, formats), and marks that do not either.
UNSEEN = {"Cc", "Cf"}
UNSEEN_MARKS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
#: Joins emoji to one.
JOINER = "\u200d"

Span = tuple[int, int]


@dataclass(frozen=True)
class FoldedText:
    """Folded text; ``places[i]`` is where its character ``i`` stands in the printed text."""

    text: str
    places: tuple[Span, ...]

    def printed_span(self, start: int, end: int) -> Span:
        """Return the part of the printed text that a part of the folded one came from."""
        return self.places[start][0], self.places[end - 1][1]


#: The longest text that is cached, in characters: places take a hundred times as much.
MAX_CACHED = 500
#: Where the characters of such a text stand if each folded to one and no space was dropped.
UNMOVED = tuple((at, at + 1) for at in range(MAX_CACHED))


def fold(printed: str) -> FoldedText:
    """Return the folded text; it depends on the text alone, so short ones are cached."""
    return _fold_cached(printed) if len(printed) <= MAX_CACHED else _fold(printed)


@lru_cache(maxsize=512)
def _fold_cached(printed: str) -> FoldedText:
    return _fold(printed)


def _fold(printed: str) -> FoldedText:
    if not all(map(_is_one_for_one, set(ODD.findall(printed)))):
        return _fold_by_character(printed)
    spaced = ODD.sub(_fold_match, printed)
    idle = {index for match in IDLE.finditer(spaced) for index in range(*match.span())}
    if not idle and len(spaced) <= MAX_CACHED:
        return FoldedText(spaced, UNMOVED[: len(spaced)])
    kept = [index for index in range(len(spaced)) if index not in idle]
    return FoldedText("".join(map(spaced.__getitem__, kept)), tuple((at, at + 1) for at in kept))


@lru_cache(maxsize=16384)
def _is_one_for_one(character: str) -> bool:
    """Tell whether it stands alone and folds to one character: then only spaces can be dropped."""
    return len(_fold_character(character)) == 1 and not _continues_cluster(character)


def _fold_by_character(printed: str) -> FoldedText:
    """Fold a text that becomes longer or shorter."""
    found = [
        (folded, place)
        for place in clusters(printed)
        for folded in ODD.sub(_fold_match, _compose_short_i(printed[slice(*place)]))
    ]
    spaced = "".join(character for character, _place in found)
    idle = {index for match in IDLE.finditer(spaced) for index in range(*match.span())}
    kept = [item for index, item in enumerate(found) if index not in idle]
    return FoldedText(
        "".join(character for character, _place in kept), tuple(place for _character, place in kept)
    )


def fold_text(printed: str) -> str:
    """Return ``fold(printed).text``, faster: only what folding changes is touched."""
    text = printed.lower() if printed.isascii() else printed.replace("，", ",")
    text = ODD.sub(_fold_match, _compose_short_i(text))
    if " " not in text:
        return text
    if "  " in text:
        text = re.sub("  +", " ", text)
    return IDLE_SPACE.sub("", text.strip(" "))


def _compose_short_i(text: str) -> str:
    """Return a text with й as one character where it is two."""
    if BREVE not in text:
        return text
    return text.replace(f"и{BREVE}", SHORT_I).replace(f"И{BREVE}", SHORT_I)


def clusters(text: str) -> Iterator[Span]:
    """Yield the spans that a reader takes for one character: a character and the marks on it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (_continues_cluster(text[end]) or text[end - 1] == JOINER):
            yield start, end
            start = end


def _continues_cluster(character: str) -> bool:
    """Tell whether a character belongs to the one before."""
    return character == JOINER or unicodedata.category(character).startswith("M")


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    """Return what one character folds to; nothing of one that is dropped."""
    if character.isspace():
        return " "
    if character.lower() == SHORT_I:
        return SHORT_I
    character = character.translate(PUNCTUATION)
    taken_apart = unicodedata.normalize("NFKD", character).casefold().translate(STROKES)
    return "".join(
        _simplify(each.translate(PUNCTUATION))
        for each in unicodedata.normalize("NFKD", taken_apart)
        if _is_kept(each)
    )


def _simplify(character: str) -> str:
    if character.isspace():
        return " "
    character = equivalent_ideograph(character) or character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return SIMPLIFIED.get(character, character).translate(ARABIC)


def _is_kept(character: str) -> bool:
    if character.isspace():
        return True
    return not (
        unicodedata.category(character) in UNSEEN
        or UNSEEN_MARKS.match(character)
        or unicodedata.combining(character) not in LETTERS
    )


def _fold_match(match: re.Match[str]) -> str:
    return _fold_character(match[0])


def _stable_characters() -> str:
    """Return the most frequent characters that fold to themselves, for a character class."""
    ideographs = map(chr, range(0x4E00, 0x9FFF))
    unchanged = "".join(each for each in ideographs if each not in SIMPLIFIED)
    cyrillic = "".join(map(chr, range(0x0430, 0x0450)))
    arabic = "".join(each for each in map(chr, range(0x0621, 0x064B)) if _is_stable(each))
    return rf"\x20-\x40\x5b-\x5f\x61-\x7e。、《》〈〉·{unchanged}{cyrillic}{arabic}"


def _is_stable(letter: str) -> bool:
    return _fold_character(letter) == letter


#: Every character that folding may change.
ODD = re.compile(f"[^{_stable_characters()}]")
