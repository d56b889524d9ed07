"""Parsers: one module for each genre of document, and a line in ``PARSERS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.questions import ReadingHints
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers import compilation, paper, report
from recommendations.importing.parsers.passage_starts import names_on_cover
from recommendations.importing.reading.doubtful_lines import answer_lines
from recommendations.importing.reading.parsed_document import ParsedDocument
from recommendations.importing.reading.symbol import ask_about_symbol, document_symbol


@dataclass(frozen=True)
class GenreParser:
    """Recognises and parses documents of a genre; ``genre`` is a slug of ``GENRES``."""

    genre: str
    recognises: Callable[[SourceText], bool]
    parse: Callable[[SourceText, Inquiry], ParsedDocument]


#: In the order in which they are asked whether they recognise a file.
PARSERS: tuple[GenreParser, ...] = (
    GenreParser("report", report.is_report, report.parse_report),
    GenreParser("compilation", names_on_cover("建议汇总"), compilation.parse_compilation),
    GenreParser("background-paper", names_on_cover("背景文件"), paper.parse_paper),
    GenreParser("working-paper", names_on_cover("工作文件"), paper.parse_paper),
)


def parse_document(source: SourceText, hints: ReadingHints | None = None) -> ParsedDocument:
    """Parse a file with the first parser that recognises it; raises ``ImportRejected``."""
    inquiry = Inquiry(hints or ReadingHints())
    answer_lines(source, inquiry)
    for parser in PARSERS:
        if parser.recognises(source):
            document = parser.parse(source, inquiry)
            document.genre = parser.genre
            if document.numbered_passages():
                document.symbol = document_symbol(source, inquiry)
                if document.genre == "report":
                    ask_about_symbol(document, inquiry)
                document.questions = inquiry.questions
                return document
    genres = ", ".join(parser.genre for parser in PARSERS)
    raise ImportRejected(
        "The file is no document that can be read here. It must be the Chinese text of a document"
        f" of one of these genres: {genres}."
    )
