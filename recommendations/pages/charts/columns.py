"""A timeline drawn as columns side by side, one for each row; on phones as bars below each other.

What is not held has no height: a hatched band stands below the axis, where no session is known a
dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.pages.charts.grid import Grid, GridCell, GridRow, cell_label
from recommendations.pages.drawings.key import KeyItem, draw_key
from recommendations.pages.drawings.svg import (
    Drawing,
    line_height,
    svg_hatch,
    svg_lines,
    svg_link,
    svg_path,
    svg_rect,
    svg_text,
)
from recommendations.pages.drawings.text_lines import text_width, wrap_text

#: Width below which bars are drawn in place of columns.
BESIDE = 600
#: The least width of a column with what is around it, its part that is drawn, the highest column.
STEP, FILLED, HIGHEST = 44, 0.56, 240
#: Heights of the number above the highest column, and of the band below the axis.
ABOVE, BAND = 24, 12
#: The size of the words below columns.
SMALL = 13
#: The classes of adopted recommendations, of those of a session not named, and of all else.
KINDS = ("l5", "d2", "open")
#: Width of the names of bars, height of a bar with what is below it, and of the bar.
NAMES, ROW, BAR = 116, 34, 16


def draw_columns(grid: Grid, width: int) -> Drawing:
    """Draw the numbers of each year and, below the axis, what is not known."""
    key = draw_key(_key(grid), width)
    body = _draw_upright(grid, width) if width >= BESIDE else _draw_bars(grid, width)
    shapes = [*body.shapes, key.shapes_at(0, body.height + 16)]
    return Drawing(body.width, body.height + 16 + key.height, shapes)


@dataclass(frozen=True)
class ColumnsLayout:
    """Where columns stand, and how high they are for each recommendation."""

    grid: Grid
    wanted_width: int

    @cached_property
    def step(self) -> float:
        return max(STEP, self.wanted_width / max(1, len(self.grid.rows)))

    @property
    def width(self) -> int:
        return max(self.wanted_width, round(self.step * len(self.grid.rows)))

    @property
    def column_width(self) -> float:
        return self.step * FILLED

    @cached_property
    def scale(self) -> float:
        return HIGHEST / _largest_sum(self.grid)

    def left_edge(self, number: int) -> float:
        return self.step * number + (self.step - self.column_width) / 2


def _draw_upright(grid: Grid, width: int) -> Drawing:
    layout = ColumnsLayout(grid, width)
    axis = ABOVE + HIGHEST
    names = [_names(row, layout.step - 4) for row in grid.rows]
    below = BAND + 8 + line_height(SMALL) * max(map(len, names), default=0)
    shapes: list[SafeString] = []
    for number, row in enumerate(grid.rows):
        left = layout.left_edge(number)
        middle = left + layout.column_width / 2
        shapes += _column(layout, row, left, axis)
        shapes += _absence(row, layout.step * number + 2, axis + 2, layout.step - 4)
        top = axis + BAND + 8 + SMALL
        shapes.append(svg_lines(middle, top, names[number], anchor="middle", size=SMALL))
    shapes.append(svg_path("axis", f"M0 {axis}h{layout.width}"))
    return Drawing(layout.width, axis + below + 8, shapes)


def _names(row: GridRow, room: float) -> list[str]:
    """Return the lines below a column: the year, and whether it is known second-hand alone."""
    names = wrap_text(row.head.label, room, SMALL)
    return [*names, *wrap_text(_("reported"), room, SMALL)] if row.head.is_reported else names


def _column(layout: ColumnsLayout, row: GridRow, left: float, axis: int) -> Iterator[SafeString]:
    """Draw the parts from the axis up; the number of the last above it, of others beside it."""
    base, beside = float(axis), float(axis)
    cells = [each for each in _cells(layout.grid, row) if each[0].count]
    for place, (cell, name, kind) in enumerate(cells):
        height = layout.scale * (cell.count or 0)
        top = base - height
        if place == len(cells) - 1:
            middle = left + layout.column_width / 2
            number = svg_text(middle, top - 6, str(cell.count), anchor="middle", bold=True)
        else:
            beside = min(beside, top + height / 2 + 5)
            number = svg_text(left + layout.column_width + 4, beside, str(cell.count), bold=True)
            beside -= line_height()
        box = svg_rect(kind, left, top, layout.column_width, max(1.0, height))
        yield svg_link(cell.address, cell_label(cell, row.head, name), box, number)
        base = top


def _absence(row: GridRow, left: float, top: float, width: float) -> Iterator[SafeString]:
    """Draw why a year has no number of its sessions, if it has none."""
    if not row.head.has_texts:
        yield svg_hatch(left, top + 2, width, BAND)
    elif row.cells[0].count is None:
        yield _dash(left + width / 2 - 6, top + 2)


def _dash(left: float, top: float) -> SafeString:
    return svg_path("line", f"M{left:.1f} {top + BAND // 2}h12")


def _draw_bars(grid: Grid, width: int) -> Drawing:
    scale = (width - NAMES - 70) / _largest_sum(grid)
    shapes = [
        shape
        for number, row in enumerate(grid.rows)
        for shape in _bar(grid, row, ROW * number, scale)
    ]
    height = ROW * len(grid.rows)
    return Drawing(width, height, [*shapes, svg_path("axis", f"M{NAMES} 0v{max(0, height - 10)}")])


def _bar(grid: Grid, row: GridRow, top: int, scale: float) -> Iterator[SafeString]:
    words = f"{row.head.label} {_('reported')}" if row.head.is_reported else row.head.label
    base = top + BAR - 3
    yield svg_text(0, base, words, size=SMALL if text_width(words) > NAMES - 30 else 14)
    yield from _absence(row, NAMES - 26, top, 22)
    left = NAMES + 2.0
    for cell, name, kind in _cells(grid, row):
        if cell.count:
            length = max(1.0, scale * cell.count)
            number = str(cell.count)
            yield svg_link(
                cell.address,
                cell_label(cell, row.head, name),
                svg_rect(kind, left, top, length, BAR),
                svg_text(left + length + 5, base, number, bold=True),
            )
            left += length + text_width(number, bold=True) + 14


def _cells(grid: Grid, row: GridRow) -> list[tuple[GridCell, str, str]]:
    """Return the cells of a row that are drawn, with their names and classes."""
    names = [
        *(head.label for head in grid.columns),
        pgettext("number of recommendations", "Not adopted"),
    ]
    return list(zip([*row.cells, row.others], names, KINDS, strict=True))


def _largest_sum(grid: Grid) -> int:
    """Return the number that the longest column stands for."""
    sums = (sum(cell.count or 0 for cell, _name, _kind in _cells(grid, row)) for row in grid.rows)
    return max(sums, default=0) or 1


def _key(grid: Grid) -> Iterator[KeyItem]:
    """Yield the marks that the drawing has."""
    meanings = (_("adopted"), _("adopted, session not specified"), _("not adopted"))
    for place, (kind, meaning) in enumerate(zip(KINDS, meanings, strict=True)):
        if any(_cells(grid, row)[place][0].count for row in grid.rows):
            yield partial(_key_rect, kind), meaning
    if not all(row.head.has_texts for row in grid.rows):
        yield lambda x, y: svg_hatch(x, y + 2, 24, BAND), _("texts not in this knowledge base")
    if any(row.head.has_texts and row.cells[0].count is None for row in grid.rows):
        yield lambda x, y: _dash(x + 6, y + 2), _("no known session")


def _key_rect(kind: str, x: int, y: int) -> SafeString:
    return svg_rect(kind, x + 0.5, y + 0.5, 23, 15)
