"""A grid drawn as columns side by side, one for each row: a timeline."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.pages.charts.grid import Grid, GridCell, GridRow, cell_label
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

#: Width of a column with what is around it; heights of the highest, of the words below, of the key.
STEP, BAR, HIGHEST, BELOW, KEY = 66, 46, 260, 84, 34
TOP = 30


def draw_columns(grid: Grid) -> Drawing:
    """Draw the columns on one line, the years below them, and a key."""
    width = max(STEP * len(grid.rows) + 8, 520)
    height = TOP + HIGHEST + BELOW + KEY
    columns = [
        shape
        for number, row in enumerate(grid.rows)
        for shape in _column(grid, row, 4 + STEP * number)
    ]
    return Drawing(width, height, [*columns, *_key(height)])


def _column(grid: Grid, row: GridRow, left: int) -> Iterator[SafeString]:
    """Draw the adopted from the ground up, then the others; a frame where nothing is known."""
    base = float(TOP + HIGHEST)
    ground, middle = round(base), left + BAR // 2
    names = wrap_text(row.head.label, STEP - 2)
    if row.head.is_reported:
        names.append(_("reported"))
    yield svg_lines(middle, ground + TEXT + 6, names, anchor="middle")
    if not row.head.has_texts:
        yield svg_rect(left, ground - 60, BAR, 60, "lack")
        base -= 60
    for (cell, column), kind in zip(_cells(grid, row), ("l5", "l3", "f0"), strict=True):
        if cell.count:
            size = HIGHEST * cell.count / _highest(grid)
            top = round(base - size)
            yield svg_link(
                cell.address,
                cell_label(cell, row.head, column),
                svg_rect(left, top, BAR, max(1, round(base) - top), kind),
                *(
                    [
                        svg_text(
                            middle,
                            top + TEXT + 2,
                            str(cell.count),
                            anchor="middle",
                            pale=kind == "l5",
                        )
                    ]
                    if size > TEXT + 4
                    else [svg_text(middle, top - 3, str(cell.count), anchor="middle")]
                ),
            )
            base -= size


def _cells(grid: Grid, row: GridRow) -> list[tuple[GridCell, str]]:
    names = [*(head.label for head in grid.columns), _("Not adopted")]
    return list(zip([*row.cells, row.others], names, strict=True))


def _highest(grid: Grid) -> int:
    """Return the number that the highest column stands for."""
    return (
        max(
            (sum(cell.count or 0 for cell, _name in _cells(grid, row)) for row in grid.rows),
            default=0,
        )
        or 1
    )


def _key(height: int) -> Iterator[SafeString]:
    left = 4
    kinds = {
        "l5": _("adopted"),
        "l3": _("session not named"),
        "f0": _("not adopted"),
        "lack": _("texts not in this knowledge base"),
    }
    for kind, words in kinds.items():
        yield svg_rect(left, height - 24, 24, 16, kind)
        yield svg_text(left + 32, height - 11, words, soft=True)
        left += 48 + round(text_width(words))
