"""The facts that grammars read of the text of a record, to be compared across languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_citations
from recommendations.citations.parsed_citation import ParsedCitation
from recommendations.texts.dates import printed_days
from recommendations.texts.folding import Span
from recommendations.texts.modality import Modality, read_modality
from recommendations.texts.numerals import HAN_NUMERALS, to_int
from recommendations.texts.plain_text import plain_text

#: The largest number that texts write in words or in figures as they like.
LARGEST_WORD = 12
#: A number in figures, its thousands apart or not, with what Chinese multiplies it by.
FIGURES = re.compile(
    r"(?<![\w.,/])(?P<figures>\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+)(?P<fraction>[.,]\d+)?"
    r"(?:\s*(?P<by>[万亿]))?(?![\d/])"
)
HAN_NUMBER = re.compile(rf"(?<!第)[{HAN_NUMERALS}]{{2,}}(?=[个名种次年项份国条段款])")
MULTIPLES = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class RecordText:
    """The text of a record in one language."""

    language: str
    text: str
    chapeau: str = ""


class CitedPlace(NamedTuple):
    """Something that a text cites, the same in every language."""

    is_article: bool
    reference: str


@dataclass(frozen=True)
class TextFacts:
    """The facts that grammars read of a text, by keys that all languages share."""

    language: str
    modality: Modality
    #: The words that cite it, by what is cited.
    citations: dict[CitedPlace, str]
    days: frozenset[str]
    numbers: frozenset[str]
    items: int


def read_text_facts(record: RecordText, names: TreatyNames) -> TextFacts:
    """Read a text; ``names`` are the Chinese names of treaties."""
    words = f"{record.chapeau}\n{record.text}"
    cited = parse_citations(words, CitationContext(names, language=record.language))
    days = printed_days(words, record.language)
    read = [*((each.start, each.end) for each in cited), *(span for span, _day in days)]
    return TextFacts(
        record.language,
        read_modality(record.text, record.chapeau, record.language),
        {place: each.as_written for each in cited if (place := cited_place(each))},
        frozenset(day for _span, day in days),
        frozenset(printed_numbers(cover_spans(words, read))),
        record.text.count("\n"),
    )


def cited_place(cited: ParsedCitation) -> CitedPlace | None:
    """Return what is cited; None if its name is of one language."""
    pinpoint = f" @ {cited.pinpoint}" if cited.pinpoint else ""
    if cited.kind == "article" and cited.instrument_slug:
        return CitedPlace(is_article=True, reference=f"{cited.reference}{pinpoint}")
    if cited.kind in ("document", "resolution"):
        reference = re.sub(r"^.*/RES/", "", cited.reference)
        return CitedPlace(is_article=False, reference=f"{reference}{pinpoint}")
    return None


def printed_numbers(text: str) -> Iterable[str]:
    """Yield the numbers above those that texts may as well write in words."""
    plain = plain_text(text).text
    for match in FIGURES.finditer(plain):
        number = float(re.sub(r"\D", "", match["figures"]))
        if match["fraction"]:
            number += float(f"0.{match['fraction'][1:]}")
        number *= MULTIPLES.get(match["by"] or "", 1)
        if number > LARGEST_WORD:
            yield f"{number:.10g}" if number < 1e9 else str(int(number))
    for match in HAN_NUMBER.finditer(plain):
        if to_int(match[0]) > LARGEST_WORD:
            yield str(to_int(match[0]))


def cover_spans(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with spans of it left blank."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
