"""Printed lines of a page: glyphs on one baseline, with raised marks and spaces between words."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from recommendations.importing.containers.pdf.direction import (
    has_right_to_left,
    is_mostly_from_right,
    logical_text,
)
from recommendations.importing.containers.pdf.glyphs import Glyph
from recommendations.importing.layout.source_text import MarkPlace
from smuggling_kb.chinese import HAN, WIDE

#: Parts of the size of a font: how far a glyph on the same line may be raised, and how far apart
#: the cells of a table stand.
RAISED = 0.75
CELL_GAP = 1.5
#: Parts of the size: how far apart words stand; and how far back a glyph may begin, in points.
WORD_GAP, OVERLAP = 0.2, 1.0
#: A space between Chinese characters that is narrower than this part of the size stretches a line.
STRETCH = 1.0
#: Parts of the size and of the line at which a glyph is a mark that is raised.
SMALL, LIFTED = 0.85, 0.12
#: How far below a line, as a part of its size, a mark stands that had no place on it.
NEAR = 1.3
#: A space that is narrower than this part of the size is no space that somebody typed.
NARROW = 0.1
MARK = re.compile(r"[0-9*]+")
CHINESE = re.compile(f"[{HAN}{WIDE}“”‘’—…]")
#: Marks after which no line of Chinese ends, and those with which none begins.
ENDS_NO_LINE, BEGINS_NO_LINE = "（《〈“‘【「『〔", "，。、；：！？）》〉”’】」』〕"
#: What may stand far before the words that it numbers.
LABEL = re.compile(
    r"\w{1,5}[.)\uff09、]-?|\d{1,3}-|[\u0621-\u064a]{1,9}-|[•–\-*▪]|[()\uff08]\w{1,3}[()\uff09]"
    r"|\d{1,3}|\*"
)
LONGEST_LABEL = 10


@dataclass
class PrintedLine:
    """A line as it is printed, or the words of one cell of a table."""

    page: int
    glyphs: list[Glyph]
    text: str = ""
    mark_places: list[MarkPlace] = field(default_factory=list)
    #: The lines of the cells, if it is the row of a table.
    row: list[PrintedLine] = field(default_factory=list)
    #: Where the column that it stands in begins and ends; None if there are not two.
    column: tuple[float, float] | None = None

    @cached_property
    def is_from_right(self) -> bool:
        """Return whether it has letters that are written from the right."""
        return has_right_to_left(self.glyphs)

    @cached_property
    def left_edge(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @cached_property
    def right_edge(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size of most of its glyphs, the larger one of two that as many have."""
        return max(statistics.multimode(round(glyph.size, 1) for glyph in self.glyphs))

    @cached_property
    def baseline(self) -> float:
        """The baseline of most of its glyphs, marks that are raised aside."""
        size = self.size
        return statistics.mode(
            round(glyph.baseline, 1) for glyph in self.glyphs if round(glyph.size, 1) == size
        )

    @cached_property
    def first_word_width(self) -> float:
        """The width of its first word, or of its first Chinese character, in points.

        Marks that no line parts from it belong to it.
        """
        if self.is_from_right:
            return self._width_of_first_from_right()
        end = self.glyphs[0].right
        is_whole = False
        for glyph in self.glyphs:
            if glyph.character.isspace() or (is_whole and glyph.character not in BEGINS_NO_LINE):
                break
            end = max(end, glyph.right)
            is_whole = bool(CHINESE.match(glyph.character)) and glyph.character not in ENDS_NO_LINE
        return end - self.glyphs[0].left

    def _width_of_first_from_right(self) -> float:
        solid = (glyph for glyph in self.glyphs if not glyph.character.isspace())
        start = end = self.right_edge
        for glyph in sorted(solid, key=lambda each: -each.right):
            if end - glyph.right > WORD_GAP * glyph.size:
                break
            end = min(end, glyph.left)
        return start - end

    @cached_property
    def is_bold(self) -> bool:
        """Return whether all of it is bold."""
        return all(glyph.is_bold for glyph in self.glyphs if not glyph.character.isspace())


def printed_lines(glyphs: Iterable[Glyph], page: int) -> list[PrintedLine]:
    """Return the lines of a page, in the order of the file, each with its text."""
    lines = []
    glyphs = list(glyphs)
    is_from_right = is_mostly_from_right(glyphs)
    for row in _rows(glyphs):
        for part in _parts(row):
            line = PrintedLine(page, part)
            if is_from_right and not any(glyph.character.isalpha() for glyph in part):
                line.is_from_right = True  # A number, and signs on its sides.
            line.text, line.mark_places = _text(part, line)
            if line.text:
                lines.append(line)
    return lines


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs that follow each other on one baseline, raised ones among them."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if glyph.is_inserted:
            if row:
                row.append(glyph)
            continue
        if row and not _same_row(row, glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _same_row(row: list[Glyph], glyph: Glyph) -> bool:
    last = next(each for each in reversed(row) if not each.is_inserted)
    size = max(last.size, glyph.size)
    return abs(last.baseline - glyph.baseline) < RAISED * size * (
        1 if min(last.size, glyph.size) < SMALL * size else 0.3
    )


def _parts(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the parts of a row that stand far apart, as cells of tables and columns do."""
    solid = [each for each in row if each.character != " "]
    if from_right := has_right_to_left(solid):
        solid.sort(key=lambda each: -each.right)
    else:
        solid.sort(key=lambda each: each.left)
    part: list[Glyph] = []
    for glyph in solid:
        is_far = part and _distance(part, glyph, from_right=from_right) > CELL_GAP * glyph.size
        if is_far and not _is_label(part):
            yield _with_spaces(part, row)
            part = []
        part.append(glyph)
    if part:
        yield _with_spaces(part, row)


def _distance(part: list[Glyph], glyph: Glyph, *, from_right: bool) -> float:
    """Return how far a glyph stands from those before it."""
    if from_right:
        return min(each.left for each in part[-4:]) - glyph.right
    return glyph.left - max(each.right for each in part[-4:])


def _is_label(part: list[Glyph]) -> bool:
    text = "".join(each.character for each in part)
    return len(text) <= LONGEST_LABEL and bool(LABEL.fullmatch(text))


def _with_spaces(part: list[Glyph], row: list[Glyph]) -> list[Glyph]:
    """Return the glyphs of a part in the order of the file, with the spaces between them."""
    members = set(map(id, part))
    first = next(place for place, each in enumerate(row) if id(each) in members)
    last = max(place for place, each in enumerate(row) if id(each) in members)
    return [each for each in row[first : last + 1] if id(each) in members or each.character == " "]


def _text(glyphs: list[Glyph], line: PrintedLine) -> tuple[str, list[MarkPlace]]:
    """Return the words of a line, and where marks are raised above it."""
    if line.is_from_right:
        return logical_text(glyphs, line.baseline, line.size)
    glyphs = in_order(glyphs)
    text, marks = "", []
    run, end = "", 0.0
    for glyph, after in zip(glyphs, [*glyphs[1:], None], strict=True):
        character = glyph.character
        if character.isspace():
            stretches = (
                after
                and is_chinese(text[-1:], after.character)
                and after.left - end < STRETCH * after.size
            )
            is_made = glyph.is_inserted or glyph.right - glyph.left < NARROW * glyph.size
            is_nothing = is_made and stretches and not LABEL.fullmatch(text)
            if text and not text.endswith(" ") and not is_nothing:
                text += " "
        else:
            text += character
            end = glyph.right
        is_raised = is_mark(glyph, line)
        run = run + character if is_raised else ""
        if run and not (after and is_mark(after, line)):
            marks.append(MarkPlace(len(text) - len(run), run))
            run = ""
    return text.rstrip(), marks


def in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """Return glyphs from the left to the right, if the file has them otherwise."""
    solid = [glyph for glyph in glyphs if not glyph.is_inserted]
    if all(one.left <= next_one.left + OVERLAP for one, next_one in pairwise(solid)):
        return glyphs
    ordered: list[Glyph] = []
    for glyph in sorted(solid, key=lambda each: each.left):
        if ordered and glyph.left - ordered[-1].right > WORD_GAP * glyph.size:
            ordered.append(replace(glyph, character=" ", is_inserted=True))
        ordered.append(glyph)
    return ordered


def is_lone_mark(line: PrintedLine, above: PrintedLine) -> bool:
    """Return whether a line is a mark that had no place on the line above it."""
    distance = above.baseline - line.baseline
    is_near = line.page == above.page and 0 < distance < NEAR * above.size
    return is_near and bool(MARK.fullmatch(line.text)) and line.size < SMALL * above.size


def is_chinese(before: str, after: str) -> bool:
    """Return whether a Chinese character or mark stands on both sides of a space."""
    return bool(CHINESE.match(before) and CHINESE.match(after))


def is_mark(glyph: Glyph, line: PrintedLine) -> bool:
    """Return whether a glyph is part of a mark that is raised above its line."""
    return (
        bool(MARK.fullmatch(glyph.character))
        and glyph.size < SMALL * line.size
        and glyph.baseline - line.baseline > LIFTED * line.size
    )
