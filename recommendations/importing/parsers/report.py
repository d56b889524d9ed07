"""The report of a meeting.

    document       = cover, chapter*
    chapter        = heading, (section | paragraph | recommendation | table)*
    recommendation = "Recommendation 18" and its text, its further paragraphs, its items
    adoption       = a paragraph that says that the following recommendations were adopted

Below an adoption, numbers that begin anew number recommendations, and its own items are some;
whether numbered paragraphs that follow on are, somebody is asked. Every recommendation was adopted
by the meeting that the document reports on.
"""

from __future__ import annotations

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import LIST, NO_RECOMMENDATIONS
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.paper import (
    STATUSES,
    TAIL,
    announced_recommendations,
    ask_about_lists,
)
from recommendations.importing.parsers.passage_starts import passage_start, reading_state
from recommendations.importing.reading.meeting import ask_about_report, parse_meeting
from recommendations.importing.reading.parsed_document import (
    CHAPTER,
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import segment


def parse_report(source: SourceText, grammar: Grammar, inquiry: Inquiry) -> ParsedDocument:
    """Parse a report, with the recommendations that it says were adopted."""
    state = reading_state(source, grammar)
    state.can_adopt = True
    document = segment(source, passage_start, state, inquiry)
    document.meeting = parse_meeting(document.passages, grammar)
    document.recommendations = [
        numbered_recommendation(document, passage, "adopted")
        for passage in document.passages
        if passage.kind == PassageKind.RECOMMENDATION
    ]
    if not document.recommendations:
        find_adopted(document, grammar, inquiry)
    ask_about_report(document, grammar, inquiry)
    return document


def find_adopted(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> None:
    """Find recommendations that are not numbered as such; ask if there are none."""
    adoptions = [
        each
        for each in document.passages
        if each.kind == PassageKind.PARAGRAPH and grammar.adoption.search(each.text)
    ]
    for chapeau in adoptions:
        if document.items_of(chapeau.anchor):
            document.recommendations += announced_recommendations(document, chapeau, "adopted")
        elif following := following_paragraphs(document, chapeau):
            status = inquiry.choice(LIST, chapeau.line, chapeau.text[-TAIL:])
            if status in STATUSES:
                document.recommendations += [
                    numbered_recommendation(document, each, status) for each in following
                ]
    if not adoptions:
        ask_about_lists(document, grammar, inquiry)
    if not document.recommendations and not inquiry.is_open(LIST):
        inquiry.ask(NO_RECOMMENDATIONS, 0, "", word=grammar.recommendation)


def following_paragraphs(document: ParsedDocument, chapeau: ParsedPassage) -> list[ParsedPassage]:
    """Return the numbered paragraphs between a paragraph and the next chapter."""
    found = []
    for passage in document.passages[document.passages.index(chapeau) + 1 :]:
        if passage.kind == PassageKind.SECTION and passage.level == CHAPTER:
            break
        if passage.kind == PassageKind.PARAGRAPH:
            found.append(passage)
    return found


def numbered_recommendation(
    document: ParsedDocument, passage: ParsedPassage, status: str
) -> ParsedRecommendation:
    """Return the recommendation of a numbered passage, with all that belongs to it."""
    text = document.wording(passage).text
    return ParsedRecommendation(passage.anchor, status, int(passage.label), "", text)
