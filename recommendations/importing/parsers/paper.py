"""A background or working paper by the Secretariat.

    document  = cover, chapter*
    chapter   = "一. HEADING", (section | heading | paragraph)*
    paragraph = "54. TEXT", item*
    item      = "(a) TEXT"

A paragraph whose last words announce recommendations makes its items recommendations: ones put
before a congress or suggested to the Working Group are proposed, ones of a resolution of the
Conference are its provisions, and ones that the Working Group made before are adopted, by a
meeting that the paper does not name.
"""

import re

from recommendations.importing.parsed_document import (
    ParsedDocument,
    ParsedPassage,
    ParsedRecommendation,
    PassageKind,
)
from recommendations.importing.parsers.passage_starts import passage_start
from recommendations.importing.segmentation import segment
from recommendations.importing.source_text import SourceText

ANNOUNCEMENTS = (
    (re.compile(r"大会似宜审议以下建议：$"), "proposed"),
    (re.compile(r"工作组不妨建议缔约国采取以下可能的行动：$"), "proposed"),
    (re.compile(r"通过了第 [\d/]+ 号决议，在该决议中，缔约方会议：$"), "resolution"),
    (re.compile(r"工作组以往建议强调，缔约国应当：$"), "adopted"),
)


def parse_paper(source: SourceText) -> ParsedDocument:
    """Parse a paper, with the recommendations that its paragraphs announce."""
    document = segment(source, passage_start)
    for passage in document.passages:
        status = announced_status(passage)
        if status:
            document.recommendations += announced_recommendations(document, passage, status)
    return document


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
