"""The tokens of a query: words, phrases, operators and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableSequence
from dataclasses import dataclass
from enum import Enum, auto

from recommendations.search.fields import canonical_name
from recommendations.search.query import strip_punctuation
from recommendations.search.warnings import QueryWarning
from recommendations.texts.folding import fold_text
from recommendations.texts.numerals import HAN_NUMERALS

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
#: The same with those that close.
ALL_QUOTES = QUOTES + "".join(PAIRS.values())
BRACKETS = "()（）"
#: Punctuation that parts Chinese words as a space does.
BREAKS = "，、。；！？"
MINUS = re.compile(r"[-－−–]+(?=[^\s\-－−–])")
#: White space within ``第 10 条`` and ``2020 年`` says nothing.
NUMBERED = (
    rf"第\s*(?:[0-9０-９]{{1,4}}|[{HAN_NUMERALS}]{{1,7}})\s*(?=[条條款段项項次届屆章号號])"
    r"|[12１２][0-9０-９]{3}\s+(?=年)"
)
WORD = re.compile(
    rf"(?:{NUMBERED}|[^\s{QUOTES}{BRACKETS}{BREAKS}]"
    # Of 16(5) and 61(b) the brackets are part of the word.
    r"|(?<=\w)[(（][0-9A-Za-z]{1,4}[)）])+"
)
FIELD = re.compile(r"([^\W\d_]+)[:：](?!//)")
#: A star at the end of a word, and one that stands before a letter of it.
LAST_STAR = re.compile(r"\w》?\*[^\w]*$")
LOST_STAR = re.compile(r"\*[\W_]*\w")


class TokenKind(Enum):
    """The kinds of tokens."""

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
    """A part of a query; ``needle`` is folded, ``field`` names the field of a value."""

    kind: TokenKind
    typed: str = ""
    needle: str = ""
    prefix: bool = False
    field: str = ""
    typed_name: str = ""


def tokenize(typed: str, warnings: MutableSequence[QueryWarning]) -> Iterator[Token]:
    """Yield the tokens of what was typed; adds to ``warnings`` what cannot be read."""
    return _Tokenizer(typed, warnings).tokens()


class _Tokenizer:
    """Reads a text from left to right."""

    def __init__(self, typed: str, warnings: MutableSequence[QueryWarning]) -> None:
        self.typed = typed
        self.warnings = warnings
        self.place = 0

    def tokens(self) -> Iterator[Token]:
        """Yield all tokens."""
        found = False
        while self.place < len(self.typed):
            if token := self._read_token():
                found = found or token.kind in (TokenKind.WORD, TokenKind.PHRASE)
                yield token
        if self.typed.strip() and not found:
            self.warnings.append(QueryWarning.NOTHING)

    def _read_token(self, field: str = "", typed_name: str = "") -> Token | None:
        """Read the token that stands here; None if there is none."""
        character = self.typed[self.place]
        if character in BRACKETS:
            self.place += 1
            return Token(
                TokenKind.OPEN if character in "(（" else TokenKind.CLOSE,
                field=field,
                typed_name=typed_name,
            )
        if character in PAIRS:
            return self._read_phrase(field, typed_name)
        if not field and (minus := MINUS.match(self.typed, self.place)):
            self.place = minus.end()
            return Token(TokenKind.NOT)
        if word := WORD.match(self.typed, self.place):
            return self._read_word(word[0], field, typed_name)
        self.place += 1
        return None

    def _read_phrase(self, field: str, typed_name: str) -> Token | None:
        start = self.place + 1
        end = self._end(start, PAIRS[self.typed[self.place]])
        self.place = end + 1
        phrase = self.typed[start:end]
        needle = fold_text(phrase)
        return Token(TokenKind.PHRASE, phrase, needle, False, field, typed_name) if needle else None

    def _end(self, start: int, closing: str) -> int:
        """Return where a phrase ends: at its own mark, else at any mark, else with the text."""
        for marks in (closing, QUOTES):
            places = [place for mark in marks if (place := self.typed.find(mark, start)) >= 0]
            if places:
                return min(places)
        self.warnings.append(QueryWarning.QUOTATION)
        return len(self.typed)

    def _read_word(self, typed: str, field: str, typed_name: str) -> Token | None:
        if typed in OPERATORS and not field:
            self.place += len(typed)
            return Token(OPERATORS[typed])
        if not field and (name := FIELD.match(typed)):
            if known := canonical_name(name[1]):
                return self._read_value(known, name)
            if name.end() < len(typed):
                self.warnings.append(QueryWarning.FIELD)
        self.place += len(typed)
        needle, prefix = self._needle(typed)
        return Token(TokenKind.WORD, typed, needle, prefix, field, typed_name) if needle else None

    def _read_value(self, field: str, name: re.Match[str]) -> Token | None:
        """Read the value after the name of a field, even after a space."""
        self.place += name.end()
        while self.place < len(self.typed) and self.typed[self.place].isspace():
            self.place += 1
        if self.place < len(self.typed) and not self._is_at_operator():
            token = self._read_token(field, name[1])
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
        """Return a word folded and stripped, and whether it is only a beginning."""
        folded = fold_text(typed)
        if LOST_STAR.search(folded) or not folded.strip("*"):
            self.warnings.append(QueryWarning.STAR)
        return strip_punctuation(folded), LAST_STAR.search(folded) is not None
