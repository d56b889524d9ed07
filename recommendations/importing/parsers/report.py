"""The report of a meeting.

    document       = cover, chapter*
    chapter        = "一. HEADING", (section | paragraph | recommendation)*
    section        = "A. HEADING", (paragraph | recommendation)*
    recommendation = "建议 18" on a line of its own, then its text
    paragraph      = "26. TEXT", item*
    item           = "1. TEXT" (of an agenda), or "(a) TEXT"

In Markdown the number of hashes is irregular and means nothing: the printed number decides the
level. A number that is not the next paragraph's is an item of the agenda if it continues the
agenda's numbers.
Every recommendation was adopted by the meeting that the document reports on.
"""

import re

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.layout.source_text import SourceLine, SourceText
from recommendations.importing.parsers.passage_starts import (
    CHAPTER_START,
    ITEM_START,
    NUMBER_START,
    SECTION_START,
    names_on_cover,
    start_from_match,
)
from recommendations.importing.reading.meeting import ask_about_report, parse_meeting
from recommendations.importing.reading.parsed_document import (
    CHAPTER,
    SECTION,
    ParsedDocument,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import PassageStart, SegmentationState, segment

#: Words by which covers of other genres name them.
OTHER_GENRES = ("建议汇总", "背景文件", "工作文件")
RECOMMENDATION_START = re.compile(r"(?P<printed>建议 (?P<label>\d+))(?P<text>)")


def is_report(source: SourceText) -> bool:
    """Return whether the file numbers recommendations and its cover does not say otherwise."""
    return any(RECOMMENDATION_START.fullmatch(line.text) for line in source.body) and not any(
        names_on_cover(words)(source) for words in OTHER_GENRES
    )


def parse_report(source: SourceText, inquiry: Inquiry) -> ParsedDocument:
    """Parse a report, with its numbered recommendations."""
    document = segment(source, report_passage_start, inquiry)
    document.meeting = parse_meeting(document.passages)
    document.recommendations = [
        ParsedRecommendation(
            passage.anchor, "adopted", int(passage.label), "", document.wording(passage).text
        )
        for passage in document.passages
        if passage.kind == PassageKind.RECOMMENDATION
    ]
    ask_about_report(document, inquiry)
    return document


def report_passage_start(line: SourceLine, state: SegmentationState) -> PassageStart | None:
    """Return the start of a passage, or ``None`` if the line continues the last one."""
    if match := CHAPTER_START.fullmatch(line.text):
        return start_from_match(PassageKind.SECTION, match, CHAPTER)
    if not state.in_text:
        return None
    if match := SECTION_START.fullmatch(line.text):
        return start_from_match(PassageKind.SECTION, match, SECTION)
    if match := RECOMMENDATION_START.fullmatch(line.text):
        return start_from_match(PassageKind.RECOMMENDATION, match)
    if match := NUMBER_START.fullmatch(line.text):
        continues_agenda = int(match["label"]) == state.agenda_item + 1 <= state.paragraph
        return start_from_match(
            PassageKind.ITEM if continues_agenda else PassageKind.PARAGRAPH, match
        )
    if match := ITEM_START.fullmatch(line.text):
        return start_from_match(PassageKind.ITEM, match)
    return None
