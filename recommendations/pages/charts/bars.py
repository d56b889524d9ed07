"""A grid of strengths drawn as boxes: one for each recommendation, the strongest first.

The groups of strengths are told apart as their badges are: filled, framed, tinted, dashed. Where a
column has too many recommendations for boxes, each group is one bar as long as its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, cell_label
from recommendations.pages.drawings.key import KeyItem, draw_key
from recommendations.pages.drawings.svg import (
    Drawing,
    line_height,
    svg_hatch,
    svg_lines,
    svg_link,
    svg_path,
    svg_rect,
    svg_squares,
    svg_text,
)
from recommendations.pages.drawings.text_lines import text_width, wrap_text

#: Width of the names where they stand beside the bars, and of the number after the longest bar.
NAMES, AFTER = 230, 40
#: Width below which names stand above the bars.
BESIDE = 600
#: Heights of a box and of the number above it; what a box takes of the step to the next one.
BOX, ABOVE, FILLED = 15, 18, 0.84
#: The step from one box to the next at most, and at least; below that, bars are drawn.
STEP, LEAST = 13.5, 7.0
#: Between two groups, and below a bar.
APART, BELOW = 14, 20


def draw_bars(grid: Grid, width: int) -> Drawing:
    """Draw the bars, and below them a key to their groups."""
    layout = BarsLayout(grid, width)
    top = 0
    shapes: list[SafeString] = []
    for number in range(len(grid.columns)):
        shapes += _bar(layout, number, top)
        top += layout.height(number)
    key = draw_key(_key(grid), width)
    return Drawing(width, top + 8 + key.height, [*shapes, key.shapes_at(0, top + 8)])


@dataclass(frozen=True)
class BarsLayout:
    """Where names and bars stand in a width, and how long a bar is for each recommendation."""

    grid: Grid
    width: int

    @property
    def has_names_beside(self) -> bool:
        return self.width >= BESIDE

    @property
    def bars_left(self) -> int:
        return NAMES if self.has_names_beside else 0

    def names(self, number: int) -> list[str]:
        """Return the lines of the name of a bar."""
        head = self.grid.columns[number]
        room = NAMES - 16 if self.has_names_beside else 0.88 * self.width  # Bold.
        return wrap_text(f"{head.label} {head.detail}".strip(), room)

    def height(self, number: int) -> int:
        """Return the height of a bar with its name and what is below it."""
        names = line_height() * len(self.names(number))
        if self.has_names_beside:
            return max(names, ABOVE + BOX) + BELOW
        return names + ABOVE + BOX + BELOW

    @cached_property
    def step(self) -> float:
        """The length of a bar for each recommendation."""
        room = self.width - self.bars_left - AFTER - APART * (len(self.grid.groups) - 1)
        longest = max(map(sum, self._counts), default=0) or 1
        step = min(STEP, room / longest)
        while step > 0.01 and max(self._lengths(step), default=0) > room:
            step *= 0.96
        return step

    def _lengths(self, step: float) -> Iterator[float]:
        """Yield how long each bar is, its numbers above it no longer than their parts."""
        for counts in self._counts:
            yield sum(max(step * count, text_width(str(count))) for count in counts if count)

    @cached_property
    def _counts(self) -> list[list[int]]:
        columns = range(len(self.grid.columns))
        return [[row.cells[number].count or 0 for row in self.grid.groups] for number in columns]

    @property
    def has_boxes(self) -> bool:
        return self.step >= LEAST


def _bar(layout: BarsLayout, number: int, top: int) -> Iterator[SafeString]:
    head, names = layout.grid.columns[number], layout.names(number)
    box = top + ABOVE
    first = box + 12 - line_height() * (len(names) - 1) // 2
    if not layout.has_names_beside:
        box += line_height() * len(names)
        first = top + 12
    yield svg_lines(0, first, names, bold=not layout.has_names_beside)
    if not head.has_texts:
        yield svg_hatch(layout.bars_left, box, 64, BOX)
        yield svg_text(
            layout.bars_left + 76, box + 12, _("texts not in this knowledge base"), kind="soft"
        )
        return
    left = float(layout.bars_left)
    for row in layout.grid.groups:
        cell = row.cells[number]
        if cell.count:
            yield _group(layout, row.head, head, cell, (left, box))
            length = max(layout.step * cell.count, text_width(str(cell.count)))
            left += length + APART
    total = layout.grid.totals.cells[number]
    words = svg_text(left, box + 12, str(total.count), bold=True)
    yield svg_link(total.address, cell_label(total, layout.grid.totals.head, head.label), words)


def _group(
    layout: BarsLayout,
    row: AxisValue,
    head: AxisValue,
    cell: GridCell,
    place: tuple[float, int],
) -> SafeString:
    left, box = place
    count = cell.count or 0
    return svg_link(
        cell.address,
        cell_label(cell, row, head.label),
        svg_text(left, box - 5, str(count), kind="soft"),
        _drawn_group(layout, row.strength_level, left, box, count),
    )


def _drawn_group(layout: BarsLayout, level: int, left: float, top: int, count: int) -> SafeString:
    inset = 1 if level == 3 else 0.5
    if not layout.has_boxes:
        length = max(2.0, layout.step * count)
        return svg_rect(f"d{level}", left + inset, top + inset, length, BOX - 2 * inset)
    size = layout.step * FILLED - 2 * inset
    if level == 0:
        dashes = "".join(
            f"M{left + layout.step * place:.1f} {top + BOX - 1}h{size:.1f}"
            for place in range(count)
        )
        return svg_path("d0", dashes)
    return svg_squares(
        f"d{level}",
        left + inset,
        top + inset,
        count,
        step=layout.step,
        size=size,
        height=BOX - 2 * inset,
    )


def _key(grid: Grid) -> Iterator[KeyItem]:
    """Yield the drawing of each group that has any, and its strengths."""
    for row in grid.groups:
        if row.adopted.count:
            yield partial(_key_mark, row.head.strength_level), row.head.label


def _key_mark(level: int, x: int, y: int) -> SafeString:
    inset = 1 if level == 3 else 0.5
    if level == 0:
        return svg_path("d0", f"M{x + 6} {y + BOX - 1}h12")
    return svg_rect(f"d{level}", x + 6 + inset, y + inset, 12 - 2 * inset, BOX - 2 * inset)
