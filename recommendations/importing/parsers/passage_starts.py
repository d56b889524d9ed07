"""The starts of passages on a printed page; shared by the compilation and by papers.

    chapter     一. HEADING         (or 一、)
    section     A. HEADING
    subsection  1. HEADING          indented
    heading     HEADING             indented by two spaces, without a number
    paragraph   54. TEXT            not indented
    item        (a) TEXT

A page's first line has lost the space of its page break before it comes here.
"""

import re
from collections.abc import Callable

from recommendations.importing.layout.source_text import SourceLine, SourceText
from recommendations.importing.reading.parsed_document import (
    CHAPTER,
    SECTION,
    SUBSECTION,
    PassageKind,
)
from recommendations.importing.reading.segmentation import PassageStart, SegmentationState

CHAPTER_START = re.compile(r"(?P<printed>(?P<label>[一二三四五六七八九十]+)[.、]) +(?P<text>\S.*)")
SECTION_START = re.compile(r"(?P<printed>(?P<label>[A-Z])\.) +(?P<text>\S.*)")
NUMBER_START = re.compile(r"(?P<printed>(?P<label>\d+)\.) *(?P<text>[^\s\d].*|\d{4} 年.*)")
ITEM_START = re.compile(r"(?P<printed>\((?P<label>[a-z])\)) +(?P<text>\S.*)")


#: Lines at the beginning of a file among which a document names its genre.
COVER_LINES = 20


def names_on_cover(words: str) -> Callable[[SourceText], bool]:
    """Return a predicate that recognises documents whose cover holds the words."""

    def recognises(source: SourceText) -> bool:
        return any(words in line.text for line in source.body[:COVER_LINES])

    return recognises


def passage_start(line: SourceLine, state: SegmentationState) -> PassageStart | None:
    """Return the start of a passage, or ``None`` if the line continues the last one."""
    if match := CHAPTER_START.fullmatch(line.text):
        return start_from_match(PassageKind.SECTION, match, CHAPTER)
    if not state.in_text:
        return None
    if match := SECTION_START.fullmatch(line.text):
        return start_from_match(PassageKind.SECTION, match, SECTION)
    if match := NUMBER_START.fullmatch(line.text):
        if line.indent:
            return start_from_match(PassageKind.SECTION, match, SUBSECTION)
        return start_from_match(PassageKind.PARAGRAPH, match)
    if match := ITEM_START.fullmatch(line.text):
        return start_from_match(PassageKind.ITEM, match)
    if line.indent >= 2:
        return PassageStart(PassageKind.SECTION, "", "", line.text, state.heading_level + 1)
    return None


def start_from_match(kind: PassageKind, match: re.Match[str], level: int = 0) -> PassageStart:
    """Return a start from a pattern with the groups ``label``, ``printed`` and ``text``."""
    spaced = not match["text"] or match.string[match.end("printed")] == " "
    return PassageStart(kind, match["label"], match["printed"], match["text"], level, spaced)
