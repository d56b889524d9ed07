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

from recommendations.importing.assembling import assemble
from recommendations.importing.parsed import Kind, ParsedDocument, ParsedRecommendation, Passage
from recommendations.importing.parsers import printed
from recommendations.importing.reading import Source

ANNOUNCEMENTS = (
    (re.compile(r"大会似宜审议以下建议：$"), "proposed"),
    (re.compile(r"工作组不妨建议缔约国采取以下可能的行动：$"), "proposed"),
    (re.compile(r"通过了第 [\d/]+ 号决议，在该决议中，缔约方会议：$"), "resolution"),
    (re.compile(r"工作组以往建议强调，缔约国应当：$"), "adopted"),
)


def parse(source: Source) -> ParsedDocument:
    """The document and the recommendations that its paragraphs announce."""
    document = assemble(source, printed.begin)
    for passage in document.passages:
        status = announced(passage)
        if status:
            document.recommendations += recommendations(document, passage, status)
    return document


def announced(passage: Passage) -> str:
    """The status of the recommendations that a paragraph announces; empty if it does not."""
    if passage.kind != Kind.PARAGRAPH:
        return ""
    return next((status for words, status in ANNOUNCEMENTS if words.search(passage.text)), "")


def recommendations(
    document: ParsedDocument, paragraph: Passage, status: str
) -> list[ParsedRecommendation]:
    """A recommendation for each item of a paragraph, which is their chapeau."""
    return [
        ParsedRecommendation(
            item.anchor, status, int(paragraph.label), item.label, item.text, paragraph.text
        )
        for item in document.items_of(paragraph.anchor)
    ]
