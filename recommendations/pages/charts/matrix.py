"""A grid drawn as a matrix: the more, the darker; where there is nothing, an empty red frame."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.pages.charts.cell_labels import called
from recommendations.pages.charts.grid import Cell, Grid, Head, Row
from recommendations.pages.charts.svg import TEXT, Drawing, folded, lines, link, rect, text

#: Width of the names of rows, of a cell and of the sums; height of the head, a row and the key.
NAMES, CELL, SUM, HEAD, ROW, KEY = 250, 116, 76, 76, 50, 40
#: Between two cells.
GAP = 2
#: Steps from which on the numbers in cells are white.
DARK = 4


def draw(grid: Grid) -> Drawing:
    """The whole matrix, with the sums at its end and a key below it."""
    width = NAMES + CELL * len(grid.columns) + SUM + 10
    height = HEAD + ROW * len(grid.rows) + KEY
    return Drawing(width, height, [*_heads(grid), *_rows(grid), *_key(grid, height)])


def _heads(grid: Grid) -> Iterator[SafeString]:
    for number, head in enumerate(grid.columns):
        middle = NAMES + CELL * number + CELL // 2
        words = [*folded(head.label, CELL - 4), *([head.detail] if head.detail else [])]
        yield lines(middle, HEAD - 8 - (TEXT + 3) * (len(words) - 1), words, anchor="middle")
    end = NAMES + CELL * len(grid.columns) + SUM
    words = folded(_("All adopted"), SUM)
    yield lines(end, HEAD - 8 - (TEXT + 3) * (len(words) - 1), words, anchor="end", bold=True)


def _rows(grid: Grid) -> Iterator[SafeString]:
    for number, row in enumerate(grid.rows):
        top = HEAD + ROW * number
        names = folded(row.head.label, NAMES - 16, most=2)
        base = top + ROW // 2 + 5
        yield lines(0, base - (TEXT + 3) // 2 * (len(names) - 1), names)
        for place, (head, cell) in enumerate(zip(grid.columns, row.cells, strict=True)):
            yield _cell(grid, row, head, cell, NAMES + CELL * place, top)
        end = NAMES + CELL * len(grid.columns) + SUM
        label = called(row.adopted, row.head, _("All adopted"))
        total = text(end, base, str(row.adopted.count), anchor="end", bold=True)
        yield link(row.adopted.address, label, total)


def _cell(grid: Grid, row: Row, head: Head, cell: Cell, left: int, top: int) -> SafeString:
    if cell.count is None:
        return rect(left, top, CELL - GAP, ROW - GAP, "lack")
    level = grid.level(cell)
    return link(
        cell.address,
        called(cell, row.head, head.label),
        rect(left, top, CELL - GAP, ROW - GAP, f"l{level}" if level else "none"),
        text(
            left + CELL // 2,
            top + ROW // 2 + 5,
            str(cell.count),
            anchor="middle",
            pale=level >= DARK,
        ),
    )


def _key(grid: Grid, height: int) -> Iterator[SafeString]:
    """What the frames of cells mean."""
    top, left = height - 26, 0
    kinds = [("l1", "1"), ("l5", str(grid.most)), ("none", _("none"))]
    if not all(head.held for head in grid.columns):
        kinds.append(("lack", _("not yet held")))
    for kind, words in kinds:
        yield rect(left, top, 24, 16, kind)
        yield text(left + 32, top + 13, words, soft=True)
        left += 110
