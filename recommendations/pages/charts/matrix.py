"""A grid drawn as a matrix: the more, the darker; where there is nothing, an empty red frame."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index.coverage import coverage
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow, cell_label
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

#: Width of the names of rows, of a cell and of the sums; height of the head, a row and the key.
NAMES, CELL, SUM, HEAD, ROW, KEY = 250, 116, 76, 76, 50, 40
#: Between two cells.
GAP = 2
#: Steps from which on the numbers in cells are white.
DARK = 4


def draw_matrix(grid: Grid) -> Drawing:
    """Draw the matrix, with the sums at the end of its rows and a key below it."""
    width = NAMES + CELL * len(grid.columns) + SUM + 10
    height = HEAD + ROW * len(grid.rows) + KEY
    return Drawing(width, height, [*_heads(grid), *_rows(grid), *_key(grid, height)])


def _heads(grid: Grid) -> Iterator[SafeString]:
    for number, head in enumerate(grid.columns):
        middle = NAMES + CELL * number + CELL // 2
        words = [*wrap_text(head.label, CELL - 4), *([head.detail] if head.detail else [])]
        yield svg_lines(middle, HEAD - 8 - (TEXT + 3) * (len(words) - 1), words, anchor="middle")
    end = NAMES + CELL * len(grid.columns) + SUM
    words = wrap_text(_("All adopted"), SUM)
    yield svg_lines(end, HEAD - 8 - (TEXT + 3) * (len(words) - 1), words, anchor="end", bold=True)


def _rows(grid: Grid) -> Iterator[SafeString]:
    for number, row in enumerate(grid.rows):
        top = HEAD + ROW * number
        names = wrap_text(row.head.label, NAMES - 16, most=2)
        base = top + ROW // 2 + 5
        yield svg_lines(0, base - (TEXT + 3) // 2 * (len(names) - 1), names)
        for place, (head, cell) in enumerate(zip(grid.columns, row.cells, strict=True)):
            yield _cell(grid, row, head, cell, NAMES + CELL * place, top)
        end = NAMES + CELL * len(grid.columns) + SUM
        label = cell_label(row.adopted, row.head, _("All adopted"))
        total = svg_text(end, base, str(row.adopted.count), anchor="end", bold=True)
        yield svg_link(row.adopted.address, label, total)


def _cell(
    grid: Grid, row: GridRow, head: AxisValue, cell: GridCell, left: int, top: int
) -> SafeString:
    if cell.count is None:
        return svg_rect(left, top, CELL - GAP, ROW - GAP, "lack")
    level = grid.level(cell)
    return svg_link(
        cell.address,
        cell_label(cell, row.head, head.label),
        svg_rect(left, top, CELL - GAP, ROW - GAP, f"l{level}" if level else "none"),
        svg_text(
            left + CELL // 2,
            top + ROW // 2 + 5,
            str(cell.count),
            anchor="middle",
            pale=level >= DARK,
        ),
    )


def _key(grid: Grid, height: int) -> Iterator[SafeString]:
    """Draw the key to the frames of cells."""
    top, left = height - 26, 0
    kinds = [("l1", "1"), ("l5", str(grid.largest_count)), ("none", coverage().absence)]
    if not all(head.has_texts for head in grid.columns):
        kinds.append(("lack", _("texts not in this knowledge base")))
    for kind, words in kinds:
        yield svg_rect(left, top, 24, 16, kind)
        yield svg_text(left + 32, top + 13, words, soft=True)
        left += 48 + round(text_width(words))
