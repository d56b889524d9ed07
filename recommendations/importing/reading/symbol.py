"""The symbol of a document: as it was given, as the file prints it, as somebody answers."""

from __future__ import annotations

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    OTHER_SYMBOL,
    SYMBOL,
    SYMBOL_OF_OTHER_BODY,
    SYMBOL_OF_OTHER_YEAR,
    YEAR,
)
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.meeting import parse_dates
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind
from sessions.symbols import WORKING_GROUP, parse_symbol

#: Lines at the head of a cover among which its symbol may stand alone.
COVER_HEAD = 8


def document_symbol(source: SourceText, inquiry: Inquiry) -> str:
    """Return the symbol of a document; ask if none is known, or two are."""
    given, printed = inquiry.hints.symbol, printed_symbol(source)
    if not given and not printed:
        return inquiry.value(SYMBOL, 0, "")
    if given and printed and given != printed:
        answer = inquiry.ask(OTHER_SYMBOL, 0, printed, given=given)
        return given if answer is None else answer.value or printed
    return given or printed


def printed_symbol(source: SourceText) -> str:
    """Return the symbol that running headers print, or a line at the head of the cover.

    Empty if none does.
    """
    headers = (each.text for each in source.dropped if each.reason == "running header")
    cover = (line.text for line in source.body[:COVER_HEAD])
    return next((text for text in (*headers, *cover) if is_symbol(text)), "")


def is_symbol(text: str) -> bool:
    """Return whether a text is the symbol of a document and nothing else."""
    try:
        parse_symbol(text)
    except ValueError:
        return False
    return True


def ask_about_symbol(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> None:
    """Ask about what a symbol says otherwise than the text: the body of a report, the year."""
    if not is_symbol(document.symbol):
        return
    parts = parse_symbol(document.symbol)
    reports = document.genre == "report" and document.recommendations
    if reports and parts.body != WORKING_GROUP:
        answer = inquiry.value(SYMBOL_OF_OTHER_BODY, 1, document.symbol, body=WORKING_GROUP)
        document.symbol = answer or document.symbol
    line, year = meeting_year(document, grammar)
    if year and parts.year and year != str(parts.year):
        answer = inquiry.value(
            SYMBOL_OF_OTHER_YEAR, line, document.symbol, year=year, other=parts.year
        )
        document.symbol = answer or document.symbol


def document_year(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> int | None:
    """Return the year of a document; asks if neither its symbol nor its cover tells it.

    Of a cover the day of issue tells it, or else its other days, if all are of one year.
    """
    if not is_symbol(document.symbol):
        return None
    if year := parse_symbol(document.symbol).year:
        return year
    if document.issued:
        return int(document.issued[:4])
    _line, told = meeting_year(document, grammar)
    printed = {told} if told else cover_years(document, grammar)
    year_in_words = printed.pop() if len(printed) == 1 else inquiry.value(YEAR, 1, document.symbol)
    return int(year_in_words) if year_in_words else None


def cover_years(document: ParsedDocument, grammar: Grammar) -> set[str]:
    """Return the years of all days that a cover prints."""
    return {
        match["year"]
        for passage in document.passages
        if passage.kind == PassageKind.COVER
        for match in grammar.days.finditer(passage.text)
    }


def meeting_year(document: ParsedDocument, grammar: Grammar) -> tuple[int, str]:
    """Return the year of a document's meeting and the line that says it; empty if none does."""
    meeting = document.meeting
    if meeting and meeting.start:
        line = document.passage(meeting.anchor).line if meeting.anchor else 0
        return line, meeting.start[:4]
    for passage in document.passages:
        if passage.kind == PassageKind.COVER:
            start, end = parse_dates(passage.text, grammar)
            if start != end:  # A single day is that of the issue.
                return passage.line, start[:4]
    return 0, ""
