"""The Secretariat's compilation of the recommendations of several meetings.

    document  = cover, introduction, chapter*
    chapter   = "II. Recommendations on …", meeting*
    meeting   = "A. Recommendations adopted at the first session … 2012", paragraph*
    paragraph = a recommendation; its lettered items belong to it

Chapter I is the introduction; every paragraph after it is a recommendation, its chapter the theme
and its meeting the one that the heading names.
"""

from __future__ import annotations

import re

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import NO_RECOMMENDATIONS
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.passage_starts import passage_start, reading_state
from recommendations.importing.reading.meeting import ordinal_number
from recommendations.importing.reading.parsed_document import (
    SECTION,
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import segment
from recommendations.texts.numerals import han_numeral


def parse_compilation(source: SourceText, grammar: Grammar, inquiry: Inquiry) -> ParsedDocument:
    """Parse a compilation, with a recommendation for every paragraph under a meeting's heading."""
    document = segment(source, passage_start, reading_state(source, grammar), inquiry)
    chapter, meeting = "", None
    for passage in document.passages:
        if passage.kind == PassageKind.SECTION and passage.level == SECTION:
            meeting = grammar.compiled_meeting.fullmatch(passage.text)
        elif passage.kind == PassageKind.SECTION:
            chapter, meeting = han_numeral(passage.value), None
        elif passage.kind == PassageKind.PARAGRAPH and meeting:
            document.recommendations.append(
                compiled_recommendation(
                    document, passage, chapter, meeting, ordinal_number(meeting, grammar)
                )
            )
    if not document.recommendations:
        inquiry.ask(NO_RECOMMENDATIONS, 0, "", word=grammar.recommendation)
    return document


def compiled_recommendation(
    document: ParsedDocument,
    passage: ParsedPassage,
    chapter: str,
    meeting: re.Match[str],
    session: int,
) -> ParsedRecommendation:
    """Return the recommendation of a paragraph, its items on lines of their own."""
    return ParsedRecommendation(
        passage=passage.anchor,
        status="adopted",
        number=int(passage.label),
        letter="",
        text=document.wording(passage).text,
        year=int(meeting["year"]),
        session=session or None,
        chapter=chapter,
    )
