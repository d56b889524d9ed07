"""Parsers: one module for each genre of document, and a line in ``PARSERS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recommendations.importing.grammars import grammar_of_language, text_language
from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    GENRE,
    LANGUAGE,
    LONG_HEADING,
    OTHER_GENRE,
    OTHER_LANGUAGE,
)
from recommendations.importing.inquiries.questions import (
    QUOTED,
    Message,
    ReadingHints,
    gettext_noop,
    message,
)
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.compilation import parse_compilation
from recommendations.importing.parsers.paper import parse_any, parse_paper
from recommendations.importing.parsers.passage_starts import numbers_recommendations
from recommendations.importing.parsers.report import parse_report
from recommendations.importing.reading.cover import cover_genre, day_of_issue, document_title
from recommendations.importing.reading.doubtful_lines import answer_lines
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind
from recommendations.importing.reading.symbol import (
    ask_about_symbol,
    document_symbol,
    document_year,
    printed_symbol,
)


@dataclass(frozen=True)
class GenreParser:
    """Parses documents of a genre; ``genre`` is a slug of ``GENRES``."""

    genre: str
    parse: Callable[[SourceText, Grammar, Inquiry], ParsedDocument]


PARSERS: tuple[GenreParser, ...] = (
    GenreParser("report", parse_report),
    GenreParser("compilation", parse_compilation),
    GenreParser("background-paper", parse_paper),
    GenreParser("working-paper", parse_paper),
    GenreParser("provisional-agenda", parse_any),
    GenreParser("resolution", parse_paper),
    GenreParser("other", parse_any),
)

NOTHING_NUMBERED = gettext_noop(
    "The file is no document that can be read here: it numbers no passage. Looked for a chapter"
    " (“%(chapter)s”), a paragraph (“%(paragraph)s”) or “%(recommendation)s” at the beginning of a"
    " line; line %(line)s is the first that has words: “%(words)s”."
)
#: Characters of the longest heading, in Chinese and in other languages.
LONGEST_HEADING = {"zh-hans": 180, "en": 500}


def parse_document(source: SourceText, hints: ReadingHints | None = None) -> ParsedDocument:
    """Parse a file by its language and genre; raises ``ImportRejected``."""
    inquiry = Inquiry(hints or ReadingHints())
    answer_lines(source, inquiry)
    grammar = grammar_of_language(document_language(source, inquiry))
    genre = document_genre(source, grammar, inquiry)
    document = parser_of_genre(genre).parse(source, grammar, inquiry)
    if not document.numbered_passages():
        raise ImportRejected(nothing_numbered(source, grammar))
    document.genre = genre
    document.issued = day_of_issue(document)
    document.title = document_title(document, grammar, inquiry)
    ask_about_headings(document, inquiry)
    document.symbol = document_symbol(source, inquiry)
    ask_about_symbol(document, grammar, inquiry)
    document.is_symbol_printed = printed_symbol(source) == document.symbol
    document.year = document_year(document, grammar, inquiry)
    document.questions = inquiry.questions
    return document


def parser_of_genre(genre: str) -> GenreParser:
    """Return the parser of a genre; ``KeyError`` if there is none."""
    for parser in PARSERS:
        if parser.genre == genre:
            return parser
    raise KeyError(genre)


def document_language(source: SourceText, inquiry: Inquiry) -> str:
    """Return the language of a document: as stated, or as most of its text is in.

    Asks if the text is in another than was stated, or if nothing tells.
    """
    stated = inquiry.hints.language
    found = text_language("\n".join(line.text for line in source.body))
    if stated and found and stated != found:
        answer = inquiry.ask(OTHER_LANGUAGE, 0, found, found_language=found, stated_language=stated)
        return found if answer is None or answer.choice == "as-printed" else answer.value
    if not stated and not found:
        return inquiry.value(LANGUAGE, 0, "") or "en"
    return stated or found


def document_genre(source: SourceText, grammar: Grammar, inquiry: Inquiry) -> str:
    """Return the genre of a document: as stated, as its cover names it, or as answered."""
    stated, found = inquiry.hints.genre, cover_genre(source, grammar)
    if stated and found and stated != found:
        answer = inquiry.ask(OTHER_GENRE, 0, found, found_genre=found, stated_genre=stated)
        return found if answer is None or answer.choice == "as-printed" else answer.value
    if stated or found:
        return stated or found
    if numbers_recommendations(source, grammar):
        return "report"
    words = "; ".join(line.text[:QUOTED] for line in source.body[:3])
    return inquiry.value(GENRE, 1, words) or "other"


def ask_about_headings(document: ParsedDocument, inquiry: Inquiry) -> None:
    """Ask about headings that are so long that a paragraph may have got into them."""
    most = LONGEST_HEADING["zh-hans" if document.language == "zh-hans" else "en"]
    for passage in document.passages:
        if passage.kind == PassageKind.SECTION and len(passage.text) > most:
            words = passage.text[:QUOTED]
            inquiry.ask(LONG_HEADING, passage.line, words, length=len(passage.text))


def nothing_numbered(source: SourceText, grammar: Grammar) -> Message:
    """Return the message that a file holds no numbered passage."""
    first = source.body[0] if source.body else None
    return message(
        NOTHING_NUMBERED,
        chapter=grammar.example_chapter,
        paragraph="1-" if grammar.language == "ar" else "1.",
        recommendation=f"{grammar.recommendation} 1",
        line=first.number if first else 1,
        words=first.text[:QUOTED] if first else "",
    )
