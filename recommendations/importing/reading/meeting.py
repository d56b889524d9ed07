"""Meetings as their reports print them: the body, the number of the session, dates and city.

opening paragraph   The Working Group … held its thirteenth meeting in Vienna on 6 October 2026.
cover               Report on the meeting of the Working Group … held in Vienna on 6 October 2026
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    DATES,
    NO_BODY,
    NO_PARAGRAPHS,
    OTHER_BODY,
    SESSION,
)
from recommendations.importing.reading.parsed_document import (
    Meeting,
    ParsedDocument,
    ParsedPassage,
    PassageKind,
)
from recommendations.texts.numerals import to_int

#: The answer to a question about the dates of a meeting.
ISO_DATES = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)(?:/| – )(?P<end>\d{4}-\d\d-\d\d)")
#: What parts the sentence on the opening from the next; no point after a number or an initial.
END_OF_SENTENCE = re.compile(r"。|[.؟](?=\s+[^\W\d])|[.؟]$")


def parse_meeting(passages: Iterable[ParsedPassage], grammar: Grammar) -> Meeting | None:
    """Return the meeting that a report's paragraph on its opening names; None if none does."""
    for passage in passages:
        match = grammar.opening.match(passage.text)
        if match is None:
            continue
        session = ordinal_number(match, grammar)
        if session:
            rest = passage.text[match.start() :]
            end = END_OF_SENTENCE.search(passage.text, match.end())
            sentence = rest[: end.start() - match.start()] if end else rest
            start, last = parse_dates(sentence, grammar)
            city = next((slug for name, slug in grammar.cities.items() if name in sentence), "")
            return Meeting(session, passage.anchor, start, last, city)
    return None


def ordinal_number(match: re.Match[str], grammar: Grammar) -> int:
    """Return the number that a pattern's ordinal says in words or figures; 0 if none."""
    groups = match.groupdict()
    words = groups.get("ordinal") or groups.get("other") or ""
    if figures := re.match(r"\d+", words):
        return int(figures[0])
    if grammar.language == "zh-hans":
        return to_int(words)
    for number, pattern in enumerate(grammar.ordinals, start=1):
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return number
    return 0


def parse_dates(text: str, grammar: Grammar) -> tuple[str, str]:
    """Return the first and the last day that a text prints, in ISO form; empty if none."""
    match = grammar.days.search(text)
    if match is None:
        return "", ""
    year = int(match["year"])
    first = (match["day"] or match["last_day"], match["month"] or match["last_month"])
    last = (match["last_day"] or match["day"], match["last_month"] or match["month"])
    try:
        days = [
            date(year, month_number(month, grammar), day_number(day))
            for day, month in (first, last)
        ]
    except ValueError:
        return "", ""
    return days[0].isoformat(), days[1].isoformat()


def day_number(day: str) -> int:
    """Return the number of a day as printed: ``1er`` is 1."""
    figures = re.match(r"\d+", day)
    return int(figures[0]) if figures else 0


def month_number(month: str, grammar: Grammar) -> int:
    """Return the number of a month by its name; 0 if it is none."""
    for number, pattern in enumerate(grammar.months, start=1):
        if re.fullmatch(pattern, month, re.IGNORECASE):
            return number
    return 0


def ask_about_report(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> None:
    """Ask about what a report should say of itself and does not, or says otherwise."""
    cover = [each for each in document.passages if each.kind == PassageKind.COVER]
    if not is_of_working_group(cover, grammar, inquiry):
        document.recommendations.clear()
        document.meeting = None
    elif not any(each.kind == PassageKind.PARAGRAPH for each in document.passages):
        inquiry.ask(NO_PARAGRAPHS, 1, "")
    elif document.meeting is None:
        number = inquiry.value(SESSION, 0, "", example=grammar.example)
        if number.isdigit():
            document.meeting = Meeting(int(number), "")
    else:
        ask_about_dates(document, cover, document.meeting, grammar, inquiry)


def is_of_working_group(cover: list[ParsedPassage], grammar: Grammar, inquiry: Inquiry) -> bool:
    """Return whether a report is of the Working Group; asks unless its cover names it.

    The report of another body adopts nothing here, whatever is answered.
    """
    text = "\n".join(each.text for each in cover)
    if grammar.language == "zh-hans":  # Covers arrange their lines with spaces.
        text = re.sub(r"(?<=[^\d\s!-~]) (?=[^\d\s!-~])", "", text)
    if grammar.working_group.search(text):
        return True
    line = cover[0].line if cover else 1
    named = "; ".join(dict.fromkeys(f"“{found[0]}”" for found in grammar.body.finditer(text)))
    if named:
        inquiry.ask(OTHER_BODY, line, named)
        return False
    return inquiry.choice(NO_BODY, line, grammar.example_body) == "adopted"


def ask_about_dates(
    document: ParsedDocument,
    cover: list[ParsedPassage],
    meeting: Meeting,
    grammar: Grammar,
    inquiry: Inquiry,
) -> None:
    """Ask if the cover prints other dates than the paragraph on the opening."""
    for passage in cover:
        days = parse_dates(passage.text, grammar)
        if grammar.days.fullmatch(passage.text) and days[0] == days[1]:
            continue  # The day of issue.
        if days[0] and meeting.start and days != (meeting.start, meeting.end):
            opening = f"{meeting.start} – {meeting.end}"
            printed = f"{days[0]} – {days[1]}"
            answer = inquiry.value(
                DATES, passage.line, passage.text, cover=printed, opening=opening
            )
            if match := ISO_DATES.fullmatch(answer):
                document.meeting = replace(meeting, start=match["start"], end=match["end"])
            return
