"""A grid drawn as a matrix: the more, the darker; where there is nothing, an empty red frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index.coverage import coverage
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow, cell_label
from recommendations.pages.drawings.key import KeyItem, draw_key
from recommendations.pages.drawings.svg import (
    Drawing,
    line_height,
    svg_hatch,
    svg_lines,
    svg_link,
    svg_rect,
    svg_text,
)
from recommendations.pages.drawings.text_lines import longest_piece_width, text_width, wrap_text

#: Width of the names of rows where they stand beside the cells, and of the sums at least.
NAMES, SUM = 230, 62
#: Width below which names stand above the cells.
BESIDE = 600
#: The least width of a cell, the height of a row, and between two cells.
CELL, ROW, GAP = 34, 46, 2
#: The size of the words above columns, and how far they reach up where they are turned.
HEAD, TURNED = 13, 150
#: Steps from which on the numbers in cells are light.
DARK = 4


def draw_matrix(grid: Grid, width: int) -> Drawing:
    """Draw the matrix, with the sums at the end of its rows and a key below it."""
    layout = MatrixLayout(grid, width)
    key = draw_key(_key(grid), layout.width)
    shapes = [
        *_heads(layout),
        *_missing_texts(layout),
        *(shape for number in range(len(grid.rows)) for shape in _row(layout, number)),
        key.shapes_at(0, layout.bottom + 14),
    ]
    return Drawing(layout.width, layout.bottom + 14 + key.height, shapes)


@dataclass(frozen=True)
class MatrixLayout:
    """Where the parts of a matrix stand in a width, which grows if its columns need more."""

    grid: Grid
    wanted_width: int

    @property
    def has_names_beside(self) -> bool:
        return self.wanted_width >= BESIDE

    @property
    def names_width(self) -> int:
        return NAMES if self.has_names_beside else 0

    @cached_property
    def cell_width(self) -> float:
        room = self.wanted_width - self.names_width - self.sum_width
        return max(CELL, room / max(1, len(self.grid.columns)))

    @property
    def width(self) -> int:
        return round(self.names_width + self.cell_width * len(self.grid.columns) + self.sum_width)

    @cached_property
    def sum_width(self) -> float:
        """The width of the sums: no word above them is divided."""
        return max(SUM, 1.1 * longest_piece_width(_("All adopted"), HEAD) + 8)  # Bold.

    @cached_property
    def has_turned_heads(self) -> bool:
        """True if a word above a column is wider than it."""
        return any(
            longest_piece_width(words, HEAD) > self.cell_width - GAP
            for head in self.grid.columns
            for words in (head.label, head.detail)
        )

    @cached_property
    def heads(self) -> list[list[str]]:
        """The lines above each column."""
        room = TURNED if self.has_turned_heads else self.cell_width - GAP
        return [
            [
                *wrap_text(head.label, room, HEAD),
                *(wrap_text(head.detail, room, HEAD) if head.detail else []),
            ]
            for head in self.grid.columns
        ]

    @cached_property
    def heads_height(self) -> int:
        lines = [line for head in self.heads for line in head]
        if self.has_turned_heads:
            return round(max(text_width(line, HEAD) for line in lines)) + 8
        highest = max(map(len, self.heads), default=0)
        return line_height(HEAD) * max(highest, len(self.sum_lines)) + 8

    @cached_property
    def sum_lines(self) -> list[str]:
        return wrap_text(_("All adopted"), self.sum_width - 8, HEAD)

    @cached_property
    def names(self) -> list[list[str]]:
        room = NAMES - 16 if self.has_names_beside else self.width
        return [wrap_text(row.head.label, room) for row in self.grid.rows]

    @cached_property
    def tops(self) -> list[int]:
        """The upper end of each row's cells, and in the end what would be the next one's."""
        tops = [self.heads_height]
        for lines in self.names:
            if self.has_names_beside:
                tops.append(tops[-1] + max(ROW, line_height() * len(lines) + 12))
            else:
                tops[-1] += line_height() * len(lines) + 10
                tops.append(tops[-1] + ROW)
        return tops

    @property
    def bottom(self) -> int:
        return self.tops[-1]

    def left_edge(self, column: int) -> float:
        return self.names_width + self.cell_width * column

    def height(self, row: int) -> int:
        """The height of a row's cells."""
        return self.tops[row + 1] - self.tops[row] if self.has_names_beside else ROW


def _heads(layout: MatrixLayout) -> Iterator[SafeString]:
    step = line_height(HEAD)
    for number, lines in enumerate(layout.heads):
        middle = layout.left_edge(number) + (layout.cell_width - GAP) / 2
        if layout.has_turned_heads:
            first = middle - step * (len(lines) - 1) / 2 + HEAD / 3
            for place, line in enumerate(lines):
                x, y = first + step * place, layout.heads_height - 6
                yield svg_text(x, y, line, size=HEAD, turned=True)
        else:
            top = layout.heads_height - 8 - step * (len(lines) - 1)
            yield svg_lines(middle, top, lines, anchor="middle", size=HEAD)
    top = layout.heads_height - 8 - step * (len(layout.sum_lines) - 1)
    yield svg_lines(layout.width, top, layout.sum_lines, anchor="end", bold=True, size=HEAD)


def _missing_texts(layout: MatrixLayout) -> Iterator[SafeString]:
    """Hatch the columns whose texts are not held; beside the cells, over all rows at once."""
    for number, head in enumerate(layout.grid.columns):
        if not head.has_texts:
            width = layout.cell_width - GAP
            for top, height in _missing_heights(layout):
                yield svg_hatch(layout.left_edge(number), top, width, height)


def _missing_heights(layout: MatrixLayout) -> list[tuple[int, int]]:
    if layout.has_names_beside and layout.grid.rows:
        return [(layout.tops[0], layout.bottom - layout.tops[0] - GAP)]
    return [(top, ROW - GAP) for top in layout.tops[:-1]]


def _row(layout: MatrixLayout, number: int) -> Iterator[SafeString]:
    row, top, height = layout.grid.rows[number], layout.tops[number], layout.height(number)
    base = top + height // 2 + 5
    names = layout.names[number]
    first = (
        base - line_height() * (len(names) - 1) // 2
        if layout.has_names_beside
        else top - 8 - line_height() * (len(names) - 1)
    )
    yield svg_lines(0, first, names)
    for place, (head, cell) in enumerate(zip(layout.grid.columns, row.cells, strict=True)):
        if cell.count is not None:
            yield _cell(layout, row, head, cell, (layout.left_edge(place), top, height))
    label = cell_label(row.adopted, row.head, _("All adopted"))
    total = svg_text(layout.width, base, str(row.adopted.count), anchor="end", bold=True)
    yield svg_link(row.adopted.address, label, total)


def _cell(
    layout: MatrixLayout,
    row: GridRow,
    head: AxisValue,
    cell: GridCell,
    place: tuple[float, int, int],
) -> SafeString:
    left, top, height = place
    level = layout.grid.level(cell)
    box = (left, top, layout.cell_width - GAP, height - GAP)
    kind = "soft" if not level else "hi" if level >= DARK else "lo"
    middle, base = left + (layout.cell_width - GAP) / 2, top + height // 2 + 5
    return svg_link(
        cell.address,
        cell_label(cell, row.head, head.label),
        svg_rect(f"l{level}", *box) if level else _frame(*box),
        svg_text(middle, base, str(cell.count), kind=kind, anchor="middle"),
    )


def _frame(x: float, y: float, width: float, height: float) -> SafeString:
    """Draw the frame of nothing, within its cell, so that neighbours do not touch."""
    return svg_rect("none", x + 1, y + 1, width - 2, height - 2)


def _key(grid: Grid) -> Iterator[KeyItem]:
    """Yield the steps of the scale, the frame of nothing, and what is not held."""
    for step in grid.scale:
        yield partial(_key_rect, f"l{step.level}"), str(step)
    if grid.gap_count:
        yield partial(_key_rect, "none"), coverage().absence
    if not all(head.has_texts for head in grid.columns):
        yield lambda x, y: svg_hatch(x, y, 24, 16), _("texts not in this knowledge base")


def _key_rect(kind: str, x: int, y: int) -> SafeString:
    return svg_rect(kind, x, y, 24, 16)
