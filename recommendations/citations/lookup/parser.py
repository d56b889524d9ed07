"""A citation as somebody typed it, read into what it says.

    citation = {symbol | code | place | meeting | date | article | resolution | padding | word}

in any order. A place belongs to the symbol beside it, in the order in which the citation begins:
``SYMBOL, para. 92`` or ``para. 92 of SYMBOL``. Words that are no part of any form are kept as not
understood. Nothing typed is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recommendations.citations.lookup import pinpoints, web_addresses
from recommendations.citations.lookup.normalise import fold
from recommendations.citations.lookup.patterns import (
    ORDINALS,
    PADDING,
    PADDING_HAN,
    PUNCTUATION,
    Form,
    forms,
)
from recommendations.citations.lookup.reference import (
    BODY,
    CONFERENCE,
    Article,
    Code,
    Place,
    Reference,
    Source,
    unique,
)
from sessions import symbols
from smuggling_kb.chinese import HAN

WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*|\d+|[{HAN}]|.", re.DOTALL)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
#: The most sources and codes of one citation.
MOST = 20
#: The resolutions of the General Assembly are known by their symbols.
ASSEMBLY = re.compile(r"General Assembly|大会", re.IGNORECASE)
OF_ASSEMBLY = "A/RES/"


def read(typed: str) -> Reference:
    """What a citation says."""
    text, opaque = web_addresses.replaced(fold(typed))
    reading = _Reading(text)
    return replace(reading.reference(), opaque=opaque)


@dataclass
class _Reading:
    """A text, read from its beginning to its end."""

    text: str
    position: int = 0
    codes: list[Code] = field(default_factory=list)
    #: Symbols and lists of places, as they come.
    named: list[str | tuple[Place, ...]] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    resolutions: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    #: What the form before was.
    before: str = ""
    #: The last code, if it may be short for a symbol; one that has a place beside it, and so is.
    loose: Code | None = None
    short: Code | None = None

    def reference(self) -> Reference:
        """All that is said."""
        while self.position < len(self.text):
            self._step()
        if self.short and not self.genres and not any(isinstance(each, str) for each in self.named):
            self.codes.remove(self.short)
            self.named.insert(0, f"{BODY}/{self.short}")
        return Reference(
            self.text,
            codes=unique(self.codes)[: pinpoints.MOST],
            sources=self._sources()[:MOST],
            articles=unique(self.articles)[:MOST],
            resolutions=unique(self.resolutions)[:MOST],
            unread=tuple(self._joined(self.unread)),
        )

    def _step(self) -> None:
        """Read one form, padding, or a word that is neither."""
        if punctuation := PUNCTUATION.match(self.text, self.position):
            self.position = punctuation.end()
            return
        for form in forms():
            match = form.pattern.match(self.text, self.position)
            if match and self._takes(form, match):
                self.position = match.end()
                self.before = form.name
                return
        if padding := PADDING_HAN.match(self.text, self.position):
            self.position = padding.end()
            return
        word = WORD.match(self.text, self.position)
        assert word  # noqa: S101  # Any character is one.
        self.position = word.end()
        if word[0].casefold() not in PADDING:
            self.before = ""
            self.unread.append(word[0])

    def _takes(self, form: Form, match: re.Match[str]) -> bool:
        """Whether what looks like a form is one; if so, it is kept."""
        match form.name:
            case "symbol":
                return self._symbol(match[0])
            case "anchor":
                self.named.append(pinpoints.listed(match["kind"].lower(), match["list"]))
            case "place":
                self._place(form.kind, match)
            case "code":
                self._code(match)
            case "session":
                self.sessions.append(_nth(match))
            case "year":
                self.years.append(int(match["year"]))
            case "article":
                self.articles.append(Article(_number(match["number"]), form.kind or "article"))
            case "resolution":
                prefix = OF_ASSEMBLY if ASSEMBLY.search(self.text) else ""
                self.resolutions.append(prefix + match["number"])
            case "genre":
                self.genres.append(form.kind)
            case "other":
                self.unread.append(match[0])
        return True

    def _symbol(self, written: str) -> bool:
        symbol = as_symbol(written)
        if symbol and "/RES/" in symbol:
            self.resolutions.append(symbol)
        elif symbol:
            self.named.append(symbol)
        return bool(symbol)

    def _place(self, kind: str, match: re.Match[str]) -> None:
        groups = match.groupdict()
        if groups.get("list"):
            found = pinpoints.listed(kind, groups["list"], groups.get("letters") or "")
        else:
            found = (Place(kind, _nth(match)),)
        self.named.append(found)
        if self.before == "code":
            self.short = self.loose

    def _code(self, match: re.Match[str]) -> None:
        """A code, or all from one to another of the same year or number."""
        number = int(match["number"] or match["dashed"])
        letter = (match["item"] or match["letter"] or "").lower()
        first = Code(int(match["year"]), number, letter)
        found = [first]
        if match["last"] and match["same"] in (None, match["year"]):
            last = int(match["last"])
            between = range(number + 1, last + 1)
            found += [Code(first.year, each) for each in between[: pinpoints.MOST]]
        elif match["last_letter"] and len(letter) == 1:
            between = range(ord(letter) + 1, ord(match["last_letter"].lower()) + 1)
            found += [Code(first.year, number, chr(each)) for each in between]
        # After "recommendation" or the like it is a code, and not short for a symbol.
        self.loose = None if self.before == "kind" or found != [Code(first.year, number)] else first
        self.codes += found

    def _sources(self) -> tuple[Source, ...]:
        """The symbols, each with its places; without any, the meetings or years with theirs."""
        found: list[tuple[str, tuple[Place, ...]]] = []
        places_first = bool(self.named) and not isinstance(self.named[0], str)
        for each in self.named:
            symbol, its = found[-1] if found else ("", ())
            if isinstance(each, str):
                if any(each == other for other, _places in found):
                    continue
                if found and not symbol:
                    found[-1] = (each, its)
                else:
                    found.append((each, ()))
            elif found and not (places_first and symbol):
                found[-1] = (symbol, its + each)
            else:
                found.append(("", each))
        scope = Source(
            sessions=unique(self.sessions),
            years=unique(self.years),
            genre=self.genres[0] if self.genres else "",
        )
        if not found and scope.is_scoped:
            return (scope,)
        return tuple(
            replace(Source(symbol) if symbol else scope, places=unique(its)[: pinpoints.MOST])
            for symbol, its in found
        )

    @staticmethod
    def _joined(words: list[str]) -> list[str]:
        """Chinese characters that stand side by side, as one."""
        joined: list[str] = []
        for word in words:
            if joined and re.fullmatch(f"[{HAN}]+", joined[-1] + word):
                joined[-1] += word
            else:
                joined.append(word)
        return joined


def as_symbol(written: str) -> str:
    """A symbol however its parts are separated and spelled; empty if it is none."""
    symbol = re.sub(r"\s?[/_\\-]\s?|(?<!\.)\s(?!\.)", "/", written.strip()).upper()
    symbol = re.sub(r"\s", "", symbol)
    symbol = re.sub(r"\bWG/?\.?(?=\d)", "WG.", symbol)
    symbol = re.sub(
        r"\b(ADD|AMEND|CORR|REV)[./]?(?=\d)", lambda match: f"{match[1].title()}.", symbol
    )
    symbol = re.sub(r"\bSUMMARY\b", "Summary", symbol)
    prefix = {"WG": f"{CONFERENCE}/", "COP": f"{CONFERENCE.partition('/')[0]}/"}
    symbol = prefix.get(re.split(r"[./]", symbol)[0], "") + symbol
    try:
        symbols.parse(symbol)
    except ValueError:
        return ""
    return symbol


def _nth(match: re.Match[str]) -> int:
    """``2nd`` or ``second``."""
    word = match.groupdict().get("word")
    return 1 + ORDINALS.index(word.lower()) if word else int(match["nth"])


def _number(written: str) -> int:
    """``16`` or ``II``; a numeral that is none, as no number there is."""
    if written.isdecimal():
        return int(written)
    return ROMAN.index(written.upper()) + 1 if written.upper() in ROMAN else 0
