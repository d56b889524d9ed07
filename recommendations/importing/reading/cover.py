"""Covers of documents: the day of issue and the title."""

from __future__ import annotations

from recommendations.importing.grammars import GRAMMARS
from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.meeting import parse_dates
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind

#: Lines at the beginning of a file among which a document names its genre.
COVER_LINES = 20


def cover_genre(source: SourceText, grammar: Grammar) -> str:
    """Return the genre whose words the cover prints; empty if it prints none."""
    lines = [line.text for line in source.body[:COVER_LINES]]
    for genre, words in grammar.genres:
        if any(words.search(line) for line in lines):
            return genre
    return ""


def day_of_issue(document: ParsedDocument) -> str | None:
    """Return the day that stands alone on a line of the cover, in ISO form; None if none does.

    Covers print it in English, too, whatever the document's language.
    """
    for line in cover_lines(document):
        for grammar in GRAMMARS:
            if grammar.days.fullmatch(line):
                start, end = parse_dates(line, grammar)
                if start and start == end:
                    return start
    return None


def title_of_report(document: ParsedDocument, grammar: Grammar) -> str:
    """Return the title that the cover of a report prints; empty if it prints none."""
    lines = cover_lines(document)
    return next((line for line in lines if grammar.title_of_report.fullmatch(line)), "")


def cover_lines(document: ParsedDocument) -> list[str]:
    """Return the texts of the passages of the cover."""
    return [each.text for each in document.passages if each.kind == PassageKind.COVER]
