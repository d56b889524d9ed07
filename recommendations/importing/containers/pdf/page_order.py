"""The order of a page's lines: from its head to its foot, column by column, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recommendations.importing.containers.pdf.lines import PrintedLine
from recommendations.importing.layout.running_text import white_space_between

#: Lines of a column, at least, and the part of a column's width that prose fills.
COLUMN_LINES = 6
FILLED = 0.75
#: Lines of one cell follow each other as near as this part of their size, and begin so exactly
#: below each other, in points.
NEAR, ALIGNED = 1.65, 2.0


def reading_order(lines: Sequence[PrintedLine], *, from_right: bool) -> list[PrintedLine]:
    """Return the lines of a page in the order of reading; cells of a row are one line."""
    gutter = _gutter(lines)
    if gutter is None:
        return _join_rows(lines, from_right=from_right)
    wide = [line for line in lines if line.left_edge < gutter < line.right_edge]
    ordered: list[PrintedLine] = []
    # What runs over both columns parts what stands above it from what stands below.
    borders = sorted((line.baseline for line in wide), reverse=True)
    upper = float("inf")
    for border in [*borders, float("-inf")]:
        between = [each for each in lines if border < each.baseline < upper and each not in wide]
        left = [each for each in between if each.right_edge <= gutter]
        right = [each for each in between if each.left_edge >= gutter]
        for column in filter(None, (left, right)):
            edges = min(each.left_edge for each in column), max(each.right_edge for each in column)
            for each in column:
                each.column = edges
        for column in (right, left) if from_right else (left, right):
            ordered += _join_rows(column, from_right=from_right)
        ordered += _join_rows([each for each in wide if each.baseline == border], from_right=False)
        upper = border
    return ordered


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """Return where the space between two columns of prose is; None if there are not two."""
    if len(lines) < 2 * COLUMN_LINES:
        return None
    start, end = min(line.left_edge for line in lines), max(line.right_edge for line in lines)
    middle, width = (start + end) / 2, end - start
    left = [line for line in lines if line.right_edge <= middle]
    right = [line for line in lines if line.left_edge >= middle]
    if min(len(left), len(right)) < COLUMN_LINES:
        return None
    if len(left) + len(right) < 0.6 * len(lines):
        return None
    half = width / 2
    if any(
        sum(line.right_edge - line.left_edge > FILLED * half for line in column) < 0.5 * len(column)
        for column in (left, right)
    ):
        return None
    return middle


def _join_rows(lines: Sequence[PrintedLine], *, from_right: bool) -> list[PrintedLine]:
    """Return lines from the head to the foot, those beside each other as cells of one."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda each: (-each.baseline, each.left_edge)):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    joined: list[PrintedLine] = []
    for row in rows:
        row.sort(key=lambda each: -each.left_edge if from_right else each.left_edge)
        if joined and continues_cells(joined[-1], row, from_right=from_right):
            joined[-1] = row_line(_longer_cells(joined[-1], row, from_right=from_right))
        else:
            joined.append(row_line(row))
    return joined


def join_parted_rows(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines of all pages, those of cells that go on with the next page in their row."""
    joined: list[PrintedLine] = []
    for line in lines:
        above, row = joined[-1] if joined else line, line.row or [line]
        from_right = above.is_from_right
        if line.page > above.page and continues_cells(above, row, from_right=from_right):
            joined[-1] = row_line(_longer_cells(above, row, from_right=from_right))
        else:
            joined.append(line)
    return joined


def continues_cells(above: PrintedLine, row: Sequence[PrintedLine], *, from_right: bool) -> bool:
    """Return whether lines go on with cells of the row above them, not all and not the first."""
    if not above.row or len(row) >= len(above.row):
        return False
    edges = [_edge(cell, from_right=from_right) for cell in above.row]
    places = [_place(line, edges, from_right=from_right) for line in row]
    lowest = min(cell.glyphs[-1].baseline for cell in above.row)
    is_near = lowest - row[0].baseline < NEAR * row[0].size
    return is_near and None not in places and places != [0]


def _edge(line: PrintedLine, *, from_right: bool) -> float:
    return line.right_edge if from_right else line.left_edge


def _place(line: PrintedLine, edges: Sequence[float], *, from_right: bool) -> int | None:
    """Return the place of the cell that a line begins as far in as; None if there is none."""
    edge = _edge(line, from_right=from_right)
    return next((at for at, each in enumerate(edges) if abs(each - edge) < ALIGNED), None)


def _longer_cells(
    above: PrintedLine, row: Sequence[PrintedLine], *, from_right: bool
) -> list[PrintedLine]:
    """Return the cells of a row with the lines that go on with them."""
    edges = [_edge(cell, from_right=from_right) for cell in above.row]
    cells = list(above.row)
    for line in row:
        place = _place(line, edges, from_right=from_right)
        if place is not None:
            cell = cells[place]
            between = white_space_between(cell.text, "\n", line.text)
            start = len(cell.text) + len(between)
            marks = [replace(mark, offset=mark.offset + start) for mark in line.mark_places]
            cells[place] = PrintedLine(
                cell.page,
                [*cell.glyphs, *line.glyphs],
                cell.text + between + line.text,
                cell.mark_places + marks,
            )
    return cells


def row_line(row: list[PrintedLine]) -> PrintedLine:
    """Return the cells of a row as one line; a single one as it is."""
    if len(row) == 1:
        return row[0]
    line = PrintedLine(row[0].page, [glyph for each in row for glyph in each.glyphs])
    line.row = row
    for cell in row:
        start = len(line.text) + 1 if line.text else 0
        line.text = f"{line.text} {cell.text}" if line.text else cell.text
        line.mark_places += [replace(mark, offset=mark.offset + start) for mark in cell.mark_places]
    return line
