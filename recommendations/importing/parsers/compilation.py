"""The Secretariat's compilation of the recommendations of several meetings.

    document  = cover, introduction, chapter*
    chapter   = "二、 …领域的建议", meeting*
    meeting   = "A. 2012 年 5 月 … 日在维也纳举行的工作组第一届会议通过的建议", paragraph*
    paragraph = a recommendation; its lettered items belong to it

Chapter 一 is the introduction; every paragraph after it is a recommendation, its chapter the theme
and its meeting the one that the heading names.
"""

import re

from recommendations.citations.grammar import to_int
from recommendations.importing.assembling import SECTION, assemble
from recommendations.importing.parsed import Kind, ParsedDocument, ParsedRecommendation, Passage
from recommendations.importing.parsers import printed
from recommendations.importing.reading import Source

MEETING = re.compile(
    r"(?P<year>\d{4}) 年.*工作组第(?P<session>[一二三四五六七八九十]+)[届次]会议通过的建议"
)


def parse(source: Source) -> ParsedDocument:
    """The document and a recommendation for every paragraph under a meeting's heading."""
    document = assemble(source, printed.begin)
    chapter, meeting = "", None
    for passage in document.passages:
        if passage.kind == Kind.SECTION and passage.level == SECTION:
            meeting = MEETING.fullmatch(passage.text)
        elif passage.kind == Kind.SECTION:
            chapter, meeting = passage.label, None
        elif passage.kind == Kind.PARAGRAPH and meeting:
            document.recommendations.append(recommendation(document, passage, chapter, meeting))
    return document


def recommendation(
    document: ParsedDocument, passage: Passage, chapter: str, meeting: re.Match[str]
) -> ParsedRecommendation:
    """The recommendation of a paragraph, its items on lines of their own."""
    items = [f"{item.printed_label} {item.text}" for item in document.items_of(passage.anchor)]
    return ParsedRecommendation(
        passage=passage.anchor,
        status="adopted",
        number=int(passage.label),
        letter="",
        text="\n".join([passage.text, *items]),
        year=int(meeting["year"]),
        session=to_int(meeting["session"]),
        chapter=chapter,
    )
