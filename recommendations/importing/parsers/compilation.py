"""The Secretariat's compilation of the recommendations of several meetings.

    document  = cover, introduction, chapter*
    chapter   = "II. Recommendations on …", meeting*
    meeting   = "A. Recommendations adopted at the first session … 2012", paragraph*
    paragraph = a recommendation; its lettered items belong to it

Chapter I is the introduction; every paragraph after it is a recommendation, its chapter the theme
and its meeting the one that the heading names. Of paragraphs whose heading names none, somebody is
asked of which year the meeting was.
"""

from __future__ import annotations

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    MEETING_OF_HEADING,
    NO_RECOMMENDATIONS,
)
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
    chapter = heading = None
    for passage in document.passages:
        if passage.kind == PassageKind.SECTION:
            chapter = passage if passage.level < SECTION else chapter
            heading = passage if passage.level <= SECTION else heading
        elif passage.kind == PassageKind.PARAGRAPH and chapter and heading:
            year, session = compiled_meeting(heading, chapter, grammar, inquiry)
            if year:
                document.recommendations.append(
                    compiled_recommendation(
                        document, passage, han_numeral(chapter.value), year, session
                    )
                )
    if not document.recommendations and not inquiry.is_open(MEETING_OF_HEADING):
        inquiry.ask(NO_RECOMMENDATIONS, 0, "", word=grammar.recommendation)
    return document


def compiled_meeting(
    heading: ParsedPassage, chapter: ParsedPassage, grammar: Grammar, inquiry: Inquiry
) -> tuple[int, int | None]:
    """Return the year and the number of the meeting that a heading names; no year if none.

    Asks after the introduction for what a heading does not tell.
    """
    if heading.level == SECTION and (named := grammar.compiled_meeting.fullmatch(heading.text)):
        return int(named["year"]), ordinal_number(named, grammar) or None
    if chapter.value == 1:
        return 0, None
    answered = inquiry.value(MEETING_OF_HEADING, heading.line, heading.text)
    return int(answered or 0), None


def compiled_recommendation(
    document: ParsedDocument,
    passage: ParsedPassage,
    chapter: str,
    year: int,
    session: int | None,
) -> ParsedRecommendation:
    """Return the recommendation of a paragraph, its items on lines of their own."""
    return ParsedRecommendation(
        passage=passage.anchor,
        status="adopted",
        number=int(passage.label),
        letter="",
        text=document.wording(passage).text,
        year=year,
        session=session,
        chapter=chapter,
    )
