"""Lines become passages: each genre has its own passage starts; the rest is the same for all.

A line either begins a passage or continues the last one. Numbers, letters and headings must come
in order, without gap or repetition. A footnote's mark is a bare number set against the text before
it, on the page that prints the footnote, after the mark before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recommendations.importing.inquiries.inquiry import Inquiry
from recommendations.importing.inquiries.question_kinds import (
    FOOTNOTE_WITHOUT_MARK,
    INVENTED_CHARACTERS,
    ITEM_IN_SENTENCE,
    LOST_CHARACTER,
    NO_SPACE_AFTER_NUMBER,
    PARAGRAPH_BREAK,
    STRETCHED_WORDS,
    question_kind,
)
from recommendations.importing.inquiries.questions import QUOTED
from recommendations.importing.layout.findings import JoinedLine
from recommendations.importing.layout.running_text import stretched_words, unwrap_lines
from recommendations.importing.layout.source_text import FootnoteBlock, SourceLine, SourceText
from recommendations.importing.reading.line_breaks import (
    ends_before_item,
    ends_paragraph,
    ends_sentence,
    is_full,
    line_width,
)
from recommendations.importing.reading.numbering import number_passages
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedFootnote,
    ParsedPassage,
    PassageKind,
)
from recommendations.importing.reading.passage_start import (
    PassageGrammar,
    PassageStart,
    SegmentationState,
)

#: The last lines of a paragraph, in which it says that recommendations were adopted.
LAST = 8
#: The kinds of passages that are no sentences.
NO_SENTENCES = (PassageKind.SECTION, PassageKind.COVER, PassageKind.ROW)
#: The kinds of passages whose lines are arranged by hand.
ARRANGED = (PassageKind.COVER, PassageKind.ROW)


@dataclass
class PassageBlock:
    """A passage in the making, with the lines that print it."""

    passage: ParsedPassage
    lines: list[SourceLine] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join(line.text for line in self.lines)


def segment(
    source: SourceText, start_of: PassageGrammar, state: SegmentationState, inquiry: Inquiry
) -> ParsedDocument:
    """Return the document without its recommendations, which each genre finds in its own way."""
    document = ParsedDocument(language=state.grammar.language, dropped=source.dropped)
    for deviation in source.deviations:
        inquiry.ask(question_kind(deviation.kind), deviation.line, deviation.text)
    blocks = list(split_into_blocks(source, start_of, state, inquiry))
    document.passages = [block.passage for block in blocks]
    document.joined = state.joined
    number_passages(document, inquiry)
    attach_footnotes(document, blocks, source.footnotes, inquiry)
    ask_about_characters(source, document, inquiry)
    return document


def split_into_blocks(
    source: SourceText, start_of: PassageGrammar, state: SegmentationState, inquiry: Inquiry
) -> Iterator[PassageBlock]:
    """Yield a block of lines for each passage."""
    width = line_width(source.body)
    block: PassageBlock | None = None
    for line in source.body:
        start = start_of(line, state)
        if start and block and is_within_sentence(block, line, start, width, state):
            start = asked_start(line, start, inquiry)
        if start is None and not state.in_text:
            start = cover_line(line, block, width, state)
        elif start is None and block and begins_text(block, line, width, state, inquiry):
            start = PassageStart(PassageKind.TEXT, "", "", line.text)
        if start is None and block:
            block.lines.append(line)
        elif start:
            if block:
                yield block
            if not start.is_spaced:
                inquiry.ask(NO_SPACE_AFTER_NUMBER, line.number, line.text[:12])
            state.follow(start)
            block = new_block(line, start)
        if block:
            follow_text(block, state)
    if block:
        yield block


def new_block(line: SourceLine, start: PassageStart) -> PassageBlock:
    """Return the block of a passage that begins on a line."""
    passage = ParsedPassage(
        start.kind, line.number, start.label, start.printed, start.text, start.level
    )
    passage.value = start.value
    if start.kind == PassageKind.ROW:
        part_cells(line)
    else:
        line.begin_at(start.text)
    return PassageBlock(passage, [line] if start.text else [])


def part_cells(line: SourceLine) -> None:
    """Part the cells of a row by tabs, and move the marks with their words."""
    if not line.cells:
        return
    parted = "\t".join(cell.replace("\n", " ") for cell in line.cells)
    shift = max(parted.replace("\t", " ").find(line.text), 0)
    line.mark_places = tuple(
        replace(place, offset=place.offset + shift) for place in line.mark_places
    )
    line.text = parted


def follow_text(block: PassageBlock, state: SegmentationState) -> None:
    """Update the state by the text that was read of a passage so far."""
    last = block.lines[-1].text if block.lines else ""
    is_sentence = block.passage.kind not in NO_SENTENCES
    state.ends_sentence = not is_sentence or not last or ends_sentence(last, state.grammar)
    state.ends_with_colon = is_sentence and last.endswith((":", "："))
    if state.can_adopt and block.passage.kind == PassageKind.PARAGRAPH:
        text, _offsets = unwrap_lines("\n".join(line.text for line in block.lines[-LAST:]), [])
        if state.grammar.adoption.search(text):
            state.is_adopting = True


def is_within_sentence(
    block: PassageBlock,
    line: SourceLine,
    start: PassageStart,
    width: int,
    state: SegmentationState,
) -> bool:
    """Return whether an item seems to begin in the middle of a sentence that a line broke off."""
    if start.kind != PassageKind.ITEM or start.label.isdigit() or not block.lines:
        return False
    before = block.lines[-1].text
    if block.passage.kind in NO_SENTENCES or ends_paragraph(before, line, width):
        return False
    return not ends_before_item(before, state.grammar)


def asked_start(line: SourceLine, start: PassageStart, inquiry: Inquiry) -> PassageStart | None:
    """Return the start of an item if somebody says that it is one; else the sentence goes on."""
    choice = inquiry.choice(ITEM_IN_SENTENCE, line.number, line.text[:QUOTED])
    return start if choice == "new-paragraph" else None


def begins_text(
    block: PassageBlock, line: SourceLine, width: int, state: SegmentationState, inquiry: Inquiry
) -> bool:
    """Return whether a line without number begins a paragraph of its own.

    Where a recommendation leaves that open, somebody is asked; elsewhere the line is joined, and
    listed among those that were.
    """
    if not block.lines:  # The text of a recommendation whose number stands above it.
        return False
    before = block.lines[-1].text
    if not state.ends_sentence:
        return False
    if ends_paragraph(before, line, width):
        return True
    if block.passage.kind != PassageKind.RECOMMENDATION or is_full(before, line, width):
        if block.passage.kind not in NO_SENTENCES:
            state.joined.append(JoinedLine(line.number, line.text[:QUOTED]))
        return False
    return inquiry.choice(PARAGRAPH_BREAK, line.number, line.text[:QUOTED]) == "new-paragraph"


def cover_line(
    line: SourceLine, block: PassageBlock | None, width: int, state: SegmentationState
) -> PassageStart | None:
    """Return a start for a line of the cover: titles below the agenda item run over lines.

    Every other line of the cover is a passage of its own, unless the line above is full.
    """
    if block and block.lines and is_full(block.lines[-1].text, line, width):
        return None
    if block and block.lines and state.grammar.agenda_item.match(block.lines[0].text):
        state.in_titles = True
    elif state.in_titles and runs_on(line, state):
        return None
    return PassageStart(PassageKind.COVER, "", "", line.text)


def runs_on(line: SourceLine, state: SegmentationState) -> bool:
    """Return whether a line continues the title above it."""
    if line.begins_paragraph or state.grammar.author.match(line.text):
        return False
    return line.gap <= 1 and line.indent < 2


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
            found = end_of_page(footnote, blocks)
        else:
            after = found
        marks.setdefault(found.block, []).append((found, footnote))
    for index, block in enumerate(blocks):
        here = sorted(marks.get(index, []), key=lambda each: each[0].start)
        cuts = [(mark.start, mark.end) for mark, _footnote in here]
        text, offsets = passage_text(block, cuts)
        block.passage.text = text
        if block.passage.kind not in ARRANGED:
            for stretch in stretched_words(block.raw):
                inquiry.ask(STRETCHED_WORDS, block.passage.line, stretch)
        for (mark, footnote), offset in zip(here, offsets, strict=True):
            attached = parsed_footnote(footnote, block.passage.anchor, offset)
            attached.has_mark = mark.start < mark.end
            document.footnotes.append(attached)


def passage_text(block: PassageBlock, cuts: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return the text of a passage without its marks, and where each of them stood.

    The cells of a table's row stay apart by tabs.
    """
    if block.passage.kind != PassageKind.ROW:
        return unwrap_lines(block.raw, cuts)
    texts: list[str] = []
    offsets: list[int] = []
    start = 0
    for cell in block.raw.split("\t"):
        end = start + len(cell)
        within = [(first - start, last - start) for first, last in cuts if start <= first <= end]
        text, places = unwrap_lines(cell, within)
        before = len("\t".join([*texts, ""]))
        offsets += [before + place for place in places]
        texts.append(text)
        start = end + 1
    return "\t".join(texts), offsets


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


def end_of_page(footnote: FootnoteBlock, blocks: list[PassageBlock]) -> FootnoteMark:
    """Return the end of the last block that begins before a footnote."""
    line = footnote.lines[0].number
    before = [place for place, block in enumerate(blocks) if block.passage.line < line]
    index = before[-1] if before else 0
    end = len(blocks[index].raw)
    return FootnoteMark(index, end, end)


def mark_pattern(mark: str) -> re.Pattern[str]:
    """Return a pattern: a mark is set against what it follows, or begins a line; ``*`` is free.

    The Arabic “and” is set against a number that it goes before, which is no mark.
    """
    if set(mark) == {"*"}:
        return re.compile(rf"(?<!\*){re.escape(mark)}(?!\*)")
    mark = re.escape(mark)
    before = r"(?<!\s\u0648)(?:(?<=[^\s\d(\[/.,\-])|(?<=[^\W\d][.,])"
    return re.compile(rf"{before}|(?<=\n)(?={mark}\S)){mark}(?![\d%/]|[.,]\d)")


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
