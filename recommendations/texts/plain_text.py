"""A text as grammars read it, each character with its place in the printed one.

Spaces of any kind become one kind, apostrophes, hyphens and digits too; vowel signs, tatweel and
the seats of hamza of Arabic go, as do characters that print nothing; accents that stand by
themselves join their letters. Letters keep their case.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from recommendations.texts.folding import Span

#: What a covered character becomes: neither a letter nor the end of a sentence.
COVER = "¤"
QUOTED = re.compile(
    r"“[^”\n]*”|«[^»\n]*»|„[^“”\n]*[“”]|\"[^\"\n]*\"|(?<!\w)‘[^‘\n]*?’(?!\w)|‹[^›\n]*›"
)
#: Vowel signs and tatweel of Arabic, soft hyphens, and what has no width.
UNREAD = re.compile(
    r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f"
    r"\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
#: Letters of Arabic in the form of their place in a word, some of them two in one.
PRESENTATION_FORM = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
VARIANTS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ", "'"),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        **{chr(start + digit): str(digit) for start in (0x660, 0x6F0) for digit in range(10)},
        "ё": "е",
        "Ё": "Е",
    }
)


@dataclass(frozen=True)
class PlainText:
    """Text to be read; ``places[i]`` is where its character ``i`` stands in the printed text."""

    text: str
    places: tuple[Span, ...]

    def printed_span(self, start: int, end: int) -> Span:
        """Return the part of the printed text that a part of the plain one came from."""
        return self.places[start][0], self.places[end - 1][1]


def plain_pattern(pattern: str) -> str:
    """Return a pattern, written as people write, for plain text."""
    return UNREAD.sub("", pattern).translate(VARIANTS)


def cover_quotations(printed: str) -> str:
    """Return a text of the same length in which words in quotation marks are covered."""
    return QUOTED.sub(lambda match: COVER * len(match[0]), printed)


def plain_text(printed: str) -> PlainText:
    """Return a text with its variants of writing made equal."""
    text: list[str] = []
    places: list[Span] = []
    for at, character in enumerate(printed):
        if PRESENTATION_FORM.match(character):
            letters = unicodedata.normalize("NFKC", character).translate(VARIANTS)
            text += letters
            places += [(at, at + 1)] * len(letters)
            continue
        composed = unicodedata.normalize("NFC", text[-1] + character) if text else character
        if UNREAD.match(character):
            if places:
                places[-1] = (places[-1][0], at + 1)
        elif text and len(composed) == 1:
            text[-1], places[-1] = composed, (places[-1][0], at + 1)
        else:
            is_space = character.isspace() and character != "\n"
            text.append(" " if is_space else character.translate(VARIANTS))
            places.append((at, at + 1))
    return PlainText("".join(text), tuple(places))
