"""Symbols of United Nations documents: their parts, their order, their addresses.

    symbol = body ["/" year] ["/" [series ("." | "/")] number] {"/" change}
    body   = organ {"/" (subsidiary body | session)}      CTOC/COP/WG.7, A/CONF.213, A/HRC/35
    series = CRP, INF, L, PM …                            the nature of the document
    change = Add.n, Amend.n, Corr.n, Rev.n, Summary       what was made of a text issued before

After https://research.un.org/en/docs/symbols. A symbol has a year or a number, and at least
two strokes (``A/4`` is a size of paper).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

PART = r"/(?:[A-Z]+(?:\.\d+)?|\d+)"
SERIES = r"CRP|INF|L|NGO|PM|PV|R|SR|WP"
CHANGES = r"(?:/(?:(?:Add|Amend|Corr|Rev)\.\d+|Summary))*"

#: Finds symbols in running text, but not inside web addresses.
PATTERN = re.compile(
    rf"(?<![\w/.-])[A-Z]{{1,6}}(?:{PART})+/(?:(?:{SERIES})[./])?\d+{CHANGES}(?!\w)", re.ASCII
)
GRAMMAR = re.compile(
    rf"(?P<body>[A-Z]{{1,6}}(?:{PART})*?)(?:/(?P<year>(?:19|20)\d\d))?"
    rf"(?:/(?:(?P<series>{SERIES})[./])?(?P<number>\d+))?(?P<changes>{CHANGES})",
    re.ASCII,
)

SERVER = "https://docs.un.org"
#: The server's names of the languages, by ours.
SERVER_LANGUAGES = {"ar": "ar", "zh-hans": "zh", "en": "en", "fr": "fr", "ru": "ru", "es": "es"}

#: The body whose documents these are, the catalogue of the United Nations' libraries, and its names
#: of the languages.
WORKING_GROUP = "CTOC/COP/WG.7"
LIBRARY = "https://digitallibrary.un.org/search"
LIBRARY_LANGUAGES = SERVER_LANGUAGES | {"zh-hans": "zh_CN"}


@dataclass(frozen=True)
class Symbol:
    """The parts of a symbol."""

    body: str
    year: int | None
    series: str
    number: int | None
    #: ``Rev.1`` or ``Add.2/Corr.1``; empty for a text as first issued.
    suffix: str


def parse_symbol(symbol: str) -> Symbol:
    """Parse a symbol; ``ValueError`` if it is none."""
    match = GRAMMAR.fullmatch(symbol)
    if match is None or PATTERN.fullmatch(symbol) is None:
        raise ValueError(f"Not the symbol of a United Nations document: {symbol!r}")
    return Symbol(
        body=match["body"],
        year=int(match["year"]) if match["year"] else None,
        series=match["series"] or "",
        number=int(match["number"]) if match["number"] else None,
        suffix=match["changes"].removeprefix("/"),
    )


def ordering_key(symbol: str) -> tuple[str | int, ...]:
    """Orders figures by value (WG.4, WG.7, WG.10) and a text before its changes."""
    parts = re.split(r"(\d+)", symbol)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))


def un_address(symbol: str, language: str = "en") -> str:
    """Return the address of a document at the United Nations, in a language of this site."""
    return f"{SERVER}/{SERVER_LANGUAGES[language]}/{quote(symbol)}"


def library_address(year: int, language: str) -> str:
    """Return the search for the Working Group's documents of a year in the UN Digital Library."""
    query = urlencode({"ln": LIBRARY_LANGUAGES[language], "p": f"{WORKING_GROUP}/{year}"})
    return f"{LIBRARY}?{query}"


def symbol_from_file_name(name: str) -> str:
    """``CTOC-COP-WG.7-2020-4``, as file names write it, as a symbol; else ``ValueError``."""
    symbol = name.replace("-", "/")
    parse_symbol(symbol)
    return symbol
