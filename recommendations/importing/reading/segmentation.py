"""Lines become passages: each genre has its own passage starts; the rest is the same for all.

A line either begins a passage or continues the last one. Numbers, letters and headings must come
in order, without gap or repetition. A footnote's mark is a bare number set against the text before
it, on the page that prints the footnote, after the mark before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from recommendations.importing.layout.findings import Deviation
from recommendations.importing.layout.running_text import stretched_words, unwrap_lines
from recommendations.importing.layout.source_text import FootnoteBlock, SourceLine, SourceText
from recommendations.importing.reading.numbering import number_passages
from recommendations.importing.reading.parsed_document import (
    ImportProblem,
    ParsedDocument,
    ParsedFootnote,
    ParsedPassage,
    PassageKind,
)

#: The line of the cover below which titles stand, and the one that ends them.
AGENDA_ITEM = re.compile(r"临时议程\*?项目")
AUTHOR = re.compile(r"秘书处")


@dataclass(frozen=True)
class PassageStart:
    """The beginning of a passage; ``printed`` is what stands before the text on its line."""

    kind: PassageKind
    label: str
    printed: str
    text: str
    level: int = 0
    deviation: str = ""


@dataclass
class SegmentationState:
    """The state of the reading, as far as it decides what the next line can be."""

    paragraph: int = 0
    agenda_item: int = 0
    heading_level: int = 0
    in_titles: bool = False
    in_text: bool = False

    def follow(self, start: PassageStart) -> None:
        """Update the state when a passage begins."""
        if start.kind == PassageKind.SECTION:
            self.in_text = True
            self.heading_level = start.level if start.label else self.heading_level
        if start.kind == PassageKind.PARAGRAPH:
            self.paragraph, self.agenda_item = int(start.label), 0
        if start.kind == PassageKind.ITEM and start.label.isdigit():
            self.agenda_item = int(start.label)


PassageGrammar = Callable[[SourceLine, SegmentationState], PassageStart | None]


@dataclass
class PassageBlock:
    """A passage in the making, with the lines that print it."""

    passage: ParsedPassage
    lines: list[SourceLine] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join(line.text for line in self.lines)


def segment(source: SourceText, grammar: PassageGrammar) -> ParsedDocument:
    """Return the document without its recommendations, which each genre finds in its own way."""
    document = ParsedDocument(dropped=source.dropped, deviations=source.deviations)
    blocks = list(split_into_blocks(source, grammar))
    document.passages = [block.passage for block in blocks]
    number_passages(document)
    attach_footnotes(document, blocks, source.footnotes)
    document.problems += unaccounted_characters(source, document)
    return document


def split_into_blocks(source: SourceText, grammar: PassageGrammar) -> Iterator[PassageBlock]:
    """Yield a block of lines for each passage."""
    state = SegmentationState()
    block: PassageBlock | None = None
    for line in source.body:
        start = grammar(line, state) or (None if state.in_text else cover_line(line, block, state))
        if start is None:
            if block:
                block.lines.append(line)
            continue
        if block:
            yield block
        if start.deviation:
            source.deviations.append(Deviation(line.number, line.text[:12], start.deviation))
        state.follow(start)
        passage = ParsedPassage(
            start.kind, line.number, start.label, start.printed, "", start.level
        )
        line.begin_at(start.text)
        block = PassageBlock(passage, [line] if start.text else [])
    if block:
        yield block


def cover_line(
    line: SourceLine, block: PassageBlock | None, state: SegmentationState
) -> PassageStart | None:
    """Return a start for a line of the cover: titles below the agenda item run over lines.

    Every other line of the cover is a passage of its own.
    """
    if block and AGENDA_ITEM.match(block.raw):
        state.in_titles = True
    elif state.in_titles and line.gap <= 1 and line.indent < 2 and not AUTHOR.match(line.text):
        return None
    return PassageStart(PassageKind.COVER, "", "", line.text)


@dataclass(frozen=True)
class FootnoteMark:
    """The place of a footnote's mark among the lines of a block."""

    block: int
    start: int
    end: int


def attach_footnotes(
    document: ParsedDocument, blocks: list[PassageBlock], footnotes: list[FootnoteBlock]
) -> None:
    """Join the lines of every block, cut the marks out, and attach the footnotes there."""
    marks: dict[int, list[tuple[FootnoteMark, FootnoteBlock]]] = {}
    after = FootnoteMark(0, 0, 0)
    for footnote in footnotes:
        found = find_mark(footnote, blocks, after)
        if found is None:
            message = f"footnote {footnote.mark} has no mark in the text of its page."
            document.problems.append(ImportProblem(footnote.lines[0].number, message))
            continue
        after = found
        marks.setdefault(found.block, []).append((found, footnote))
    for index, block in enumerate(blocks):
        here = marks.get(index, [])
        cuts = [(mark.start, mark.end) for mark, _footnote in here]
        text, offsets = unwrap_lines(block.raw, cuts)
        block.passage.text = text
        if block.passage.kind != PassageKind.COVER:  # Whose lines are arranged by hand.
            document.deviations += [
                Deviation(block.passage.line, stretch, "spaces that stretch a line")
                for stretch in stretched_words(block.raw)
            ]
        for (_mark, footnote), offset in zip(here, offsets, strict=True):
            document.footnotes.append(parsed_footnote(footnote, block.passage.anchor, offset))


def parsed_footnote(footnote: FootnoteBlock, passage: str, offset: int) -> ParsedFootnote:
    text, _offsets = unwrap_lines("\n".join(line.text for line in footnote.lines), [])
    return ParsedFootnote(footnote.mark, footnote.lines[0].number, text, passage, offset)


def find_mark(
    footnote: FootnoteBlock, blocks: list[PassageBlock], after: FootnoteMark
) -> FootnoteMark | None:
    """Find the first place after the last mark where a footnote's mark stands on its page.

    Places that the file itself tells come before those that merely look so.
    """
    return _known_mark(footnote, blocks, after) or _apparent_mark(footnote, blocks, after)


def _known_mark(
    footnote: FootnoteBlock, blocks: list[PassageBlock], after: FootnoteMark
) -> FootnoteMark | None:
    for index in range(after.block, len(blocks)):
        start = 0
        for line in blocks[index].lines:
            for place in line.mark_places:
                mark = FootnoteMark(
                    index, start + place.offset, start + place.offset + len(place.mark)
                )
                is_later = index > after.block or mark.start >= after.end
                if place.mark == footnote.mark and is_later:
                    return mark
            start += len(line.text) + 1
    return None


def _apparent_mark(
    footnote: FootnoteBlock, blocks: list[PassageBlock], after: FootnoteMark
) -> FootnoteMark | None:
    pattern = mark_pattern(footnote.mark)
    for index in range(after.block, len(blocks)):
        begin = after.end if index == after.block else 0
        start = 0
        for line in blocks[index].lines:
            end = start + len(line.text)
            if line.page == footnote.page:
                match = pattern.search(blocks[index].raw, max(begin, start), end)
                if match:
                    return FootnoteMark(index, match.start(), match.end())
            start = end + 1
    return None


def mark_pattern(mark: str) -> re.Pattern[str]:
    """Return a pattern: a mark is set against what it follows, or begins a line; ``*`` is free."""
    if mark == "*":
        return re.compile(r"\*")
    return re.compile(rf"(?:(?<=[^\s\d(/.,\-])|(?<=\n)(?={mark}\S)){mark}(?![\d%/.,])")


def unaccounted_characters(source: SourceText, document: ParsedDocument) -> list[ImportProblem]:
    """Return a problem unless the parts hold exactly the file's characters, white space aside."""
    parts = Counter[str]()
    for passage in document.passages:
        parts.update(passage.printed_label + passage.text)
    for footnote in document.footnotes:
        parts.update(2 * footnote.mark + footnote.text)
    for dropped in document.dropped:
        parts.update(dropped.text)
    whole = Counter(source.text)
    for character in {*parts, *whole}:
        if character.isspace() or character == "\ufeff":
            del parts[character], whole[character]
    return [
        *_lost_characters(source, whole - parts),
        *_invented_characters(parts - whole),
    ]


def _lost_characters(source: SourceText, lost: Counter[str]) -> Iterator[ImportProblem]:
    """Yield a problem for each character that is in no part, at the first line that has it."""
    lines = source.lines()
    for character, count in lost.items():
        line = next(number for number, text in enumerate(lines, start=1) if character in text)
        message = (
            f"the character “{character}” is in the file {count} times more than in what was read"
            " of it; here it comes first. Find the line that was not understood, and write it as"
            " the document prints it."
        )
        yield ImportProblem(line, message)


def _invented_characters(invented: Counter[str]) -> Iterator[ImportProblem]:
    """Yield a problem if parts have characters that the file has not, as none should."""
    if invented:
        characters = "".join(sorted(invented))
        yield ImportProblem(0, f"the reading has characters that the file has not: {characters}")
