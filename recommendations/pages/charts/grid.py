"""Rows by columns of numbers, and behind each number the list that it counts. No query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from recommendations.names.session_ranges import SessionRange

#: The steps of the scale of colours, beside 0 for none.
LEVELS = 5
#: The least number of each step where themes are counted by sessions, from the lightest on.
THEME_THRESHOLDS = (1, 4, 7, 11, 16)


@dataclass(frozen=True)
class AxisValue:
    """The value that a row or a column stands for.

    ``values`` are those of the list's parameter ``parameter``, and ``detail`` is less important
    than ``label``. ``has_texts`` is false if no text of these sessions is held: then nothing is
    known of how many recommendations there are.
    """

    parameter: str
    values: tuple[str, ...]
    label: str
    detail: str = ""
    has_texts: bool = True
    #: How strongly it obliges, from 4 to 0, where it is a strength.
    strength_level: int = 0
    session_range: SessionRange | None = None
    #: Whether it is known second-hand alone, as the year of a meeting.
    is_reported: bool = False


@dataclass(frozen=True)
class GridCell:
    """A number and the address of the list with so many records.

    No number where the texts are not held, and then no address either; ``absent`` says why.
    """

    count: int | None
    address: str = ""
    absent: str = ""

    @property
    def is_gap(self) -> bool:
        """Return whether its list is empty, though texts are held."""
        return self.count == 0 and bool(self.address)


@dataclass(frozen=True)
class GridRow:
    """A row with two sums: its adopted recommendations, and its other records."""

    head: AxisValue
    cells: list[GridCell]
    adopted: GridCell
    others: GridCell

    @property
    def cells_and_sums(self) -> list[GridCell]:
        return [*self.cells, self.adopted, self.others]


@dataclass(frozen=True)
class ScaleStep:
    """A step of the scale and the numbers it stands for; the last has no greatest."""

    level: int
    least: int
    most: int | None

    def __str__(self) -> str:
        """``4–6``, ``3`` or ``16 or more``."""
        if self.most is None:
            return _("%(number)s or more") % {"number": self.least}
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass(frozen=True)
class Grid:
    """A table of numbers; ``row_heading`` and ``column_heading`` name its two axes.

    ``totals`` is the last row, whose head says so; a record that has several values is in several
    rows, and once in the totals. ``thresholds`` are the least number of each step of the scale;
    without them the steps divide the numbers evenly. ``groups`` are rows taken together, where a
    drawing shows these instead.
    """

    row_heading: str
    column_heading: str
    columns: list[AxisValue]
    rows: list[GridRow]
    totals: GridRow
    thresholds: tuple[int, ...] = ()
    groups: list[GridRow] = field(default_factory=list)

    @property
    def largest_count(self) -> int:
        """The largest number in a cell, at least 1."""
        return max((cell.count or 0 for row in self.rows for cell in row.cells), default=0) or 1

    @property
    def gap_count(self) -> int:
        """The number of cells that have nothing, though texts are held."""
        return sum(cell.is_gap for row in self.rows for cell in row.cells)

    def level(self, cell: GridCell) -> int:
        """The step of the scale, from 1 to ``LEVELS``; 0 for none."""
        return bisect_right(self.thresholds or self._even_thresholds, cell.count or 0)

    @property
    def scale(self) -> list[ScaleStep]:
        """The key to the steps: those that stand for any number at all."""
        starts = [*(self.thresholds or self._even_thresholds), None]
        return [
            ScaleStep(level, least, None if end is None else end - 1)
            for level, (least, end) in enumerate(pairwise(starts), start=1)
            if least is not None
            and (self.thresholds or (least != end and least <= self.largest_count))
        ]

    @property
    def _even_thresholds(self) -> tuple[int, ...]:
        return tuple(1 - (-step * self.largest_count // LEVELS) for step in range(LEVELS))

    @property
    def values_without_texts(self) -> list[AxisValue]:
        """The rows and columns of which no texts are held."""
        heads = (*self.columns, *(row.head for row in self.rows))
        return [head for head in heads if not head.has_texts]

    def all_cells(self) -> Iterator[tuple[AxisValue, AxisValue | None, str, GridCell]]:
        """Yield every cell with its row, its column (None for a sum) and the kind of sum."""
        for row in (*self.rows, self.totals):
            for head, cell in zip(self.columns, row.cells, strict=True):
                yield row.head, head, "", cell
            yield row.head, None, "adopted", row.adopted
            yield row.head, None, "not-adopted", row.others


def cell_label(cell: GridCell, row: AxisValue, column: str) -> str:
    """``3: Prevention, 1st`` where only the number is to be seen; without texts, the reason."""
    names = {"row": row.label, "column": column}
    if cell.count is None:
        return _("%(absent)s: %(row)s, %(column)s") % {**names, "absent": cell.absent}
    return _("%(number)s: %(row)s, %(column)s") % {**names, "number": cell.count}
