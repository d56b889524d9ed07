"""The report of a meeting, in Markdown.

    document       = cover, chapter*
    chapter        = "一. HEADING", (section | paragraph | recommendation)*
    section        = "A. HEADING", (paragraph | recommendation)*
    recommendation = "建议 18" on a line of its own, then its text
    paragraph      = "26. TEXT", item*
    item           = "1. TEXT" (of an agenda), or "(a) TEXT"

The number of hashes is irregular and means nothing: the printed number decides the level. A number
that is not the next paragraph's is an item of the agenda if it continues the agenda's numbers.
Every recommendation was adopted by the meeting that the document reports on.
"""

import re

from recommendations.citations.grammar import to_int
from recommendations.importing.assembling import CHAPTER, SECTION, Start, State, assemble
from recommendations.importing.parsed import Kind, ParsedDocument, ParsedRecommendation
from recommendations.importing.parsers.printed import (
    CHAPTER_START,
    ITEM_START,
    NUMBER_START,
    SECTION_START,
    start,
)
from recommendations.importing.reading import Line, Source

RECOMMENDATION_START = re.compile(r"(?P<printed>建议 (?P<label>\d+))(?P<text>)")
MEETING = re.compile(r"偷运移民问题工作组第(?P<session>[一二三四五六七八九十]+)[届次]会议于")


def recognises(source: Source) -> bool:
    """Whether the file is in Markdown and numbers recommendations."""
    return source.markdown and any(
        RECOMMENDATION_START.fullmatch(line.text) for line in source.body
    )


def parse(source: Source) -> ParsedDocument:
    """The document and its numbered recommendations."""
    document = assemble(source, begin)
    document.session = session_of(document)
    document.recommendations = [
        ParsedRecommendation(passage.anchor, "adopted", int(passage.label), "", passage.text)
        for passage in document.passages
        if passage.kind == Kind.RECOMMENDATION
    ]
    return document


def session_of(document: ParsedDocument) -> int | None:
    """The number of the meeting, as the paragraph on its opening gives it."""
    for passage in document.passages:
        if match := MEETING.match(passage.text):
            return to_int(match["session"])
    return None


def begin(line: Line, state: State) -> Start | None:
    """What the line begins, or ``None`` if it goes on with what is there."""
    if match := CHAPTER_START.fullmatch(line.text):
        return start(Kind.SECTION, match, CHAPTER)
    if not state.in_text:
        return None
    if match := SECTION_START.fullmatch(line.text):
        return start(Kind.SECTION, match, SECTION)
    if match := RECOMMENDATION_START.fullmatch(line.text):
        return start(Kind.RECOMMENDATION, match)
    if match := NUMBER_START.fullmatch(line.text):
        continues_agenda = int(match["label"]) == state.agenda_item + 1 <= state.paragraph
        return start(Kind.ITEM if continues_agenda else Kind.PARAGRAPH, match)
    if match := ITEM_START.fullmatch(line.text):
        return start(Kind.ITEM, match)
    return None
