"""Meetings as their reports print them: the body, the number of the session, dates and city.

opening paragraph   偷运移民问题工作组第十三次会议于 2026 年 10 月 6 日和 7 日在维也纳举行。
cover               偷运移民问题工作组 2026 年 10 月 6 日和 7 日在维也纳举行的会议报告
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    DATES,
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
from smuggling_kb.chinese import HAN

#: The subject of the Working Group whose recommendations these are, before 问题工作组.
SUBJECT = "偷运移民"
OPENING = re.compile(
    rf"(?:{SUBJECT}问题)?工作组第 ?(?P<session>[一二三四五六七八九十]+|\d{{1,2}}) ?[届次]会议于"
)
WORKING_GROUP = re.compile(rf"(?P<subject>[{HAN}]{{2,12}}?)问题(?:[{HAN}]{{2,12}})?工作组")
#: Days of one month, or from a day of one month to one of the next; the last two are optional.
DAYS = re.compile(
    r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日?"
    r"(?: ?(?:至|和|、) ?(?:(?P<last_month>\d{1,2}) ?月 ?)?(?P<last_day>\d{1,2}) ?日)?"
)
#: The answer to a question about the dates of a meeting.
ISO_DATES = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)(?:/| – )(?P<end>\d{4}-\d\d-\d\d)")
#: The cities where the Working Group meets, by their names in its documents.
CITIES = {"维也纳": "vienna"}


def parse_meeting(passages: Iterable[ParsedPassage]) -> Meeting | None:
    """Return the meeting that a report's paragraph on its opening names; None if none does."""
    for passage in passages:
        if match := OPENING.match(passage.text):
            number = match["session"]
            session = int(number) if number.isdigit() else to_int(number)
            sentence = passage.text[match.end() :].partition("。")[0]
            start, end = parse_dates(sentence)
            city = next((slug for name, slug in CITIES.items() if name in sentence), "")
            return Meeting(session, passage.anchor, start, end, city)
    return None


def parse_dates(text: str) -> tuple[str, str]:
    """Return the first and the last day that a text prints, in ISO form; empty if none."""
    match = DAYS.search(text)
    if match is None:
        return "", ""
    year, month = int(match["year"]), int(match["month"])
    last_month, last_day = match["last_month"] or month, match["last_day"] or match["day"]
    try:
        days = date(year, month, int(match["day"])), date(year, int(last_month), int(last_day))
    except ValueError:
        return "", ""
    return days[0].isoformat(), days[1].isoformat()


def ask_about_report(document: ParsedDocument, inquiry: Inquiry) -> None:
    """Ask about what a report should say of itself and does not, or says otherwise."""
    cover = [each for each in document.passages if each.kind == PassageKind.COVER]
    subjects = {found["subject"]: each for each in cover for found in _groups(each.text)}
    if SUBJECT not in subjects:
        named = "; ".join(f"“{subject}问题工作组”" for subject in subjects)
        line = cover[0].line if cover else 1
        choice = inquiry.choice(OTHER_BODY, line, named, named=named or "no working group")
        if choice == "no-recommendations":
            document.recommendations.clear()
    if not any(each.kind == PassageKind.PARAGRAPH for each in document.passages):
        inquiry.ask(NO_PARAGRAPHS, 1, "")
    elif document.meeting is None:
        example = f"{SUBJECT}问题工作组第十三次会议于"
        number = inquiry.value(SESSION, 0, "", example=example)
        if number.isdigit():
            document.meeting = Meeting(int(number), "")
    else:
        ask_about_dates(document, cover, document.meeting, inquiry)


def ask_about_dates(
    document: ParsedDocument, cover: list[ParsedPassage], meeting: Meeting, inquiry: Inquiry
) -> None:
    """Ask if the cover prints other dates than the paragraph on the opening."""
    for passage in cover:
        days = parse_dates(passage.text)
        if days[0] and meeting.start and days != (meeting.start, meeting.end):
            opening = f"{meeting.start} – {meeting.end}"
            printed = f"{days[0]} – {days[1]}"
            answer = inquiry.value(
                DATES, passage.line, passage.text, cover=printed, opening=opening
            )
            if match := ISO_DATES.fullmatch(answer):
                document.meeting = replace(meeting, start=match["start"], end=match["end"])
            return


def _groups(text: str) -> Iterator[re.Match[str]]:
    return WORKING_GROUP.finditer(re.sub(r"(?<=[^\d\s]) (?=[^\d\s])", "", text))
