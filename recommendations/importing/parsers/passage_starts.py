"""The starts of passages on a printed page, in every language and genre.

    chapter         I. HEADING          一. HEADING     أولا- HEADING
    section         A. HEADING          ألف- HEADING
    subsection      1. HEADING          indented, not the next paragraph
    heading         HEADING             without a number: an annex, indented, or styled as one
    paragraph       54. TEXT            1- TEXT
    recommendation  Recommendation 18   its text follows; or 1. TEXT, below the words of adoption
    item            (a) TEXT            a) TEXT, (أ) TEXT; in it (i) TEXT; of an agenda 1. TEXT
    row             CELL <tab> CELL     of a table
    text            TEXT                of a paragraph of its own, without a number

A page's first line has lost the space of its page break before it comes here. A number that is not
the next paragraph's is an item of the agenda if it continues the agenda's numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from recommendations.importing.grammars import grammar_of_language
from recommendations.importing.grammars.grammar import ROMAN_NUMERALS, Grammar, any_of
from recommendations.importing.layout.source_text import FileFormat, SourceLine, SourceText
from recommendations.importing.reading.parsed_document import (
    CHAPTER,
    SECTION,
    SUBSECTION,
    PassageKind,
)
from recommendations.importing.reading.passage_start import PassageStart, SegmentationState

#: A number so far from the last that it hardly is the next one's.
FAR = 50
ROMAN_ITEMS = tuple(numeral.lower() for numeral in ROMAN_NUMERALS[:20])


@dataclass(frozen=True)
class StartPatterns:
    """The patterns of whole lines that begin passages: ``printed``, ``label`` and ``text``."""

    chapter: re.Pattern[str]
    section: re.Pattern[str]
    number: re.Pattern[str]
    recommendation: re.Pattern[str]
    item: re.Pattern[str]


@cache
def start_patterns(language: str) -> StartPatterns:
    """Return the patterns of a language."""
    grammar = grammar_of_language(language)
    mark = grammar.chapter_mark
    letters = re.escape("".join(dict.fromkeys("".join(grammar.alphabets))))
    heading = r"\s+(?P<text>\S.*)"
    number = (
        rf"(?P<printed>(?P<label>\d{{1,4}})(?:{grammar.number_mark}))(?P<gap>\s*)(?P<text>\S.*)"
    )
    item = rf"(?P<printed>[(（]?(?P<label>[{letters}]|[ivx]{{1,5}})[)）])\s+(?P<text>\S.*)"
    return StartPatterns(
        re.compile(rf"(?P<printed>(?P<label>{any_of(grammar.chapters)}){mark}){heading}"),
        re.compile(rf"(?P<printed>(?P<label>{any_of(grammar.sections)}){mark}){heading}"),
        re.compile(number),
        re.compile(
            rf"(?P<printed>{grammar.recommendation}\s?(?P<label>\d{{1,3}})(?P<mark>(?:\s?[.:：])?))"
            r"(?:\s+(?P<text>\S.*))?",
            re.IGNORECASE,
        ),
        re.compile(item),
    )


def passage_start(line: SourceLine, state: SegmentationState) -> PassageStart | None:
    """Return the start of a passage, or ``None`` if the line continues the last one."""
    if row := row_start(line):
        return row
    grammar = state.grammar
    patterns = start_patterns(grammar.language)
    if heading := numbered_heading(line, state, patterns):
        return heading
    if state.in_text and grammar.annex.fullmatch(line.text):
        return PassageStart(PassageKind.SECTION, "", "", line.text, CHAPTER)
    if not state.in_text and state.has_chapters:
        return None
    if start := recommendation_start(line, state, patterns):
        return start
    if match := patterns.number.fullmatch(line.text):
        return number_start(line, state, match)
    if not state.in_text:
        return None
    if match := patterns.item.fullmatch(line.text):
        return item_start(state, match)
    return unnumbered_heading(line, state) or row_start(line, between="\t")


def row_start(line: SourceLine, between: str = "") -> PassageStart | None:
    """Return the start of a table's row: of cells, or of texts with something between them."""
    if line.cells or (between and between in line.text):
        return PassageStart(PassageKind.ROW, "", "", line.text)
    return None


def numbered_heading(
    line: SourceLine, state: SegmentationState, patterns: StartPatterns
) -> PassageStart | None:
    """Return the start of a chapter or a section; I, V and X may number either."""
    chapter, section = patterns.chapter.fullmatch(line.text), patterns.section.fullmatch(line.text)
    grammar = state.grammar
    if chapter:
        value = ordinal_value(chapter["label"], grammar.chapters)
        if section is None or not follows_as_section(section, state, value):
            return matched_start(PassageKind.SECTION, chapter, str(value), value, CHAPTER)
    if section and state.in_text:
        value = ordinal_value(section["label"], grammar.sections)
        label = chr(ord("A") + value - 1) if value <= 26 else str(value)
        return matched_start(PassageKind.SECTION, section, label, value, SECTION)
    return None


def follows_as_section(section: re.Match[str], state: SegmentationState, chapter: int) -> bool:
    """Return whether a numeral is the next section's letter rather than the next chapter's."""
    value = ordinal_value(section["label"], state.grammar.sections)
    return value == state.section + 1 and chapter != state.chapter + 1


def ordinal_value(label: str, names: tuple[str, ...]) -> int:
    """Return the place of a label among patterns of numerals, from 1."""
    return next(place for place, name in enumerate(names, start=1) if re.fullmatch(name, label))


def recommendation_start(
    line: SourceLine, state: SegmentationState, patterns: StartPatterns
) -> PassageStart | None:
    """Return the start of a recommendation that is numbered as such."""
    match = patterns.recommendation.fullmatch(line.text) if state.in_text else None
    if match is None or (match["text"] and not match["mark"]):
        return None
    value = int(match["label"])
    return PassageStart(
        PassageKind.RECOMMENDATION, str(value), match["printed"], match["text"] or "", value=value
    )


def number_start(
    line: SourceLine, state: SegmentationState, match: re.Match[str]
) -> PassageStart | None:
    """Return the start that a number makes: of a paragraph, of a heading, of an agenda's item."""
    value = int(match["label"])
    is_next = value == state.paragraph + 1
    begins_with_digit = match["text"][0].isdigit()
    if begins_with_digit and not (match["gap"] and (is_next or match["text"][4:6] == " 年")):
        return None
    if value > state.paragraph + FAR and not (state.ends_sentence or line.begins_paragraph):
        return None
    label, spaced = str(value), bool(match["gap"])
    is_next_adopted = state.is_adopting and value == state.recommendation + 1
    if is_next_adopted and (state.has_begun_anew or not is_next):
        return matched_start(PassageKind.RECOMMENDATION, match, label, value)
    is_styled = line.style.startswith("heading") and not state.is_listing
    is_set_apart = line.indent or is_styled
    if state.in_text and not is_next and is_set_apart:
        return matched_start(PassageKind.SECTION, match, label, value, SUBSECTION)
    if value == state.agenda_item + 1 <= state.paragraph:
        return matched_start(PassageKind.ITEM, match, label, value)
    start = matched_start(PassageKind.PARAGRAPH, match, label, value)
    return start if spaced else start.without_space()


def item_start(state: SegmentationState, match: re.Match[str]) -> PassageStart | None:
    """Return the start of a lettered item, or of one with a small Roman numeral within it."""
    label = match["label"]
    values = [
        alphabet.index(label) + 1
        for alphabet in state.grammar.alphabets
        if len(label) == 1 and label in alphabet
    ]
    expected = state.letter + 1
    if label in ROMAN_ITEMS and expected not in values:
        value = ROMAN_ITEMS.index(label) + 1
        if value == state.roman + 1 or not values:
            return matched_start(PassageKind.ITEM, match, label, value, level=2)
    if not values:
        return None
    value = expected if expected in values else values[0]
    if value > 26:
        return None
    return matched_start(PassageKind.ITEM, match, chr(ord("a") + value - 1), value, level=1)


def unnumbered_heading(line: SourceLine, state: SegmentationState) -> PassageStart | None:
    """Return the start of a heading that has no number, as the file sets or styles it."""
    if line.style.startswith("heading"):
        level = state.heading_level + 1
        if (style := line.style.removeprefix("heading")).isdigit():
            level = min(int(style), level)
        return PassageStart(PassageKind.SECTION, "", "", line.text, max(level, CHAPTER))
    if line.indent >= 2 and state.has_indents:
        return PassageStart(PassageKind.SECTION, "", "", line.text, state.heading_level + 1)
    return None


def matched_start(
    kind: PassageKind, match: re.Match[str], label: str, value: int, level: int = 0
) -> PassageStart:
    """Return a start from a pattern with the groups ``printed`` and ``text``."""
    return PassageStart(kind, label, match["printed"], match["text"], level, value=value)


def reading_state(source: SourceText, grammar: Grammar) -> SegmentationState:
    """Return the state in which the reading of a document begins."""
    chapters = has_chapters(source.body, grammar)
    has_indents = source.file_format in (FileFormat.TEXT, FileFormat.PDF)
    return SegmentationState(grammar, has_chapters=chapters, has_indents=has_indents)


def has_chapters(lines: list[SourceLine], grammar: Grammar) -> bool:
    """Return whether a line begins the first chapter of a document."""
    pattern = start_patterns(grammar.language).chapter
    first = grammar.chapters[0]
    return any(
        match and re.fullmatch(first, match["label"])
        for match in (pattern.fullmatch(line.text) for line in lines)
    )


def numbers_recommendations(source: SourceText, grammar: Grammar) -> bool:
    """Return whether a line numbers a recommendation as such and holds nothing else."""
    pattern = start_patterns(grammar.language).recommendation
    matches = (pattern.fullmatch(line.text) for line in source.body)
    return any(match and not match["text"] for match in matches)
