"""The grammar of citations in one language, as data, and the patterns made of it.

provision = unit {and unit} of treaty | treaty ``,`` unit | treaty ``(`` unit ``)``
          | chapter N of treaty
          | unit                       in brackets, or at the start of a clause: of the treaty
                                       named last
unit      = article N, N and N [, paragraph N [(a)]] [, subparagraph (a)]
          | [subparagraph (a) of] paragraph N [(a)] of article N
treaty    = name | the Protocol | the Convention      the latter: the one named last, or ours
document  = symbol [, passages] | passages of [document] symbol
resolution = [organ] resolution N/N [of organ] [, passages] | passages of resolution …
passages  = paragraphs N, N and N to N | recommendation N
ibid      = Ibid. [, passages]                        a footnote that cites what the last cited
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recommendations.citations import patterns
from recommendations.texts.plain_text import plain_pattern
from sessions import symbols

#: The number of an article, a paragraph or a recommendation; no year, no part of a larger one.
NUMBER = r"\d{1,3}(?![\d/]|\.\d)"
#: The number of a resolution of the Security Council, and of any other organ.
RESOLUTION_NUMBER = r"(?:\d{3,4}\s?\(\d{4}\)|\d+/\d+)"
#: The signs between the first and the last of a range.
DASH = r"[~–—-]"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}


@dataclass(frozen=True)
class CitationGrammar:
    """The words of one language from which citations are made, as patterns."""

    article: str
    paragraph: str
    subparagraph: str
    chapter: str
    recommendation: str
    annex: str
    #: The numbers of chapters, as printed.
    chapter_numbers: Mapping[str, int]
    #: The letter of an item, with its brackets, and the letters in their order.
    item: str
    letters: str
    #: What joins a part with the whole: ``of the``.
    of: str
    #: What joins the last two members of a list, and the first and the last of a range.
    conjunction: str
    to: str
    #: The treaties held by slug, others by title, and the generic names by kind.
    treaties: Mapping[str, str]
    other_treaties: Mapping[str, str]
    protocol: str
    convention: str
    #: Words before a generic name after which only a treaty named before is meant.
    anaphor: str
    #: Stands for the treaty named last: ``thereof``.
    thereof: str
    same_article: str
    #: The Conference, and protocols that are not read, whose names end with a treaty's.
    conference: str
    resolution: str
    #: The organs, and what their resolutions' symbols begin with.
    organs: Mapping[str, str]
    document: str
    ibid: str
    #: Says that the organ named last adopted a resolution: ``its``.
    own_resolution: str = r"(?!)"
    proclitics: str = ""

    @cached_property
    def range_word(self) -> re.Pattern[str]:
        """The word or the sign between the first and the last of a range."""
        return _compile(rf"^\s*(?:{self.to}|{DASH})\s*")

    @cached_property
    def in_range(self) -> re.Pattern[str]:
        return _compile(rf"(?<!\w)(?:{self.to})(?![\w)])|{DASH}")

    @property
    def _joint(self) -> str:
        return (
            rf"(?:\s*[,،]?\s*(?:{self.conjunction})\s*|\s*[,،]\s*|\s+(?:{self.to})\s+"
            rf"|\s*{DASH}\s*)"
        )

    @property
    def _numbers(self) -> str:
        return rf"{NUMBER}(?:{self._joint}{NUMBER})*"

    @property
    def _items(self) -> str:
        return rf"{self.item}(?:{self._joint}{self.item})*"

    @property
    def _word_start(self) -> str:
        return rf"(?<![\w/]){self.proclitics}"

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """An article and what follows of it."""
        return _compile(
            rf"(?P<unit>(?:{self.article})\s*(?P<numbers>{self._numbers})"
            rf"(?:\s*[,،]?\s*(?:{self.paragraph})\s*(?P<paragraphs>{self._numbers})"
            rf"|\s?\((?P<bracketed>\d{{1,2}})\))?"
            rf"(?:(?:\s*[,،]?\s*(?:{self.subparagraph}))?\s*(?P<items>{self._items}))?)"
        )

    @cached_property
    def reversed_unit(self) -> re.Pattern[str]:
        """An article after its parts; ``unit`` begins with those."""
        return _compile(
            rf"(?P<unit>(?:(?:{self.subparagraph})\s*(?P<items>{self._items})(?:{self.of}))?"
            rf"(?:(?:{self.paragraph})\s*(?P<paragraphs>{self._numbers})"
            rf"(?:\s*(?P<parts>{self._items}))?(?:{self.of}))?"
            rf"(?:{self.article})\s*(?P<numbers>{NUMBER}))"
        )

    @cached_property
    def further_articles(self) -> re.Pattern[str]:
        """The last articles of a list, without the word for them, right before the treaty."""
        return _compile(
            rf"(?P<unit>(?P<numbers>{self._numbers}))(?P<paragraphs>(?!))?(?P<items>(?!))?"
            rf"(?=(?:{self.of}){self._treaty})"
        )

    @cached_property
    def unit_joint(self) -> re.Pattern[str]:
        return _compile(rf"{self._joint}(?:{self.proclitics})")

    @cached_property
    def treaty_start(self) -> re.Pattern[str]:
        """Treaties without what stands before them."""
        return _compile(self._treaty)

    @property
    def _treaty(self) -> str:
        names = [
            *((f"held_{slug.replace('-', '_')}", each) for slug, each in self.treaties.items()),
            *((f"other_{at}", each) for at, each in enumerate(self.other_treaties.values())),
            ("protocol", self.protocol),
            ("convention", self.convention),
        ]
        return "(?:" + "|".join(rf"(?P<{name}>{each})" for name, each in names) + r")(?!\w)"

    @cached_property
    def of_treaty(self) -> re.Pattern[str]:
        return _compile(rf"(?:{self.of})(?P<treaty>{self._treaty})")

    @cached_property
    def of_whole(self) -> re.Pattern[str]:
        return _compile(self.of)

    @cached_property
    def of_named_treaty(self) -> re.Pattern[str]:
        return _compile(rf"\s*[,،]?\s*(?:{self.thereof})(?!\w)")

    @cached_property
    def passages(self) -> re.Pattern[str]:
        """The passages behind a symbol or the number of a resolution."""
        return _compile(
            rf"(?:[\s,،]*\(?(?:{self.annex}))?[\s,،]*\(?(?:(?:{self.recommendation})\s*"
            rf"(?P<recommendations>{self._numbers})|(?:{self.paragraph})\s*(?P<passages>"
            rf"{self._listed_passages}))"
        )

    @property
    def _listed_passages(self) -> str:
        one = rf"{NUMBER}(?:\s*{self._items})?"
        return rf"{one}(?:{self._joint}{one})*"

    @cached_property
    def annex_after(self) -> re.Pattern[str]:
        return _compile(rf"[\s,،]*(?:{self.annex})(?!\w)")

    @cached_property
    def passages_of_document(self) -> re.Pattern[str]:
        """Passages before the document or the resolution that they are of."""
        return _compile(
            rf"(?P<whole>(?:(?:{self.recommendation})\s*(?P<recommendations>{self._numbers})"
            rf"|(?:{self.paragraph})\s*(?P<passages>{self._listed_passages})))"
            rf"(?:{self.of})(?:(?:{self.document})\s+)?"
        )

    @cached_property
    def organ(self) -> re.Pattern[str]:
        return _compile(rf"(?<!\w){self.proclitics}(?:{self._organs})(?!\w)")

    @property
    def _organs(self) -> str:
        return "|".join(self.organs)

    @cached_property
    def resolutions(self) -> re.Pattern[str]:
        return _compile(
            rf"{self._word_start}(?P<whole>(?:(?P<organ_before>{self._organs})\s+)?"
            rf"(?P<word>(?:{self.resolution}))\s+(?:(?P<organ_within>{self._organs})\s+)?"
            rf"(?P<numbers>{RESOLUTION_NUMBER}(?:{self._joint}{RESOLUTION_NUMBER})*)"
            rf"(?:(?:{self.of})(?P<organ_after>{self._organs})(?!\w))?)"
        )

    @cached_property
    def heads(self) -> dict[str, re.Pattern[str]]:
        """The beginnings of citations by kind; of several at one place the first is taken."""
        start = self._word_start
        return {
            "address": re.compile(rf"(?P<whole>{patterns.ADDRESS})"),
            "conference": _compile(rf"{start}(?P<whole>{self.conference})"),
            "provision": _compile(
                rf"{start}(?P<whole>(?=(?:{self.article}|{self.paragraph}|{self.subparagraph}"
                rf"|{self.recommendation})\s*[\d(\w]))"
            ),
            "chapter": _compile(
                rf"{start}(?P<whole>(?:{self.chapter})\s+"
                rf"(?P<number>{'|'.join(sorted(self.chapter_numbers, key=len, reverse=True))})"
                rf"(?!\w)(?:{self.of}))"
            ),
            "resolution": self.resolutions,
            "document": re.compile(rf"(?P<whole>(?a:{symbols.PATTERN.pattern}))"),
            "treaty": _compile(rf"{start}(?P<whole>{self._treaty})"),
            "same": _compile(rf"{start}(?P<whole>{self.same_article})(?!\w)"),
        }

    @cached_property
    def heads_in_notes(self) -> dict[str, re.Pattern[str]]:
        return {"ibid": _compile(rf"^\s*(?P<whole>{self.ibid})"), **self.heads}

    def organ_prefix(self, words: str) -> str:
        """Return what symbols of an organ's resolutions begin with; empty if they have none."""
        return next(
            (prefix for organ, prefix in self.organs.items() if _compile(organ).fullmatch(words)),
            "",
        )

    def plain_items(self, printed: str | None) -> str:
        """Return letters of items as ``(a)-(c), (e)``."""
        joined = self.in_range.sub("-", printed or "")
        found, position = "", 0
        for match in _compile(self.item).finditer(joined):
            letter = match[0].strip("() ").lower()
            place = letter if letter.isascii() else chr(ord("a") + self.letters.index(letter))
            between = "-" if "-" in joined[position : match.start()] else ", "
            found, position = f"{found}{between}({place})", match.end()
        return found.removeprefix(", ")

    def plain_numbers(self, printed: str | None) -> str:
        """Return a list of numbers with their letters as ``8(a)-(k), 9-10``."""
        parts = re.split(rf"({NUMBER})", self.in_range.sub("-", printed or ""))
        found = ""
        for number, rest in zip(parts[1::2], parts[2::2], strict=True):
            found += number + self.plain_items(rest.rstrip("- ,،"))
            found += "-" if rest.rstrip().endswith("-") else ", "
        return found.removesuffix(", ").removesuffix("-")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(plain_pattern(pattern), re.IGNORECASE)
