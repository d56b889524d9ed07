"""A background or working paper, and any document whose lists may hold recommendations.

A paragraph whose last words announce recommendations makes its items recommendations: ones put
before a congress or suggested to the Working Group are proposed, ones of a resolution of the
Conference are its provisions, and ones that the Working Group made before are adopted, by a
meeting that the paper does not name. A list that may be such and that no announcement takes is
asked about.
"""

from __future__ import annotations

from recommendations.importing.grammars.grammar import Grammar
from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import LIST, NO_RECOMMENDATIONS
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.passage_starts import passage_start, reading_state
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import segment
from recommendations.texts.modality import leading_phrase

#: The statuses of recommendations, as lists announce and answers give them.
STATUSES = ("proposed", "adopted", "resolution")
#: The last characters of a paragraph, by which a question names it.
TAIL = 20
#: The kinds of passages that lists stand in.
LISTS = (PassageKind.PARAGRAPH, PassageKind.TEXT)
COLONS = (":", "：")


def parse_paper(source: SourceText, grammar: Grammar, inquiry: Inquiry) -> ParsedDocument:
    """Parse a paper, with the recommendations that its paragraphs announce; ask if none does."""
    document = parse_any(source, grammar, inquiry)
    is_list = inquiry.is_open(LIST) or inquiry.is_answered(LIST)
    if not document.recommendations and not is_list:
        inquiry.ask(NO_RECOMMENDATIONS, 0, "", word=grammar.recommendation)
    return document


def parse_any(source: SourceText, grammar: Grammar, inquiry: Inquiry) -> ParsedDocument:
    """Parse a document that need not hold recommendations, with those of its lists."""
    document = segment(source, passage_start, reading_state(source, grammar), inquiry)
    ask_about_lists(document, grammar, inquiry)
    return document


def ask_about_lists(document: ParsedDocument, grammar: Grammar, inquiry: Inquiry) -> None:
    """Find the recommendations of announced lists, and ask about lists that may hold some."""
    for passage in document.passages:
        status = announced_status(passage, grammar)
        if not status and may_announce(document, passage, grammar):
            status = inquiry.choice(LIST, passage.line, passage.text[-TAIL:])
        if status in STATUSES:
            document.recommendations += announced_recommendations(document, passage, status)


def may_announce(document: ParsedDocument, passage: ParsedPassage, grammar: Grammar) -> bool:
    """Return whether a paragraph ends with a modal word and a list."""
    if passage.kind not in LISTS or not document.items_of(passage.anchor):
        return False
    if not passage.text.endswith(COLONS):
        return False
    if leading_phrase(passage.text, grammar.language):
        return True
    last_sentence = passage.text.rpartition("。")[2].rpartition(". ")[2]
    return bool(grammar.possible_announcement.search(last_sentence))


def announced_status(passage: ParsedPassage, grammar: Grammar) -> str:
    """Return the status of the recommendations that a paragraph announces; empty if none."""
    if passage.kind != PassageKind.PARAGRAPH:
        return ""
    found = (each.status for each in grammar.announcements if each.words.search(passage.text))
    return next(found, "")


def announced_recommendations(
    document: ParsedDocument, paragraph: ParsedPassage, status: str
) -> list[ParsedRecommendation]:
    """Return a recommendation for each item of a paragraph, which is their chapeau."""
    found = []
    for item in document.items_of(paragraph.anchor):
        if item.kind == PassageKind.ITEM and paragraph.number is not None:
            chapeau, text = document.wording(item)
            letter = item.label if item.label.isalpha() else ""
            number = paragraph.number if letter else int(item.label)
            found.append(ParsedRecommendation(item.anchor, status, number, letter, text, chapeau))
    return found
