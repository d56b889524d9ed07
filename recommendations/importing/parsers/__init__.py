"""Parsers: one module for each genre of document, and a line in ``PARSERS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recommendations.importing.parsed import ParsedDocument
from recommendations.importing.parsers import compilation, paper, report
from recommendations.importing.parsers.printed import names_on_cover
from recommendations.importing.reading import Source, Unreadable


@dataclass(frozen=True)
class GenreParser:
    """How documents of a genre are recognised and parsed; ``genre`` is a slug of ``GENRES``."""

    genre: str
    recognises: Callable[[Source], bool]
    parse: Callable[[Source], ParsedDocument]


#: In the order in which they are asked whether they recognise a file.
PARSERS: tuple[GenreParser, ...] = (
    GenreParser("report", report.recognises, report.parse),
    GenreParser("compilation", names_on_cover("建议汇总"), compilation.parse),
    GenreParser("background-paper", names_on_cover("背景文件"), paper.parse),
    GenreParser("working-paper", names_on_cover("工作文件"), paper.parse),
)


def parse(source: Source) -> ParsedDocument:
    """Return the document, read by the first parser that recognises it, or raise ``Unreadable``."""
    for parser in PARSERS:
        if parser.recognises(source):
            document = parser.parse(source)
            document.genre = parser.genre
            if document.numbered():
                return document
    genres = ", ".join(parser.genre for parser in PARSERS)
    raise Unreadable(
        "The file is no document that can be read here. It must be the Chinese text of a document"
        f" of one of these genres: {genres}."
    )
