"""Covers of documents: the day of issue and the title."""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile

from recommendations.importing.grammars import GRAMMARS
from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.meeting import parse_dates
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind

#: Lines at the beginning of a file that may be its cover.
COVER_LINES = 20


def cover_genre(source: SourceText, grammar: Grammar) -> str:
    """Return the genre whose words the cover prints; empty if it prints none."""
    lines = list(takewhile(partial(is_of_cover, grammar), first_lines(source)))
    for genre, words in grammar.genres:
        if any(words.search(line) for line in lines):
            return genre
    return ""


def first_lines(source: SourceText) -> list[str]:
    return [line.text for line in source.body[:COVER_LINES]]


def is_of_cover(grammar: Grammar, line: str) -> bool:
    """Return whether a line is still of the cover: no heading of a first chapter, no paragraph."""
    chapter = rf"{grammar.chapters[0]}(?:{grammar.chapter_mark})"
    return not re.match(rf"(?:{chapter}|1(?:{grammar.number_mark}))\s*\S", line)


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
