"""The pieces of a query: words, phrases, operators and brackets, each with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableSequence
from dataclasses import dataclass
from enum import Enum, auto

from recommendations.search.fields import canonical_name
from recommendations.search.query import strip_punctuation
from recommendations.search.warnings import QueryWarning
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
#: A star at the end of a word, and one that stands before a letter of it.
LAST_STAR = re.compile(r"\w》?\*[^\w]*$")
LOST_STAR = re.compile(r"\*[\W_]*\w")


class TokenKind(Enum):
    """What a piece of a query is."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


OPERATORS = {"AND": TokenKind.AND, "OR": TokenKind.OR, "NOT": TokenKind.NOT}


@dataclass(frozen=True)
class Token:
    """A piece of a query; ``needle`` is it folded, ``field`` what a value is of, if of any."""

    kind: TokenKind
    typed: str = ""
    needle: str = ""
    prefix: bool = False
    field: str = ""
    typed_name: str = ""


def tokenize(typed: str, warnings: MutableSequence[QueryWarning]) -> Iterator[Token]:
    """The pieces of what was typed; what cannot be read is added to the slips."""
    return _Reader(typed, warnings).tokens()


class _Reader:
    """Reads a text from left to right."""

    def __init__(self, typed: str, warnings: MutableSequence[QueryWarning]) -> None:
        self.typed = typed
        self.warnings = warnings
        self.place = 0

    def tokens(self) -> Iterator[Token]:
        """All there are."""
        found = False
        while self.place < len(self.typed):
            if token := self._next():
                found = found or token.kind in (TokenKind.WORD, TokenKind.PHRASE)
                yield token
        if self.typed.strip() and not found:
            self.warnings.append(QueryWarning.NOTHING)

    def _next(self, field: str = "", typed_name: str = "") -> Token | None:
        """What stands here, and past it; none if it is nothing."""
        character = self.typed[self.place]
        if character in BRACKETS:
            self.place += 1
            return Token(
                TokenKind.OPEN if character in "(（" else TokenKind.CLOSE,
                field=field,
                typed_name=typed_name,
            )
        if character in PAIRS:
            return self._phrase(field, typed_name)
        if not field and (minus := MINUS.match(self.typed, self.place)):
            self.place = minus.end()
            return Token(TokenKind.NOT)
        if word := WORD.match(self.typed, self.place):
            return self._word(word[0], field, typed_name)
        self.place += 1
        return None

    def _phrase(self, field: str, typed_name: str) -> Token | None:
        start = self.place + 1
        end = self._end(start, PAIRS[self.typed[self.place]])
        self.place = end + 1
        phrase = self.typed[start:end]
        needle = fold_text(phrase)
        return Token(TokenKind.PHRASE, phrase, needle, False, field, typed_name) if needle else None

    def _end(self, start: int, closing: str) -> int:
        """Where a phrase ends: at its own mark, else at any mark, else with the text."""
        for marks in (closing, QUOTES):
            places = [place for mark in marks if (place := self.typed.find(mark, start)) >= 0]
            if places:
                return min(places)
        self.warnings.append(QueryWarning.QUOTATION)
        return len(self.typed)

    def _word(self, typed: str, field: str, typed_name: str) -> Token | None:
        if typed in OPERATORS and not field:
            self.place += len(typed)
            return Token(OPERATORS[typed])
        if not field and (name := FIELD.match(typed)):
            if known := canonical_name(name[1]):
                return self._value(known, name)
            if name.end() < len(typed):
                self.warnings.append(QueryWarning.FIELD)
        self.place += len(typed)
        needle, prefix = self._needle(typed)
        return Token(TokenKind.WORD, typed, needle, prefix, field, typed_name) if needle else None

    def _value(self, field: str, name: re.Match[str]) -> Token | None:
        """The value after the name of a field, be there a space between them."""
        self.place += name.end()
        while self.place < len(self.typed) and self.typed[self.place].isspace():
            self.place += 1
        if self.place < len(self.typed) and not self._is_at_operator():
            token = self._next(field, name[1])
            if token and token.kind is not TokenKind.CLOSE:
                return token
            if token:
                self.place -= 1
        self.warnings.append(QueryWarning.VALUE)
        return None

    def _is_at_operator(self) -> bool:
        word = WORD.match(self.typed, self.place)
        return word is not None and (word[0] in OPERATORS)

    def _needle(self, typed: str) -> tuple[str, bool]:
        """A word folded, without what stands around it, and whether it is only a beginning."""
        folded = fold_text(typed)
        if LOST_STAR.search(folded) or not folded.strip("*"):
            self.warnings.append(QueryWarning.STAR)
        return strip_punctuation(folded), LAST_STAR.search(folded) is not None
