"""A background or working paper by the Secretariat.

    document  = cover, chapter*
    chapter   = "一. HEADING", (section | heading | paragraph)*
    paragraph = "54. TEXT", item*
    item      = "(a) TEXT"

A paragraph whose last words announce recommendations makes its items recommendations: ones put
before a congress or suggested to the Working Group are proposed, ones of a resolution of the
Conference are its provisions, and ones that the Working Group made before are adopted, by a
meeting that the paper does not name. A list that may be such and that no announcement takes is
asked about.
"""

import re

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import LIST
from recommendations.importing.layout.source_text import SourceText
from recommendations.importing.parsers.passage_starts import passage_start
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.reading.segmentation import segment
from recommendations.texts.modality import leading_phrase

ANNOUNCEMENTS = (
    (re.compile(r"大会似宜审议以下建议：$"), "proposed"),
    (re.compile(r"工作组不妨建议缔约国采取以下可能的行动：$"), "proposed"),
    (re.compile(r"通过了第 [\d/]+ 号决议，在该决议中，缔约方会议：$"), "resolution"),
    (re.compile(r"工作组以往建议强调，缔约国应当：$"), "adopted"),
)
#: Words by which a paragraph may announce recommendations, beside modal words.
POSSIBLE_ANNOUNCEMENT = re.compile(
    r"似宜|(?:以下|下列)(?:各项)?建议|建议(?:采取)?(?:以下|下列)|建议如下"
)
#: The statuses of recommendations, as lists announce and answers give them.
STATUSES = ("proposed", "adopted", "resolution")
#: The last characters of a paragraph, by which a question names it.
QUOTED = 20


def parse_paper(source: SourceText, inquiry: Inquiry) -> ParsedDocument:
    """Parse a paper, with the recommendations that its paragraphs announce."""
    document = segment(source, passage_start, inquiry)
    for passage in document.passages:
        status = announced_status(passage)
        if not status and may_announce(document, passage):
            status = inquiry.choice(LIST, passage.line, passage.text[-QUOTED:])
        if status in STATUSES:
            document.recommendations += announced_recommendations(document, passage, status)
    return document


def may_announce(document: ParsedDocument, passage: ParsedPassage) -> bool:
    """Return whether a paragraph ends with a modal word and a list."""
    if passage.kind != PassageKind.PARAGRAPH or not document.items_of(passage.anchor):
        return False
    last_sentence = passage.text.rpartition("。")[2]
    is_modal = leading_phrase(passage.text, "zh-hans") or POSSIBLE_ANNOUNCEMENT.search(
        last_sentence
    )
    return passage.text.endswith("：") and bool(is_modal)


def announced_status(passage: ParsedPassage) -> str:
    """Return the status of the recommendations that a paragraph announces; empty if none."""
    if passage.kind != PassageKind.PARAGRAPH:
        return ""
    return next((status for words, status in ANNOUNCEMENTS if words.search(passage.text)), "")


def announced_recommendations(
    document: ParsedDocument, paragraph: ParsedPassage, status: str
) -> list[ParsedRecommendation]:
    """Return a recommendation for each item of a paragraph, which is their chapeau."""
    found = []
    for item in document.items_of(paragraph.anchor):
        chapeau, text = document.wording(item)
        found.append(
            ParsedRecommendation(
                item.anchor, status, int(paragraph.label), item.label, text, chapeau
            )
        )
    return found
