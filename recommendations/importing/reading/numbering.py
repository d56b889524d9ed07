"""The numbers of passages: their anchors, their place in the tree, and whether they follow on."""

from __future__ import annotations

from collections import Counter

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import NUMBER_LEFT_OUT, NUMBER_USED_TWICE
from recommendations.importing.inquiries.questions import QUOTED, gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected
from recommendations.importing.reading.parsed_document import (
    SECTION,
    ParsedDocument,
    ParsedPassage,
    PassageKind,
)

ITEM_FIRST = gettext_noop("Line %(line)s: an item stands before any paragraph.")


def number_passages(document: ParsedDocument, inquiry: Inquiry) -> None:
    """Give every passage its anchor and its place in the tree; ask about numbers out of order."""
    headings: list[ParsedPassage] = []
    owner: ParsedPassage | None = None
    last = Counter[str]()
    before: ParsedPassage | None = None
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
                raise ImportRejected(message(ITEM_FIRST, line=passage.line))
            holder = item_parent(document, passage, owner)
            # The words of a recommendation are all its items, in their order.
            is_flat = owner.kind == PassageKind.RECOMMENDATION and passage.level > 1
            passage.parent = owner.anchor if is_flat else holder.anchor
            passage.section = owner.section
            passage.anchor = item_anchor(holder, passage.label)
            sequence = f"item of {holder.anchor}"
        elif passage.kind == PassageKind.COVER:
            last[PassageKind.COVER] += 1
            passage.anchor = f"c{last[PassageKind.COVER]}"
            continue
        elif passage.kind in (PassageKind.TEXT, PassageKind.ROW):
            number_unnumbered(passage, before, last)
            passage.section = headings[-1].anchor if headings else ""
            before = passage
            if passage.kind == PassageKind.TEXT:
                if owner and owner.number is not None and owner.section == passage.section:
                    passage.parent = owner.anchor
                else:
                    owner = passage
            continue
        else:
            owner = passage
            passage.section = headings[-1].anchor if headings else ""
            passage.anchor = (
                f"{'p' if passage.kind == PassageKind.PARAGRAPH else 'r'}{passage.label}"
            )
            sequence = passage.kind
        before = passage
        if passage.label:
            last[sequence] += 1
            ask_about_order(passage, last[sequence], inquiry)
            last[sequence] = passage.value


def section_anchor(passage: ParsedPassage, above: str, last: Counter[str]) -> str:
    """Return ``s3``, ``s3b`` or ``s3b2``.

    A heading without number adds ``-1``, ``-2`` … to the anchor above it.
    """
    if passage.label:
        part = passage.label.lower() if passage.level == SECTION else str(passage.value)
        return f"{above}{part}"
    last[f"unnumbered {above}"] += 1
    return f"{above}-{last[f'unnumbered {above}']}"


def number_unnumbered(
    passage: ParsedPassage, before: ParsedPassage | None, last: Counter[str]
) -> None:
    """Give a paragraph without number or a table's row its anchor: ``u3``, ``t1-2``."""
    if passage.kind == PassageKind.TEXT:
        last[PassageKind.TEXT] += 1
        passage.anchor = f"u{last[PassageKind.TEXT]}"
        return
    if before is None or before.kind != PassageKind.ROW:
        last["table"] += 1
        last[PassageKind.ROW] = 0
    last[PassageKind.ROW] += 1
    passage.anchor = f"t{last['table']}-{last[PassageKind.ROW]}"


def item_parent(
    document: ParsedDocument, item: ParsedPassage, paragraph: ParsedPassage
) -> ParsedPassage:
    """Return what an item stands in: a paragraph, or the nearest item that can hold it."""
    if item.label.isdigit():
        return paragraph
    for before in reversed(document.passages[: document.passages.index(item)]):
        if before is paragraph:
            break
        if before.kind == PassageKind.ITEM and holds_item(before, item):
            return before
    return paragraph


def holds_item(holder: ParsedPassage, item: ParsedPassage) -> bool:
    """Return whether an item stands in another: a letter in a number, ``(i)`` in a letter."""
    return holder.label.isdigit() or (item.level > 1 and holder.level == 1)


def item_anchor(parent: ParsedPassage, label: str) -> str:
    """Return ``p54a``; numbered items are set off: ``p26-1``, and their own items ``p26-1a``."""
    return f"{parent.anchor}-{label}" if label.isdigit() else f"{parent.anchor}{label}"


def ask_about_order(passage: ParsedPassage, expected: int, inquiry: Inquiry) -> None:
    """Ask about a number that leaves one out or comes twice."""
    if passage.value != expected:
        kind = NUMBER_LEFT_OUT if passage.value > expected else NUMBER_USED_TWICE
        words = f"{passage.printed_label} {passage.text}"[:QUOTED].strip()
        inquiry.ask(kind, passage.line, words)
