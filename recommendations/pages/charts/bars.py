"""A grid drawn as bars: one for each column, its parts the rows, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index.coverage import coverage
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, cell_label
from recommendations.pages.charts.svg import (
    TEXT,
    Drawing,
    svg_lines,
    svg_link,
    svg_rect,
    svg_text,
    text_width,
    wrap_text,
)

#: Width of the names of bars and of the longest bar; height of a bar with what is around it.
NAMES, LONGEST, ROW, BAR = 250, 560, 46, 30
#: Room for the number after a bar.
AFTER = 60
#: Width of a line of the key.
KEY = NAMES + LONGEST + AFTER


def draw_bars(grid: Grid) -> Drawing:
    """Draw the bars, and above them a key to the shades of their parts."""
    key = list(_key(grid))
    top = 30 * (1 + max((row for row, _shapes in key), default=0)) + 14
    height = top + ROW * len(grid.columns) + 6
    bars = [
        shape
        for number, head in enumerate(grid.columns)
        for shape in _bar(grid, number, head, top + ROW * number)
    ]
    shapes = [*(shapes for _row, shapes in key), *bars]
    if all(row.adopted.count for row in grid.rows):
        return Drawing(KEY, height, shapes)
    absence = svg_text(32, height + 13, coverage().absence, soft=True)
    return Drawing(KEY, height + 26, [*shapes, svg_rect(0, height, 24, 16, "none"), absence])


def _parts(grid: Grid, number: int) -> list[tuple[AxisValue, GridCell]]:
    return [(row.head, row.cells[number]) for row in grid.rows]


def _bar(grid: Grid, number: int, head: AxisValue, top: int) -> Iterator[SafeString]:
    base = top + BAR // 2 + 5
    names = wrap_text(f"{head.label}{f' {head.detail}' if head.detail else ''}", NAMES - 16, most=2)
    yield svg_lines(0, base - (TEXT + 3) // 2 * (len(names) - 1), names)
    if not head.has_texts:
        yield svg_rect(NAMES, top, 90, BAR, "lack")
        yield svg_text(NAMES + 100, base, _("texts not in this knowledge base"), soft=True)
        return
    whole = sum(cell.count or 0 for _head, cell in _parts(grid, number))
    left = float(NAMES)
    for row, cell in _parts(grid, number):
        if cell.count:
            size = LONGEST * cell.count / _longest(grid)
            yield _part(row, head, cell, (round(left), round(left + size)), top)
            left += size
    yield svg_text(round(left) + 8, base, str(whole), bold=True)


def _part(
    row: AxisValue, head: AxisValue, cell: GridCell, ends: tuple[int, int], top: int
) -> SafeString:
    start, end = ends
    number = str(cell.count)
    fits = text_width(number) < end - start
    written = svg_text(
        (start + end) // 2, top + BAR // 2 + 5, number, anchor="middle", pale=row.strength_level > 2
    )
    return svg_link(
        cell.address,
        cell_label(cell, row, head.label),
        svg_rect(start, top, max(1, end - start - 1), BAR, f"f{row.strength_level}"),
        *([written] if fits else []),
    )


def _longest(grid: Grid) -> int:
    """Return the number that the longest bar stands for."""
    sums = [
        sum(row.cells[number].count or 0 for row in grid.rows)
        for number in range(len(grid.columns))
    ]
    return max(sums, default=0) or 1


def _key(grid: Grid) -> Iterator[tuple[int, SafeString]]:
    """Yield the rows with their shades and the line of the key that each stands in."""
    line, left = 0, 0
    for row in grid.rows:
        room = 40 + round(text_width(row.head.label)) + 24
        if left + room > KEY:
            line, left = line + 1, 0
        kind = f"f{row.head.strength_level}" if row.adopted.count else "none"
        shapes = (
            svg_rect(left, 4 + 30 * line, 24, 16, kind),
            svg_text(left + 32, 17 + 30 * line, row.head.label, soft=True),
        )
        label = cell_label(row.adopted, row.head, _("All adopted"))
        yield line, svg_link(row.adopted.address, label, *shapes)
        left += room
