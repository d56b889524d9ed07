"""Lines that may be layout, or hold marks that no print has: a person says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import MARKUP, PAGE_NUMBER
from recommendations.importing.layout.findings import DroppedText
from recommendations.importing.layout.markdown import doubtful_marks
from recommendations.importing.layout.running_headers import lone_page_numbers
from recommendations.importing.layout.source_text import SourceLine, SourceText

#: Marks of HTML: elements, comments, and names of characters.
MARKUP_OF_HTML = re.compile(r"</?[A-Za-z][^<>]{0,100}>?|<!--|&(?:[A-Za-z]{2,8}|#\w{1,8});")


def answer_lines(source: SourceText, inquiry: Inquiry) -> None:
    """Ask about doubtful lines of a file; leave out what was answered to be layout."""
    for question in source.questions:
        inquiry.ask_question(question)
    lines = source.lines()
    layout: set[int] = set()
    for place in lone_page_numbers(lines, source.running_headers()):
        if inquiry.choice(PAGE_NUMBER, place + 1, lines[place]) == "layout":
            layout.add(place + 1)
    drop_lines(source, layout)
    for number, line in enumerate(lines, start=1):
        if marks := markup(line, source):
            named, languages = "”, “".join(marks), ", ".join(sorted(set(marks.values())))
            answer = inquiry.choice(MARKUP, number, line, mark=named, language=languages)
            if answer == "layout":
                drop_marks(source, number, marks)


def markup(line: str, source: SourceText) -> dict[str, str]:
    """Return the marks of HTML or of Markdown that nothing takes off, each with its language.

    A document prints none; a converter leaves some.
    """
    marks = {match[0]: "HTML" for match in MARKUP_OF_HTML.finditer(line)}
    if source.markdown:
        footnotes = {footnote.mark for footnote in source.footnotes}
        doubtful = [mark for mark in doubtful_marks(line) if mark not in footnotes]
        marks |= dict.fromkeys(doubtful, "Markdown")
    return marks


def drop_lines(source: SourceText, numbers: set[int]) -> None:
    """Take lines out of the body, and account for them as layout."""
    for line in source.body:
        if line.number in numbers:
            source.dropped.append(DroppedText(line.number, line.text, "layout, as answered"))
    source.body = [line for line in source.body if line.number not in numbers]


def drop_marks(source: SourceText, number: int, marks: Iterable[str]) -> None:
    """Take marks out of a line, and account for them as layout."""
    notes = (line for footnote in source.footnotes for line in footnote.lines)
    for line in (*source.body, *notes):
        if line.number == number:
            take_marks_out(source, line, marks)


def take_marks_out(source: SourceText, line: SourceLine, marks: Iterable[str]) -> None:
    for mark in marks:
        for _time in range(line.text.count(mark)):
            source.dropped.append(DroppedText(line.number, mark, "mark, as answered"))
        line.text = line.text.replace(mark, "").strip()
