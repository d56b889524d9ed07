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

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    FOOTNOTE_WITHOUT_MARK,
    INVENTED_CHARACTERS,
    LOST_CHARACTER,
    NO_SPACE_AFTER_NUMBER,
    STRETCHED_WORDS,
    question_kind,
)
from recommendations.importing.layout.running_text import stretched_words, unwrap_lines
from recommendations.importing.layout.source_text import FootnoteBlock, SourceLine, SourceText
from recommendations.importing.reading.numbering import QUOTED, number_passages
from recommendations.importing.reading.parsed_document import (
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
    is_spaced: bool = True


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


def segment(source: SourceText, grammar: PassageGrammar, inquiry: Inquiry) -> ParsedDocument:
    """Return the document without its recommendations, which each genre finds in its own way."""
    document = ParsedDocument(dropped=source.dropped)
    for deviation in source.deviations:
        inquiry.ask(question_kind(deviation.kind), deviation.line, deviation.text)
    blocks = list(split_into_blocks(source, grammar, inquiry))
    document.passages = [block.passage for block in blocks]
    number_passages(document, inquiry)
    attach_footnotes(document, blocks, source.footnotes, inquiry)
    ask_about_characters(source, document, inquiry)
    return document


def split_into_blocks(
    source: SourceText, grammar: PassageGrammar, inquiry: Inquiry
) -> Iterator[PassageBlock]:
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
        if not start.is_spaced:
            inquiry.ask(NO_SPACE_AFTER_NUMBER, line.number, line.text[:12])
        state.follow(start)
        passage = ParsedPassage(
            start.kind, line.number, start.label, start.printed, start.text, start.level
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
    document: ParsedDocument,
    blocks: list[PassageBlock],
    footnotes: list[FootnoteBlock],
    inquiry: Inquiry,
) -> None:
    """Join the lines of every block, cut the marks out, and attach the footnotes there."""
    marks: dict[int, list[tuple[FootnoteMark, FootnoteBlock]]] = {}
    after = FootnoteMark(0, 0, 0)
    for footnote in footnotes:
        found = find_mark(footnote, blocks, after)
        if found is None:
            line = footnote.lines[0]
            words = f"{footnote.mark} {line.text}"[:QUOTED]
            inquiry.ask(FOOTNOTE_WITHOUT_MARK, line.number, words, mark=footnote.mark)
            found = end_of_page(footnote, blocks, after)
        after = found
        marks.setdefault(found.block, []).append((found, footnote))
    for index, block in enumerate(blocks):
        here = marks.get(index, [])
        cuts = [(mark.start, mark.end) for mark, _footnote in here]
        text, offsets = unwrap_lines(block.raw, cuts)
        block.passage.text = text
        if block.passage.kind != PassageKind.COVER:  # Whose lines are arranged by hand.
            for stretch in stretched_words(block.raw):
                inquiry.ask(STRETCHED_WORDS, block.passage.line, stretch)
        for (mark, footnote), offset in zip(here, offsets, strict=True):
            attached = parsed_footnote(footnote, block.passage.anchor, offset)
            attached.has_mark = mark.start < mark.end
            document.footnotes.append(attached)


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


def end_of_page(
    footnote: FootnoteBlock, blocks: list[PassageBlock], after: FootnoteMark
) -> FootnoteMark:
    """Return the end of the last block that begins before a footnote, not before another mark."""
    line = footnote.lines[0].number
    before = [place for place, block in enumerate(blocks) if block.passage.line < line]
    index = max(before[-1] if before else 0, after.block)
    end = len(blocks[index].raw)
    return FootnoteMark(index, end, end)


def mark_pattern(mark: str) -> re.Pattern[str]:
    """Return a pattern: a mark is set against what it follows, or begins a line; ``*`` is free."""
    if mark == "*":
        return re.compile(r"\*")
    return re.compile(rf"(?:(?<=[^\s\d(/.,\-])|(?<=\n)(?={mark}\S)){mark}(?![\d%/.,])")


def ask_about_characters(source: SourceText, document: ParsedDocument, inquiry: Inquiry) -> None:
    """Ask unless the parts hold exactly the file's characters, white space aside."""
    parts = Counter[str]()
    for passage in document.passages:
        parts.update(passage.printed_label + passage.text)
    for footnote in document.footnotes:
        parts.update(footnote.mark + footnote.text)
        parts.update(footnote.mark if footnote.has_mark else "")
    for dropped in document.dropped:
        parts.update(dropped.text)
    whole = Counter(source.text)
    for character in {*parts, *whole}:
        if character.isspace() or character == "\ufeff":
            del parts[character], whole[character]
    lines = source.lines()
    for character, count in (whole - parts).items():
        line = next(number for number, text in enumerate(lines, start=1) if character in text)
        inquiry.ask(LOST_CHARACTER, line, character, count=count)
    if invented := "".join(sorted(parts - whole)):
        inquiry.ask(INVENTED_CHARACTERS, 0, invented)
