"""Parses a citation as somebody typed it.

    citation = {symbol | code | place | meeting | date | article | resolution | padding | word}

in any order. A place belongs to the symbol beside it, in the order in which the citation begins:
``SYMBOL, para. 92`` or ``para. 92 of SYMBOL``. Words that are no part of any form are kept as not
understood. Nothing typed is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recommendations.citations.lookup import locators
from recommendations.citations.lookup.normalisation import fold_citation
from recommendations.citations.lookup.patterns import (
    FURTHER_CODES,
    PADDING,
    PADDING_HAN,
    PUNCTUATION,
    RESOLUTION_NUMBER,
    CitationForm,
    citation_forms,
)
from recommendations.citations.lookup.typed_citation import (
    BODY,
    CONFERENCE,
    CitedArticle,
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
    deduplicate,
)
from recommendations.citations.lookup.web_addresses import replace_web_addresses
from recommendations.texts.ordinals import number_of_ordinal
from sessions import symbols
from smuggling_kb.chinese import HAN

WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*|\d+|[{HAN}]|.", re.DOTALL)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
#: The most sources and codes of one citation.
MOST = 20
#: Numbers of parts of an article, as in ``16 (5) (a)``.
ARTICLE_PARTS = re.compile(r"\(\w{1,2}\)")
#: The resolutions of the General Assembly are known by their symbols.
ASSEMBLY = re.compile(r"General Assembly|大会", re.IGNORECASE)
OF_ASSEMBLY = "A/RES/"


def parse_typed_citation(typed: str) -> TypedCitation:
    text, opaque = replace_web_addresses(fold_citation(typed))
    return replace(TypedCitationParser(text).parse(), opaque=opaque)


@dataclass
class TypedCitationParser:
    """Reads a folded text from its beginning to its end."""

    text: str
    forms: tuple[CitationForm, ...] = field(default_factory=citation_forms)
    position: int = 0
    codes: list[RecordCode] = field(default_factory=list)
    #: Symbols and lists of places, as they come.
    named: list[str | tuple[Locator, ...]] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    articles: list[CitedArticle] = field(default_factory=list)
    resolutions: list[str] = field(default_factory=list)
    unread_words: list[str] = field(default_factory=list)
    job_numbers: list[str] = field(default_factory=list)
    #: What the form before was.
    before: str = ""
    #: The last code, if it may be short for a symbol; one that has a place beside it, and so is.
    loose: RecordCode | None = None
    short: RecordCode | None = None

    def parse(self) -> TypedCitation:
        while self.position < len(self.text):
            self._step()
        if self.short and not self.genres and not any(isinstance(each, str) for each in self.named):
            self.codes.remove(self.short)
            self.named.insert(0, f"{BODY}/{self.short}")
        if self.articles and not (self.sessions or self.years or self.genres):
            self._drop_parts_of_articles()
        return TypedCitation(
            self.text,
            codes=deduplicate(self.codes)[: locators.MOST],
            sources=self._sources()[:MOST],
            articles=deduplicate(self.articles)[:MOST],
            resolutions=deduplicate(self.resolutions)[:MOST],
            job_numbers=deduplicate(self.job_numbers)[:MOST],
            unread_words=tuple(self._join_characters(self.unread_words)),
        )

    def _drop_parts_of_articles(self) -> None:
        """Forget paragraphs where no document is named: they are of the articles."""
        places = [each for each in self.named if not isinstance(each, str)]
        if len(places) == len(self.named):
            self.named = [each for each in places if each[0].kind != "p"]

    def _step(self) -> None:
        """Read one form, padding, or a word that is neither."""
        if punctuation := PUNCTUATION.match(self.text, self.position):
            self.position = punctuation.end()
            return
        for form in self.forms:
            match = form.pattern.match(self.text, self.position)
            if match and self._accept(form, match):
                self.position = match.end()
                self.before = form.name
                if form.name == "code":
                    self._read_further_codes()
                return
        if padding := PADDING_HAN.match(self.text, self.position):
            self.position = padding.end()
            return
        word = WORD.match(self.text, self.position)
        assert word  # noqa: S101  # Any character is one.
        self.position = word.end()
        if word[0].casefold() not in PADDING:
            self.before = ""
            self.unread_words.append(word[0])

    def _accept(self, form: CitationForm, match: re.Match[str]) -> bool:
        """Keep what a form says, and return whether what looks like the form is one."""
        match form.name:
            case "symbol":
                return self._add_symbol(match[0])
            case "anchor":
                self.named.append(locators.parse_locators(match["kind"].lower(), match["list"]))
            case "place":
                self._add_locators(form.kind, match)
            case "code":
                self._add_codes(match)
            case "session":
                self.sessions.append(_ordinal(match))
            case "year":
                self.years.append(int(match["year"]))
            case "article":
                self._add_articles(form.kind, match)
            case "job number":
                self.job_numbers.append(f"V.{match['year']}-{match['number']}")
            case "resolution":
                prefix = OF_ASSEMBLY if ASSEMBLY.search(self.text) else ""
                numbers = re.findall(RESOLUTION_NUMBER, match["numbers"])
                self.resolutions += [prefix + number for number in numbers]
            case "genre":
                self.genres.append(form.kind)
            case "other":
                self.unread_words.append(match[0])
        return True

    def _add_articles(self, kind: str, match: re.Match[str]) -> None:
        if kind:
            self.articles.append(CitedArticle(_number(match["number"]), kind))
            return
        listed = locators.parse_locators("", ARTICLE_PARTS.sub("", match["list"]))
        self.articles += [CitedArticle(each.number) for each in listed]

    def _add_symbol(self, written: str) -> bool:
        symbol = normalise_symbol(written)
        if symbol and "/RES/" in symbol:
            self.resolutions.append(symbol)
        elif symbol:
            self.named.append(symbol)
        return bool(symbol)

    def _add_locators(self, kind: str, match: re.Match[str]) -> None:
        groups = match.groupdict()
        if groups.get("list"):
            named = locators.parse_locators(kind, groups["list"], groups.get("letters") or "")
        else:
            named = (Locator(kind, _ordinal(match)),)
        self.named.append(named)
        if self.before == "code":
            self.short = self.loose

    def _add_codes(self, match: re.Match[str]) -> None:
        """Add a code, or all from one to another of the same year or number."""
        number = int(match["number"] or match["dashed"])
        letter = (match["item"] or match["letter"] or "").lower()
        first = RecordCode(int(match["year"]), number, letter)
        codes = [first]
        if match["last"] and match["same"] in (None, match["year"]):
            last = int(match["last"])
            between = range(number + 1, last + 1)
            codes += [RecordCode(first.year, each) for each in between[: locators.MOST]]
        elif match["last_letter"] and len(letter) == 1:
            between = range(ord(letter) + 1, ord(match["last_letter"].lower()) + 1)
            codes += [RecordCode(first.year, number, chr(each)) for each in between]
        # After "recommendation" or the like it is a code, and not short for a symbol.
        self.loose = (
            None if self.before == "kind" or codes != [RecordCode(first.year, number)] else first
        )
        self.codes += codes

    def _read_further_codes(self) -> None:
        """Read the numbers or letters that follow a code: ``2020/1, 2 and 5``, ``2022/61b, c``."""
        while match := FURTHER_CODES.match(self.text, self.position):
            last = self.codes[-1]
            if match["letters"] and not last.letter:
                return
            written = match["list"] or f"{last.number}{last.letter}, {match['letters']}"
            self.codes += [
                RecordCode(last.year, locator.number, locator.letter)
                for locator in locators.parse_locators("", written)
            ]
            self.loose = None
            self.position = match.end()

    def _sources(self) -> tuple[CitedSource, ...]:
        """Return the symbols with their places; without any, the meetings or years with theirs."""
        sources: list[tuple[str, tuple[Locator, ...]]] = []
        locators_first = bool(self.named) and not isinstance(self.named[0], str)
        for each in self.named:
            symbol, its = sources[-1] if sources else ("", ())
            if isinstance(each, str):
                if any(each == other for other, _locators in sources):
                    continue
                if sources and not symbol:
                    sources[-1] = (each, its)
                else:
                    sources.append((each, ()))
            elif sources and not (locators_first and symbol):
                sources[-1] = (symbol, its + each)
            else:
                sources.append(("", each))
        scope = CitedSource(
            sessions=deduplicate(self.sessions),
            years=deduplicate(self.years),
            genre=self.genres[0] if self.genres else "",
        )
        if not sources and scope.is_scoped:
            return (scope,)
        return tuple(
            replace(
                CitedSource(symbol) if symbol else scope,
                locators=deduplicate(its)[: locators.MOST],
            )
            for symbol, its in sources
        )

    @staticmethod
    def _join_characters(words: list[str]) -> list[str]:
        """Join Chinese characters that stand side by side."""
        joined: list[str] = []
        for word in words:
            if joined and re.fullmatch(f"[{HAN}]+", joined[-1] + word):
                joined[-1] += word
            else:
                joined.append(word)
        return joined


def normalise_symbol(written: str) -> str:
    """Return a symbol however its parts are separated and spelled; empty if it is none."""
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
        symbols.parse_symbol(symbol)
    except ValueError:
        return ""
    return symbol


def _ordinal(match: re.Match[str]) -> int:
    """Return the number of ``2nd``, ``second`` or ``вторая``."""
    word = match.groupdict().get("word")
    return number_of_ordinal(word) if word else int(match["nth"])


def _number(written: str) -> int:
    """Return the number of ``16`` or ``II``; 0, which no provision has, of another numeral."""
    if written.isdecimal():
        return int(written)
    return ROMAN.index(written.upper()) + 1 if written.upper() in ROMAN else 0
