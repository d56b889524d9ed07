"""The symbol of a document: as it was given, as the file prints it, as somebody answers."""

from __future__ import annotations

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    OTHER_SYMBOL,
    SYMBOL,
    SYMBOL_OF_OTHER_BODY,
    SYMBOL_OF_OTHER_YEAR,
)
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.parsed_document import ParsedDocument
from sessions.symbols import WORKING_GROUP, parse_symbol


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
    """Return the symbol that the running headers of pages print; empty if none do."""
    for dropped in source.dropped:
        if dropped.reason == "running header" and is_symbol(dropped.text):
            return dropped.text
    return ""


def is_symbol(text: str) -> bool:
    """Return whether a text is the symbol of a document and nothing else."""
    try:
        parse_symbol(text)
    except ValueError:
        return False
    return True


def ask_about_symbol(document: ParsedDocument, inquiry: Inquiry) -> None:
    """Ask about what the symbol of a report says otherwise than its text: the body, the year."""
    if not is_symbol(document.symbol):
        return
    parts = parse_symbol(document.symbol)
    if parts.body != WORKING_GROUP and document.recommendations:
        answer = inquiry.value(SYMBOL_OF_OTHER_BODY, 1, document.symbol, body=WORKING_GROUP)
        document.symbol = answer or document.symbol
    meeting = document.meeting
    if meeting and meeting.start and parts.year and meeting.start[:4] != str(parts.year):
        line = document.passage(meeting.anchor).line if meeting.anchor else 0
        answer = inquiry.value(
            SYMBOL_OF_OTHER_YEAR, line, document.symbol, year=meeting.start[:4], other=parts.year
        )
        document.symbol = answer or document.symbol
