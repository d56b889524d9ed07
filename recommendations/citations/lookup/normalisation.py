"""Folds citations as people type them to one way of writing.

Width, dashes, slashes, brackets and the traditional characters of the words of citations are
folded; quotation marks are dropped; Chinese numerals that number something become figures, digits
of any script ours, and the letters of items Latin ones in brackets: ``(一)``, ``а)`` and ``(أ)``
become ``(a)``. White space beside Chinese characters goes, and vowels of Arabic.
"""

from __future__ import annotations

import re
import unicodedata

from recommendations.texts.folding import fold_text
from recommendations.texts.numerals import HAN_NUMERALS, to_int
from smuggling_kb.chinese import HAN

#: The most characters of a citation that are read.
LONGEST = 500

SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−~", "-"),
        **dict.fromkeys("∕⁄", "/"),
        **dict.fromkeys("[{【〔〖", "("),
        **dict.fromkeys("]}】〕〗", ")"),
        **dict.fromkeys("《》〈〉<>“”„‟«»「」『』\"‘’'`", " "),
        "。": ".",
    }
)
TRADITIONAL = str.maketrans(
    "屆會議條項腳註關聯國檔報號見載於運締約訂書點組匯編輯",
    "届会议条项脚注关联国档报号见载于运缔约订书点组汇编辑",
)

YEAR = re.compile("[〇零一二三四五六七八九]{4}(?=年)")
NUMBER = re.compile(rf"(?<=[第议注、和至及与到-])[{HAN_NUMERALS}]{{1,7}}")
ITEM = re.compile(rf"\(([{HAN_NUMERALS}]{{1,3}})\)")
#: The letters of items in the order of each alphabet, and such a letter before a bracket.
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщ", "ابجدهوزحطيكلمن")
LETTER = re.compile(r"(?:\s|(?<![^\W\d])(?<!\())\(?([a-zа-яأا-ي])\)", re.IGNORECASE)
VOWELS = re.compile("[\u0640\u064b-\u0652]")
#: White space beside Chinese characters, and inside brackets.
IDLE = re.compile(rf"(?<=[{HAN}、，]) +| +(?=[{HAN}、，])|(?<=\() +| +(?=\))")


def fold_citation(typed: str) -> str:
    """Return a citation in one way of writing; what is longer than ``LONGEST`` is cut."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST]).translate(SIGNS).translate(TRADITIONAL)
    text = "".join(_without_invisible(character) for character in text[:LONGEST])
    text = IDLE.sub("", re.sub(r"\s+", " ", text)).strip()
    text = YEAR.sub(lambda match: "".join(str(to_int(each)) for each in match[0]), text)
    text = NUMBER.sub(lambda match: str(to_int(match[0])), text)
    text = VOWELS.sub("", re.sub(r"\d", lambda match: str(int(match[0])), text))
    return LETTER.sub(_latin_letter, ITEM.sub(_item_letter, text))


def _without_invisible(character: str) -> str:
    """Return nothing for a character that prints nothing, a space for a control character."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category.startswith(("C", "Z")) else character


def _latin_letter(match: re.Match[str]) -> str:
    """Return ``а)`` or ``(أ)`` as ``(a)``; other letters as they are, in brackets."""
    letter = fold_text(match[1])
    if letter in ALPHABETS[0] and "(" in match[0]:
        return match[0]
    numbers = (alphabet.find(letter) for alphabet in ALPHABETS)
    number = next((each for each in numbers if each >= 0), -1)
    return f" ({chr(ord('a') + number)})" if number >= 0 else match[0]


def _item_letter(match: re.Match[str]) -> str:
    """Return ``(一)`` as ``(a)``."""
    number = to_int(match[1])
    return f"({chr(ord('a') + number - 1)})" if 1 <= number <= 26 else match[0]
