"""Covers of documents: the day of issue and the title."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise, takewhile

from recommendations.importing.grammars import GRAMMARS
from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import TITLE
from recommendations.importing.inquiries.questions import QUOTED
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.reading.meeting import parse_dates
from recommendations.importing.reading.parsed_document import ParsedDocument, PassageKind

#: The genres whose covers end with the title.
UNTITLED = ("resolution", "other")
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


def document_title(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> str:
    """Return the title that a cover prints; asks for it if it prints none."""
    lines = cover_lines(document)
    if found := printed_title(lines, document.genre, grammar):
        return found
    return inquiry.value(TITLE, 1, "", cover="; ".join(lines)[:QUOTED])


def printed_title(lines: list[str], genre: str, grammar: Grammar) -> str:
    """Return the title among the lines of a cover; empty if there is none.

    A report and a compilation say what they are; the title of a paper stands above its author.
    """
    if genre == "report":
        return next((line for line in lines if grammar.title_of_report.fullmatch(line)), "")
    for above, line in pairwise(lines):
        if grammar.author.match(line) and not grammar.agenda_item.match(above):
            return above
    words = dict(grammar.genres).get(genre)
    named = [line for line in lines if words and words.search(line)]
    return named[0] if named else (lines[-1] if genre in UNTITLED and lines else "")


def cover_lines(document: ParsedDocument) -> list[str]:
    """Return the texts of the passages of the cover."""
    return [each.text for each in document.passages if each.kind == PassageKind.COVER]
