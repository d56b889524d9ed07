"""The numbers of passages: their anchors, their place in the tree, and whether they follow on."""

from __future__ import annotations

from collections import Counter

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import NUMBER_LEFT_OUT, NUMBER_USED_TWICE
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.reading.parsed_document import (
    SECTION,
    ParsedDocument,
    ParsedPassage,
    PassageKind,
)
from recommendations.texts.numerals import to_int

#: The first characters of a passage, by which a question names it.
QUOTED = 40


def number_passages(document: ParsedDocument, inquiry: Inquiry) -> None:
    """Give every passage its anchor and its place in the tree; ask about numbers out of order."""
    headings: list[ParsedPassage] = []
    owner: ParsedPassage | None = None
    last = Counter[str]()
    for passage in document.passages:
        if passage.kind == PassageKind.SECTION:
            while headings and headings[-1].level >= passage.level:
                headings.pop()
            siblings = headings[-1].anchor if headings else "s"
            passage.parent = headings[-1].anchor if headings else ""
            passage.anchor = section_anchor(passage, siblings, last)
            headings.append(passage)
            sequence = f"{passage.level} under {siblings}"
        elif passage.kind == PassageKind.ITEM:
            if owner is None:
                raise ImportRejected(f"Line {passage.line}: an item stands before any paragraph.")
            parent = item_parent(document, passage, owner)
            passage.parent, passage.section = parent.anchor, parent.section
            passage.anchor = item_anchor(parent, passage.label)
            sequence = f"item of {parent.anchor}"
        elif passage.kind == PassageKind.COVER:
            last[PassageKind.COVER] += 1
            passage.anchor = f"c{last[PassageKind.COVER]}"
            continue
        else:
            owner = passage
            passage.section = headings[-1].anchor if headings else ""
            passage.anchor = (
                f"{'p' if passage.kind == PassageKind.PARAGRAPH else 'r'}{passage.label}"
            )
            sequence = passage.kind
        if passage.label:
            last[sequence] += 1
            ask_about_order(passage, last[sequence], inquiry)
            last[sequence] = sequence_number(passage.label)


def section_anchor(passage: ParsedPassage, above: str, last: Counter[str]) -> str:
    """Return ``s3``, ``s3b`` or ``s3b2``.

    A heading without number adds ``-1``, ``-2`` … to the anchor above it.
    """
    if passage.label:
        part = (
            passage.label.lower()
            if passage.level == SECTION
            else str(sequence_number(passage.label))
        )
        return f"{above}{part}"
    last[f"unnumbered {above}"] += 1
    return f"{above}-{last[f'unnumbered {above}']}"


def item_parent(
    document: ParsedDocument, item: ParsedPassage, paragraph: ParsedPassage
) -> ParsedPassage:
    """Return the paragraph of an item, or the numbered item that a lettered one stands in."""
    if item.label.isdigit():
        return paragraph
    before = document.passages[document.passages.index(item) - 1]
    if before.kind == PassageKind.ITEM and before.label.isdigit():
        return before
    if before.kind == PassageKind.ITEM and before.parent != paragraph.anchor:
        return document.passage(before.parent)
    return paragraph


def item_anchor(parent: ParsedPassage, label: str) -> str:
    """Return ``p54a``; numbered items are set off: ``p26-1``, and their own items ``p26-1a``."""
    return f"{parent.anchor}-{label}" if label.isdigit() else f"{parent.anchor}{label}"


def sequence_number(label: str) -> int:
    """Return the place of a printed number in its sequence: 一, A, a and 1 are all first."""
    if label.isdigit():
        return int(label)
    if label.isascii():
        return ord(label.lower()) - ord("a") + 1
    return to_int(label)


def ask_about_order(passage: ParsedPassage, expected: int, inquiry: Inquiry) -> None:
    """Ask about a number that leaves one out or comes twice."""
    found = sequence_number(passage.label)
    if found != expected:
        kind = NUMBER_LEFT_OUT if found > expected else NUMBER_USED_TWICE
        words = f"{passage.printed_label} {passage.text}"[:QUOTED].strip()
        inquiry.ask(kind, passage.line, words)
