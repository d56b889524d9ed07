"""The pieces of a query: words, phrases, operators and brackets, each with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableSequence
from dataclasses import dataclass
from enum import Enum, auto

from recommendations.search.fields import canonical_name
from recommendations.search.warnings import Slip
from recommendations.texts.folding import fold_text

#: What opens a quotation, and what closes it.
PAIRS = {
    '"': '"＂',
    "＂": '"＂',
    "“": "”",
    "”": "”“",
    "„": "“”",
    "«": "»",
    "»": "»«",
    "「": "」",
    "」": "」",
}
QUOTES = "".join(PAIRS)
BRACKETS = "()（）"
#: Punctuation that parts Chinese words as a space does.
BREAKS = "，、。；！？"
MINUS = re.compile(r"[-－−–]+(?=[^\s\-－−–])")
WORD = re.compile(
    rf"(?:[^\s{QUOTES}{BRACKETS}{BREAKS}]"
    # Of 16(5) and 61(b) the brackets are part of the word.
    r"|(?<=\w)[(（][0-9A-Za-z]{1,4}[)）])+"
)
FIELD = re.compile(r"([^\W\d_]+)[:：](?!//)")
#: Punctuation around a word, which is not part of it; that around the name of a treaty is.
EDGES = re.compile(r"^(?:(?!《)[\W_])+|(?:(?!》)[\W_])+$")
#: A star at the end of a word, and one that stands before a letter of it.
LAST_STAR = re.compile(r"\w》?\*[^\w]*$")
LOST_STAR = re.compile(r"\*[\W_]*\w")


class Kind(Enum):
    """What a piece of a query is."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


@dataclass(frozen=True)
class Token:
    """A piece of a query; ``needle`` is it folded, ``field`` what a value is of, if of any."""

    kind: Kind
    typed: str = ""
    needle: str = ""
    prefix: bool = False
    field: str = ""
    called: str = ""


def tokens(typed: str, slips: MutableSequence[Slip]) -> Iterator[Token]:
    """The pieces of what was typed; what cannot be read is added to the slips."""
    return _Reader(typed, slips).tokens()


def quoted(phrase: str) -> str:
    """A phrase in marks of quotation that it does not hold."""
    for opening, closing in (('"', '"＂'), ("“", "”"), ("«", "»"), ("「", "」")):
        if not any(mark in phrase for mark in closing):
            return f"{opening}{phrase}{closing[0]}"
    return f'"{phrase}"'


class _Reader:
    """Reads a text from left to right."""

    def __init__(self, typed: str, slips: MutableSequence[Slip]) -> None:
        self.typed = typed
        self.slips = slips
        self.place = 0

    def tokens(self) -> Iterator[Token]:
        """All there are."""
        found = False
        while self.place < len(self.typed):
            if token := self._next():
                found = found or token.kind in (Kind.WORD, Kind.PHRASE)
                yield token
        if self.typed.strip() and not found:
            self.slips.append(Slip.NOTHING)

    def _next(self, field: str = "", called: str = "") -> Token | None:
        """What stands here, and past it; none if it is nothing."""
        character = self.typed[self.place]
        if character in BRACKETS:
            self.place += 1
            return Token(
                Kind.OPEN if character in "(（" else Kind.CLOSE, field=field, called=called
            )
        if character in PAIRS:
            return self._phrase(field, called)
        if not field and (minus := MINUS.match(self.typed, self.place)):
            self.place = minus.end()
            return Token(Kind.NOT)
        if word := WORD.match(self.typed, self.place):
            return self._word(word[0], field, called)
        self.place += 1
        return None

    def _phrase(self, field: str, called: str) -> Token | None:
        start = self.place + 1
        end = self._end(start, PAIRS[self.typed[self.place]])
        self.place = end + 1
        phrase = self.typed[start:end]
        needle = fold_text(phrase)
        return Token(Kind.PHRASE, phrase, needle, False, field, called) if needle else None

    def _end(self, start: int, closing: str) -> int:
        """Where a phrase ends: at its own mark, else at any mark, else with the text."""
        for marks in (closing, QUOTES):
            places = [place for mark in marks if (place := self.typed.find(mark, start)) >= 0]
            if places:
                return min(places)
        self.slips.append(Slip.QUOTATION)
        return len(self.typed)

    def _word(self, typed: str, field: str, called: str) -> Token | None:
        if typed in OPERATORS and not field:
            self.place += len(typed)
            return Token(OPERATORS[typed])
        if not field and (name := FIELD.match(typed)):
            if known := canonical_name(name[1]):
                return self._value(known, name)
            if name.end() < len(typed):
                self.slips.append(Slip.FIELD)
        self.place += len(typed)
        needle, prefix = self._needle(typed)
        return Token(Kind.WORD, typed, needle, prefix, field, called) if needle else None

    def _value(self, field: str, name: re.Match[str]) -> Token | None:
        """The value after the name of a field, be there a space between them."""
        self.place += name.end()
        while self.place < len(self.typed) and self.typed[self.place].isspace():
            self.place += 1
        if self.place < len(self.typed) and not self._is_at_operator():
            token = self._next(field, name[1])
            if token and token.kind is not Kind.CLOSE:
                return token
            if token:
                self.place -= 1
        self.slips.append(Slip.VALUE)
        return None

    def _is_at_operator(self) -> bool:
        word = WORD.match(self.typed, self.place)
        return word is not None and (word[0] in OPERATORS)

    def _needle(self, typed: str) -> tuple[str, bool]:
        """A word folded, without what stands around it, and whether it is only a beginning."""
        folded = fold_text(typed)
        if LOST_STAR.search(folded) or not folded.strip("*"):
            self.slips.append(Slip.STAR)
        return trimmed(folded), LAST_STAR.search(folded) is not None


def trimmed(word: str) -> str:
    """A word without the punctuation around it; nothing of punctuation alone."""
    return _paired(EDGES.sub("", word))


def _paired(needle: str) -> str:
    """Without a mark of a title that has no counterpart."""
    if needle.startswith("《") and "》" not in needle:
        return needle[1:]
    if needle.endswith("》") and "《" not in needle:
        return needle[:-1]
    return needle if re.search(r"\w", needle) else ""
