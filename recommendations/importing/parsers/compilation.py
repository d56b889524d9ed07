"""The Secretariat's compilation of the recommendations of several meetings.

    document  = cover, introduction, chapter*
    chapter   = "二、 …领域的建议", meeting*
    meeting   = "A. 2012 年 5 月 … 日在维也纳举行的工作组第一届会议通过的建议", paragraph*
    paragraph = a recommendation; its lettered items belong to it

Chapter 一 is the introduction; every paragraph after it is a recommendation, its chapter the theme
and its meeting the one that the heading names.
"""

import re

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.passage_starts import passage_start
from recommendations.importing.reading.parsed_document import (
    SECTION,
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import segment
from recommendations.texts.numerals import to_int

MEETING = re.compile(
    r"(?P<year>\d{4}) 年.*工作组第(?P<session>[一二三四五六七八九十]+)[届次]会议通过的建议"
)


def parse_compilation(source: SourceText, inquiry: Inquiry) -> ParsedDocument:
    """Parse a compilation, with a recommendation for every paragraph under a meeting's heading."""
    document = segment(source, passage_start, inquiry)
    chapter, meeting = "", None
    for passage in document.passages:
        if passage.kind == PassageKind.SECTION and passage.level == SECTION:
            meeting = MEETING.fullmatch(passage.text)
        elif passage.kind == PassageKind.SECTION:
            chapter, meeting = passage.label, None
        elif passage.kind == PassageKind.PARAGRAPH and meeting:
            document.recommendations.append(
                numbered_recommendation(document, passage, chapter, meeting)
            )
    return document


def numbered_recommendation(
    document: ParsedDocument, passage: ParsedPassage, chapter: str, meeting: re.Match[str]
) -> ParsedRecommendation:
    """Return the recommendation of a paragraph, its items on lines of their own."""
    return ParsedRecommendation(
        passage=passage.anchor,
        status="adopted",
        number=int(passage.label),
        letter="",
        text=document.wording(passage).text,
        year=int(meeting["year"]),
        session=to_int(meeting["session"]),
        chapter=chapter,
    )
