"""How passages begin on a printed page; shared by the compilation and by papers.

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

from recommendations.importing.assembling import CHAPTER, SECTION, SUBSECTION, Start, State
from recommendations.importing.parsed import Kind
from recommendations.importing.reading import Line, Source

CHAPTER_START = re.compile(r"(?P<printed>(?P<label>[一二三四五六七八九十]+)[.、]) +(?P<text>\S.*)")
SECTION_START = re.compile(r"(?P<printed>(?P<label>[A-Z])\.) +(?P<text>\S.*)")
NUMBER_START = re.compile(r"(?P<printed>(?P<label>\d+)\.) *(?P<text>[^\s\d].*|\d{4} 年.*)")
ITEM_START = re.compile(r"(?P<printed>\((?P<label>[a-z])\)) +(?P<text>\S.*)")


#: Lines at the beginning of a file among which a document names its genre.
COVER_LINES = 20


def names_on_cover(words: str) -> Callable[[Source], bool]:
    """Return a predicate that recognises documents whose cover holds the words."""

    def recognises(source: Source) -> bool:
        return any(words in line.text for line in source.body[:COVER_LINES])

    return recognises


def begin(line: Line, state: State) -> Start | None:
    """What the line begins, or ``None`` if it goes on with what is there."""
    if match := CHAPTER_START.fullmatch(line.text):
        return start(Kind.SECTION, match, CHAPTER)
    if not state.in_text:
        return None
    if match := SECTION_START.fullmatch(line.text):
        return start(Kind.SECTION, match, SECTION)
    if match := NUMBER_START.fullmatch(line.text):
        return (
            start(Kind.SECTION, match, SUBSECTION) if line.indent else start(Kind.PARAGRAPH, match)
        )
    if match := ITEM_START.fullmatch(line.text):
        return start(Kind.ITEM, match)
    if line.indent >= 2:
        return Start(Kind.SECTION, "", "", line.text, state.heading_level + 1)
    return None


def start(kind: Kind, match: re.Match[str], level: int = 0) -> Start:
    """The start of a passage from a pattern with the groups ``label``, ``printed``, ``text``."""
    spaced = not match["text"] or match.string[match.end("printed")] == " "
    deviation = "" if spaced else "no space after the number"
    return Start(kind, match["label"], match["printed"], match["text"], level, deviation)
